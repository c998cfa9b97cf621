"""Twenty reports of a month answered from the keyboard; strokes are counted, not seconds."""

import pytest
from playwright.sync_api import expect

from pledges.models import MonthlyReport
from tests.browser.conftest import PHONE
from tests.browser.desks import report_of
from tests.factories import MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twenty(office, criterion):
    for number in range(20):
        member = MemberFactory(full_name=f"Lê Văn {chr(65 + number)}")
        MembershipFactory(member=member, cell=office.cell)
        report_of(member, office.cell, criterion, sent=True)


class Keys:
    """Counts what the hand does."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1


def test_twenty_reports_take_two_strokes_each_in_the_grid(person, twenty):
    secretary = person("secretary")
    secretary.opens("monthly-report-grid")
    keys = Keys(secretary.page)
    ticks = secretary.page.locator("[data-box=take]")
    ticks.first.focus()
    for number in range(20):
        expect(ticks.nth(number)).to_be_focused()
        keys.press("Space", "Enter")
    expect(secretary.page.locator("[data-grid-count]")).to_have_text("20 dòng chưa lưu")
    secretary.shows("grid-1280")
    keys.press("Control+Enter")
    secretary.reads("Đã nhận 20 báo cáo.")
    secretary.reads("20/20")
    assert keys.count == 41
    assert MonthlyReport.objects.filter(status="acknowledged").count() == 20


def test_twenty_reports_take_one_stroke_each_in_the_queue(person, twenty):
    secretary = person("secretary")
    secretary.opens("monthly-report-queue")
    for answered in range(1, 21):
        secretary.page.keyboard.press("Control+Enter")
        secretary.reads(f"{answered}/20")


def test_a_comment_is_written_on_the_way_and_marked_until_it_is_saved(person, twenty):
    secretary = person("secretary")
    secretary.opens("monthly-report-grid")
    page, keys = secretary.page, Keys(secretary.page)
    page.locator("[data-box=take]").first.focus()
    keys.press("Space", "ArrowRight")
    expect(page.locator("[data-box=comment-1]").first).to_be_focused()
    page.keyboard.type("Làm tốt")
    expect(page.get_by_text("chưa lưu").first).to_be_visible()
    keys.press("Control+Enter")
    secretary.reads("Đã nhận 1 báo cáo.")
    answered = MonthlyReport.objects.get(status="acknowledged")
    assert answered.lines.get(item__position=1).comment == "Làm tốt"


ALL = "Nhận mọi báo cáo trên trang này…"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('chi03:text:')).length"


def test_taking_a_whole_page_asks_first_and_loses_nothing_on_the_way(person, twenty):
    secretary = person("secretary")
    secretary.opens("monthly-report-grid")
    page = secretary.page
    page.locator("[data-box=comment-1]").first.fill("Làm tốt")
    secretary.presses(ALL)
    secretary.reads("Nhận 20 báo cáo tháng 3/2014?")
    secretary.shows("take-all-1280")
    secretary.presses("Quay lại bảng")
    expect(page.locator("[data-box=comment-1]").first).to_have_value("Làm tốt")
    expect(page.locator("[data-grid-count]")).to_have_text("1 dòng chưa lưu")
    secretary.shows("grid-back-1280")
    assert page.evaluate(KEPT) == 1
    secretary.presses(ALL)
    secretary.presses("Nhận 20 báo cáo")
    secretary.reads("20/20")
    assert page.evaluate(KEPT) == 0
    assert MonthlyReport.objects.filter(lines__comment="Làm tốt").count() == 1


def test_the_question_fits_a_phone_and_works_without_scripts(person, twenty):
    secretary = person("secretary", PHONE, java_script_enabled=False)
    secretary.opens("monthly-report-grid")
    secretary.presses(ALL)
    secretary.shows("take-all-360")
    secretary.presses("Quay lại bảng")
    secretary.reads("Chưa nhận báo cáo nào.")
    secretary.shows("grid-back-360")
    secretary.presses(ALL)
    secretary.presses("Nhận 20 báo cáo")
    secretary.reads("20/20")


def test_the_grid_fits_a_phone_and_works_without_scripts(person, twenty):
    secretary = person("secretary", PHONE, java_script_enabled=False)
    secretary.opens("monthly-report-grid")
    secretary.shows("grid-360")
    secretary.page.locator("[data-box=take]").first.check()
    secretary.presses("Lưu những báo cáo đã đánh dấu")
    secretary.reads("1/20")


def test_the_sentence_follows_what_is_typed(person, draft_pledge):
    member = person("member")
    member.opens("pledge-write", draft_pledge.pk)
    member.page.get_by_label("Tôi sẽ").first.fill("Trả lời hồ sơ")
    preview = member.page.locator("[data-lights-line='0']")
    expect(preview).to_contain_text("Tôi sẽ trả lời hồ sơ, … mức, số lần")
    member.shows("pledge-1280")


def test_an_example_is_taken_by_one_tap_on_a_phone(person, draft_pledge):
    member = person("member", PHONE)
    member.opens("pledge-write", draft_pledge.pk)
    member.page.locator("#mau ~ details summary").first.click()
    member.page.get_by_role("button", name="Lấy làm mẫu").first.click()
    member.is_at("pledge-write", draft_pledge.pk)
    assert member.page.get_by_label("Tôi sẽ").first.input_value()
    member.shows("pledge-360")
    width = member.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE
