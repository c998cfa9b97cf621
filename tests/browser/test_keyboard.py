"""Work with the keyboard alone: the queue, where the focus is, the menu of the phone."""

import pytest
from playwright.sync_api import expect

from pledges.models import MonthlyReport
from tests.browser.conftest import PHONE
from tests.browser.person import Person

pytestmark = pytest.mark.django_db(transaction=True)

FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return { what: "BODY" };
  const shown = focused.matches(".btn-check") ? focused.labels[0] : focused;
  const place = shown.getBoundingClientRect(), style = getComputedStyle(shown);
  const bar = document.querySelector(".actionbar");
  const sticks = bar && !bar.contains(focused) && getComputedStyle(bar).position === "sticky";
  const edge = sticks ? bar.getBoundingClientRect() : { top: innerHeight, bottom: innerHeight };
  const isUnderBar = place.top >= edge.top - 8 && place.top < edge.bottom;
  return {
    what: focused.id || focused.textContent.trim().slice(0, 30) || focused.tagName,
    isMarked: style.boxShadow !== "none" || style.outlineStyle !== "none",
    isCovered: place.top < 0 || place.top >= innerHeight - 8 || isUnderBar,
  };
}"""


def test_ctrl_enter_acknowledges_and_goes_to_the_next(person, sent_reports):
    secretary = person("secretary")
    secretary.opens("monthly-report-queue")
    first, second = secretary.page.locator(".queue .q > span:first-child").all_inner_texts()[:2]
    secretary.page.get_by_label("Nhận xét, mục 1").fill("Việc này cả chi bộ đều thấy.")
    secretary.page.keyboard.press("Control+Enter")
    secretary.reads(f"Đã nhận báo cáo của đồng chí {first}.")
    expect(secretary.main.locator(".card h2").first).to_have_text(second)
    answered = MonthlyReport.objects.get(status="acknowledged")
    assert str(answered.pledge.member) == first
    assert answered.lines.get(item__position=1).comment == "Việc này cả chi bộ đều thấy."


def test_ctrl_enter_needs_no_cursor_in_a_box(person, sent_reports):
    secretary = person("secretary")
    secretary.opens("monthly-report-queue")
    for answered in (1, 2):
        secretary.page.keyboard.press("Control+Enter")
        secretary.reads(f"{answered}/3")


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_focus_is_seen_and_never_under_the_bar(person, sent_reports, width):
    secretary = person("secretary", width)
    secretary.opens("monthly-report-queue")
    tab_through(secretary, 24)


def test_the_focus_stays_above_the_bar_while_a_report_is_written(person, draft_report):
    member = person("member", PHONE)
    member.opens("monthly-report-write", draft_report.pk)
    tab_through(member, 14)


def tab_through(somebody: Person, times: int) -> None:
    places = []
    for _ in range(times):
        somebody.page.keyboard.press("Tab")
        places.append(somebody.page.evaluate(FOCUS))
    on_the_page = [place for place in places if place["what"] != "BODY"]
    assert len(on_the_page) >= times / 2
    assert [place["what"] for place in on_the_page if not place["isMarked"]] == []
    assert [place["what"] for place in on_the_page if place["isCovered"]] == []


def test_the_phone_menu_opens_closes_and_leads_on(person, office):
    member = person("member", PHONE)
    member.opens("home")
    menu = member.page.locator("details.menu")
    menu.locator("summary").focus()
    member.page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Sinh hoạt")).to_be_visible()
    member.page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Sinh hoạt")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    member.page.keyboard.press("Enter")
    menu.get_by_role("link", name="Sinh hoạt").press("Enter")
    member.is_at("session-list")


def test_the_first_key_leads_past_the_menu(person, office):
    member = person("member")
    member.opens("home")
    member.page.keyboard.press("Tab")
    expect(member.page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    member.page.keyboard.press("Enter")
    assert member.page.url.endswith("#noi-dung")
