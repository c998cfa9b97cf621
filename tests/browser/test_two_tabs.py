"""Two tabs on one draft: whoever saves last loses no word."""

import pytest
from playwright.sync_api import Locator, expect

from pledges.models import MonthlyReport, Pledge
from tests.browser.desks import with_difficulty_before
from tests.browser.person import Person

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "Một câu về việc đã làm"
STILL = "Khó khăn tháng trước vẫn còn"
TOLD = "Chờ ý kiến vụ khác."
FIRST, SECOND = "Viết ở cửa sổ thứ nhất.", "Viết ở cửa sổ thứ hai."


@pytest.fixture
def tabs(person) -> tuple[Person, Person]:
    first = person("member")
    return first, Person(first.context, first.address)


def shown_text(tab: Person, label: str, inside=None) -> str:
    return tab.box(label, inside).input_value()


def test_the_later_pledge_is_shown_beside_the_saved_one(tabs, draft_pledge):
    first, second = tabs
    for tab in tabs:
        tab.opens("pledge-write", draft_pledge.pk)
    first.writes("Nhận thức của bản thân", FIRST)
    first.presses_main("Lưu và kiểm tra lại")
    first.reads(FIRST)
    second.writes("Nhận thức của bản thân", SECOND)
    second.presses_main("Lưu và kiểm tra lại")
    second.reads("Bản đang lưu")
    second.reads(FIRST)
    assert shown_text(second, "Nhận thức của bản thân") == SECOND


def test_what_two_tabs_wrote_apart_into_one_pledge_is_put_together(tabs, draft_pledge):
    first, second = tabs
    for tab in tabs:
        tab.opens("pledge-write", draft_pledge.pk)
    first.writes("Tôi sẽ", FIRST, first.work(1))
    expect(first.saved).to_contain_text("Đã lưu lúc")
    first.writes("Mức, số lần", "hai lần", first.work(1))
    first.presses_main("Lưu và kiểm tra lại")
    first.reads("Kiểm tra lại trước khi gửi")
    second.writes("Biện pháp thực hiện", SECOND)
    second.presses_main("Lưu và kiểm tra lại")
    second.reads("Đã gộp với phần vừa lưu ở cửa sổ khác")
    second.reads(SECOND)
    item = draft_pledge.items.get()
    assert (item.action, item.measure) == (FIRST, "hai lần")


def test_the_later_report_is_shown_beside_the_saved_one(tabs, draft_report):
    first, second = tabs
    for tab in tabs:
        tab.opens("monthly-report-write", draft_report.pk)
    for tab, words in ((first, FIRST), (second, SECOND)):
        tab.writes(BOX, words, tab.work(1))
        tab.presses("Lưu nháp")
    second.reads("Bản đã lưu ở cửa sổ khác")
    second.reads(FIRST)
    assert shown_text(second, BOX, second.work(1)) == SECOND
    second.presses("Lưu nháp")
    second.reads("Đã lưu nháp.")
    draft_report.refresh_from_db()
    assert draft_report.lines.get(item__position=1).sentence == SECOND


def test_autosave_in_one_tab_is_not_overwritten_by_a_save_in_the_other(tabs, draft_report):
    first, second = tabs
    for tab in tabs:
        tab.opens("monthly-report-write", draft_report.pk)
    first.writes(BOX, FIRST, first.work(1))
    expect(first.saved).to_contain_text("Đã lưu lúc")
    second.writes(BOX, SECOND, second.work(1))
    second.presses("Lưu nháp")
    second.reads("Bản đã lưu ở cửa sổ khác")
    second.reads(FIRST)
    assert shown_text(second, BOX, second.work(1)) == SECOND
    assert draft_report.lines.get(item__position=1).sentence == FIRST


def test_autosave_stops_where_another_tab_has_saved_and_keeps_the_words(tabs, draft_pledge):
    first, second = tabs
    for tab in tabs:
        tab.opens("pledge-write", draft_pledge.pk)
    first.writes("Nhận thức của bản thân", FIRST)
    expect(first.saved).to_contain_text("Đã lưu lúc")
    second.writes("Nhận thức của bản thân", SECOND)
    expect(second.saved).to_contain_text("Bản này vừa được lưu ở nơi khác.")
    second.opens("pledge-write", draft_pledge.pk)
    assert shown_text(second, "Nhận thức của bản thân") == FIRST
    second.reads(SECOND)


