"""Two tabs on one draft: whoever saves last loses no word."""

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person

pytestmark = pytest.mark.django_db(transaction=True)

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


def test_the_later_report_is_shown_beside_the_saved_one(tabs, draft_report):
    first, second = tabs
    for tab in tabs:
        tab.opens("monthly-report-write", draft_report.pk)
    for tab, words in ((first, FIRST), (second, SECOND)):
        tab.writes("Một câu về việc đã làm", words, tab.work(1))
        tab.presses("Lưu nháp")
    second.reads("Bản đã lưu ở cửa sổ khác")
    second.reads(FIRST)
    assert shown_text(second, "Một câu về việc đã làm", second.work(1)) == SECOND
    second.presses("Lưu nháp")
    second.reads("Đã lưu nháp.")
    draft_report.refresh_from_db()
    assert draft_report.lines.get(item__position=1).sentence == SECOND


def test_autosave_in_one_tab_is_not_overwritten_by_a_save_in_the_other(tabs, draft_report):
    first, second = tabs
    for tab in tabs:
        tab.opens("monthly-report-write", draft_report.pk)
    first.writes("Một câu về việc đã làm", FIRST, first.work(1))
    expect(first.saved).to_contain_text("Đã lưu lúc")
    second.writes("Một câu về việc đã làm", SECOND, second.work(1))
    second.presses("Lưu nháp")
    second.reads("Bản đã lưu ở cửa sổ khác")
    second.reads(FIRST)
    assert shown_text(second, "Một câu về việc đã làm", second.work(1)) == SECOND
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
