"""The pictures of the guides, taken on the very way that the guides describe.

``CHI03_GUIDE_PICTURES=1`` lays them down in static/guide/; otherwise they are taken and forgotten.
"""

import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pledges.models import MonthlyReport
from reports.guide.guides import GUIDES
from tests.browser.conftest import DESK, PHONE
from tests.browser.desks import report_of
from tests.factories import MonthlyReportFactory, MonthlyReportLineFactory

pytestmark = pytest.mark.django_db(transaction=True)

SHELF = Path(__file__).parent.parent.parent / "static" / "guide"
# The bar with the buttons lies where it belongs, instead of over what is to be seen
LYING = "document.querySelectorAll('.actionbar').forEach((bar) => (bar.style.position = 'static'))"
HEAVIEST = 60_000  # bytes


class Camera:
    def __init__(self, shelf: Path):
        self.shelf, self.taken = shelf, set()

    def takes(self, person, name: str, height: int, place=None) -> None:
        """From the top of the place (of what the page is about) so far down."""
        person.page.wait_for_load_state()
        place = place or person.main
        person.page.evaluate("scrollTo(0, 0)")  # boxes are told from the window's corner
        person.page.evaluate(LYING)
        box = place.bounding_box()
        seen = min(height, box["height"])
        shot = person.page.screenshot(clip={**box, "height": seen}, full_page=True)
        path = self.shelf / f"{name}.png"
        Image.open(BytesIO(shot)).convert("RGB").quantize(64).save(path, optimize=True)
        assert path.stat().st_size < HEAVIEST
        self.taken.add(name)


@pytest.fixture
def camera(tmp_path):
    return Camera(SHELF if os.environ.get("CHI03_GUIDE_PICTURES") == "1" else tmp_path)


def test_the_member_writes_a_report_and_has_sent_it(person, draft_report, camera):
    february = draft_report.month.replace(month=2)
    before = MonthlyReportFactory(pledge=draft_report.pledge, month=february, acknowledged=True)
    for item in draft_report.pledge.items.all():
        MonthlyReportLineFactory(report=before, item=item, state="done")
    member = person("member", PHONE)
    member.opens("monthly-report-write", draft_report.pk)
    member.chooses("Đã làm", member.work(1))
    member.writes("Một câu về việc đã làm", "Trả lời 14 hồ sơ trong năm ngày.", member.work(1))
    camera.takes(member, "report", 480, member.work(1))
    member.chooses("Một phần", member.work(2))
    member.writes("Một câu về việc đã làm", "Tiếp 6 lượt dân.", member.work(2))
    member.presses_main("Kiểm tra lại và gửi")
    member.presses("Gửi báo cáo")
    member.reads("Rút lại")
    camera.takes(member, "sent", 420)
    assert camera.taken == set(GUIDES["member"].pictures)


def test_the_officer_answers_one_by_one_and_on_one_page_and_reminds(
    person, office, criterion, sent_reports, camera
):
    missing = report_of(office.members["deputy"], office.cell, criterion)
    MonthlyReport.objects.filter(pk=missing.pk).update(due_on=date(2014, 3, 10))
    officer = person("secretary", DESK)
    officer.opens("monthly-report-queue")
    officer.reads("0/4")
    camera.takes(officer, "queue", 620)
    officer.follows("Trả lời cả tháng trên một bảng")
    officer.reads("đã trả lời")
    camera.takes(officer, "grid", 620)
    officer.opens("reminder-cell", office.cell.pk)
    officer.reads("Đặng Hồng Hải")
    camera.takes(officer, "remind", 560)
    assert camera.taken == set(GUIDES["officer"].pictures)


def test_staff_see_who_is_missing_and_the_steps_into_a_new_year(
    person, office, sent_reports, camera
):
    report = sent_reports[0]
    MonthlyReportFactory(pledge=report.pledge, month=date(2014, 1, 1), due_on=date(2014, 2, 5))
    staff = person("staff", DESK)
    staff.opens("overview")
    staff.reads("Tổng quan")
    camera.takes(staff, "overview", 620)
    staff.follows("Sang năm mới")
    staff.is_at("new-year")
    camera.takes(staff, "new-year", 620)
    assert camera.taken == set(GUIDES["staff"].pictures)


def test_every_picture_lies_on_the_shelf_and_is_light():
    named = {name for guide in GUIDES.values() for name in guide.pictures}
    assert {path.stem for path in SHELF.glob("*.png")} == named
    assert all(path.stat().st_size < HEAVIEST for path in SHELF.glob("*.png"))
