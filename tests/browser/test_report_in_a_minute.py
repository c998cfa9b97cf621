"""A month's report by the stopwatch: taps and keys are counted, not seconds."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from pledges.models import MonthlyReport
from tests.browser.conftest import PHONE
from tests.browser.desks import report_of
from tests.browser.person import Person
from tests.cells.uploads import files
from tests.factories import (
    EvidenceFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeItemFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "Một câu về việc đã làm"
STILL = "Khó khăn tháng trước vẫn còn"
SENTENCES = ["Trả lời 14 hồ sơ trong năm ngày.", "Tiếp 6 lượt dân.", "Kèm đồng chí Hạnh 2 buổi."]
TAPS_AN_ITEM, TAPS_TO_SEND = 3, 2


@dataclass
class Hand:
    """A finger and a keyboard that count: letters go only where a tap has put the cursor."""

    person: Person
    taps: int = 0
    keys: int = 0

    def taps_on(self, place: Locator) -> None:
        place.tap()
        self.taps += 1

    def chooses(self, label: str, number: int) -> None:
        self.taps_on(self.person.work(number).get_by_text(label, exact=True))

    def types(self, words: str) -> None:
        self.person.page.keyboard.type(words)
        self.keys += len(words)

    def writes(self, words: str, number: int) -> None:
        self.taps_on(self.person.box(BOX, self.person.work(number)))
        self.types(words)

    def presses(self, label: str) -> None:
        self.taps_on(self.person.page.get_by_role("button", name=label, exact=True))


@pytest.fixture
def report(office, criterion) -> MonthlyReport:
    """Three items; in February one had a difficulty."""
    report = report_of(office.members["member"], office.cell, criterion)
    item = PledgeItemFactory(
        pledge=report.pledge, position=3, criterion=criterion, action="kèm cặp"
    )
    MonthlyReportLineFactory(report=report, item=item, state="", sentence="")
    before = MonthlyReportFactory(
        pledge=report.pledge, month=report.month.replace(month=2), acknowledged=True
    )
    for item in report.pledge.items.all():
        told = "Chờ ý kiến vụ khác." if item.position == 1 else ""
        MonthlyReportLineFactory(report=before, item=item, state="partly", difficulty=told)
    return report


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def hand(request, person, report) -> Hand:
    member = person("member", PHONE, java_script_enabled=request.param, has_touch=True)
    member.opens("monthly-report-write", report.pk)
    return Hand(member)


def sends(hand: Hand) -> None:
    hand.presses("Kiểm tra lại và gửi")
    hand.presses("Gửi báo cáo")
    hand.person.reads("Đã gửi")


def test_three_items_need_three_taps_and_a_sentence_each_then_send(hand, report):
    for number, sentence in enumerate(SENTENCES, start=1):
        hand.chooses("Đã làm", number)
        hand.writes(sentence, number)
    hand.taps_on(hand.person.work(1).get_by_text(STILL, exact=True))
    sends(hand)
    assert hand.taps <= TAPS_AN_ITEM * 3 + TAPS_TO_SEND
    assert hand.keys == sum(map(len, SENTENCES))
    stored = MonthlyReport.objects.get(pk=report.pk)
    assert stored.status == "submitted"
    assert [line.sentence for line in stored.lines.all()] == SENTENCES
    assert [line.difficulty for line in stored.lines.all()] == ["Chờ ý kiến vụ khác.", "", ""]


def test_a_month_without_change_is_one_tap_an_item(hand, report):
    for number in (1, 2, 3):
        hand.chooses("Không thay đổi", number)
    sends(hand)
    assert (hand.taps, hand.keys) == (3 + TAPS_TO_SEND, 0)
    states = report.lines.values_list("state", "is_unchanged", "difficulty")
    assert set(states) == {("partly", True, "")}


def test_a_file_is_added_on_the_way_and_what_was_typed_stays(hand, report):
    member = hand.person
    hand.chooses("Đã làm", 2)
    hand.writes(SENTENCES[1], 2)
    hand.taps_on(member.work(2).locator("summary"))
    hand.taps_on(member.work(2).get_by_role("button", name="Thêm minh chứng"))
    picture = {"name": "Ảnh.jpg", "mimeType": "image/jpeg", "buffer": files.picture()}
    member.page.set_input_files("input[type=file]", picture)
    hand.presses("Kèm vào báo cáo")
    member.reads("Đã kèm 1 tệp.")
    expect(member.box(BOX, member.work(2))).to_have_value(SENTENCES[1])
    expect(member.work(2).get_by_role("link", name="Ảnh.jpg")).to_be_visible()
    assert report.files.get().line.item.position == 2


def test_one_tap_takes_no_file_away(hand, report):
    file, member = EvidenceFactory(line=report.lines.first()), hand.person
    member.opens("monthly-report-evidence", report.pk, file.line_id)
    gone = member.page.get_by_role("button", name="Bỏ hẳn tệp Sổ tiếp dân.pdf")
    expect(gone).to_be_hidden()
    hand.taps_on(member.page.get_by_text("Bỏ tệp Sổ tiếp dân.pdf"))
    member.reads("Bỏ rồi thì không lấy lại được.")
    assert report.files.get() == file
    hand.taps_on(gone)
    member.reads("Đã bỏ tệp Sổ tiếp dân.pdf")
    assert not report.files.exists()


def test_the_bar_names_what_is_left_while_one_chooses(person, report):
    member = person("member", PHONE)
    member.opens("monthly-report-write", report.pk)
    left = member.page.locator("[data-left]")
    expect(left).to_have_text("Còn mục 1, 2, 3")
    member.chooses("Đã làm", member.work(2))
    expect(left).to_have_text("Còn mục 1, 3")
    for number in (1, 3):
        member.chooses("Không thay đổi", member.work(number))
    expect(left).to_have_text("Đủ các mục")