def kept(tab: Person) -> Locator:
    return tab.page.get_by_role("status").filter(has_text="Chữ còn trên máy này")


def sentences(report: MonthlyReport) -> list[str]:
    assert MonthlyReport.objects.count() == Pledge.objects.count() == 1
    return list(report.lines.order_by("item__position").values_list("sentence", flat=True))


def test_what_two_tabs_kept_without_network_is_all_there(tabs, draft_report):
    first, second = tabs
    for tab in tabs:
        tab.opens("monthly-report-write", draft_report.pk)
    first.context.set_offline(True)
    for number, (tab, words) in enumerate(((first, FIRST), (second, SECOND)), start=1):
        tab.writes(BOX, words, tab.work(number))
        expect(tab.saved).to_contain_text("Mất mạng.")
    first.closes()
    second.closes()
    first.context.set_offline(False)
    first.opens("monthly-report-write", draft_report.pk)
    expect(first.saved).to_contain_text("Đã lưu lúc")
    expect(kept(first)).to_contain_text(FIRST)
    assert sentences(draft_report) == ["", SECOND]


def test_a_save_in_one_tab_leaves_what_another_kept(tabs, draft_report):
    first, second = tabs
    for tab in tabs:
        tab.opens("monthly-report-write", draft_report.pk)
    first.context.set_offline(True)
    first.writes(BOX, FIRST, first.work(1))
    expect(first.saved).to_contain_text("Mất mạng.")
    first.closes()
    first.context.set_offline(False)
    second.writes(BOX, SECOND, second.work(1))
    expect(second.saved).to_contain_text("Đã lưu lúc")
    first.opens("monthly-report-write", draft_report.pk)
    expect(kept(first)).to_contain_text(FIRST)
    assert sentences(draft_report) == [SECOND, ""]


def test_a_tick_taken_away_too_late_stands_beside_the_saved_report(tabs, draft_report):
    first, second = tabs
    with_difficulty_before(draft_report, TOLD)
    for tab in tabs:
        tab.opens("monthly-report-write", draft_report.pk)
    first.writes(BOX, FIRST, first.work(1))
    expect(first.saved).to_contain_text("Đã lưu lúc")
    second.chooses(STILL, second.work(1))
    expect(second.saved).to_contain_text("Chữ vẫn còn trên máy này")
    second.opens("monthly-report-write", draft_report.pk)
    expect(kept(second)).to_contain_text(f"{STILL}không đánh dấu")
    expect(kept(second).locator("dt")).to_have_count(1)
    expect(second.box(STILL, second.work(1))).to_be_checked()
    line = draft_report.lines.get(item__position=1)
    assert (line.sentence, line.difficulty) == (FIRST, TOLD)


@pytest.mark.parametrize("paper", ["report", "pledge"])
def test_where_both_versions_stand_only_the_button_saves(tabs, paper, request):
    """Typing on there replaces nothing, and what was typed outlives the page."""
    paper = request.getfixturevalue(f"draft_{paper}")
    page, box, button = {
        MonthlyReport: ("monthly-report-write", BOX, "Lưu nháp"),
        Pledge: ("pledge-write", "Nhận thức của bản thân", "Lưu và kiểm tra lại"),
    }[type(paper)]
    for tab in tabs:
        tab.opens(page, paper.pk)
    for tab, words in zip(tabs, (FIRST, SECOND), strict=True):
        tab.box(box).first.fill(words)
        tab.presses_main(button)
    second = tabs[1]
    second.reads(FIRST)
    second.box(box).first.fill(f"{SECOND} Viết tiếp.")
    second.page.wait_for_timeout(3000)  # longer than autosave waits
    second.closes()
    second.opens(page, paper.pk)
    expect(second.box(box).first).to_have_value(FIRST)
    expect(kept(second)).to_contain_text(f"{SECOND} Viết tiếp.")
