"""What was changed without network or after the login expired: ticks set and taken away, boxes
emptied, and what stands beside where the server holds something newer."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, expect

from tests.browser.desks import with_difficulty_before
from tests.browser.person import Person
from tests.factories import MonthlyReportFactory, MonthlyReportLineFactory

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "Một câu về việc đã làm"
STILL = "Khó khăn tháng trước vẫn còn"
TOLD = "Chờ ý kiến vụ khác."
FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException() } }"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException() } })"
WORDS = "Trả lời 14 hồ sơ, đều trong năm ngày."


@pytest.fixture
def report(draft_report):
    """Its first item has a sentence, and the difficulty of February carried on by the tick."""
    draft_report.lines.filter(item__position=1).update(sentence=WORDS)
    return with_difficulty_before(draft_report, TOLD)


@pytest.fixture
def writer(person, report):
    member = person("member", 360)
    member.opens("monthly-report-write", report.pk)
    expect(tick(member)).to_be_checked()
    return member


def tick(writer: Person) -> Locator:
    return writer.box(STILL, writer.work(1))


def panel(writer: Person) -> Locator:
    return writer.page.get_by_role("status").filter(has_text="Chữ còn trên máy này")


def stored(report) -> tuple[str, str]:
    line = report.lines.get(item__position=1)
    return line.sentence, line.difficulty


def saved_elsewhere(report, **values: str) -> None:
    """From another machine, while this one was cut off."""
    report.lines.filter(item__position=1).update(**values)
    type(report).objects.filter(pk=report.pk).update(version=report.version + 1)


def cut_off(writer: Person) -> None:
    writer.context.set_offline(True)


def comes_back(writer: Person, report) -> None:
    expect(writer.saved).to_contain_text("Mất mạng. Chữ vẫn còn trên máy này")
    writer.closes()
    writer.context.set_offline(False)
    writer.opens("monthly-report-write", report.pk)


def test_a_tick_taken_away_without_network_stays_away(writer, report):
    cut_off(writer)
    writer.chooses(STILL, writer.work(1))
    comes_back(writer, report)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    expect(tick(writer)).not_to_be_checked()
    assert stored(report) == (WORDS, "")


def test_a_tick_set_without_network_stays_set(writer, report):
    writer.chooses(STILL, writer.work(1))
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    assert stored(report) == (WORDS, "")
    cut_off(writer)
    writer.chooses(STILL, writer.work(1))
    comes_back(writer, report)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    expect(tick(writer)).to_be_checked()
    assert stored(report) == (WORDS, TOLD)


def test_a_sentence_emptied_without_network_stays_empty(writer, report):
    cut_off(writer)
    writer.writes(BOX, "", writer.work(1))
    comes_back(writer, report)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    expect(writer.box(BOX, writer.work(1))).to_have_value("")
    assert stored(report) == ("", TOLD)


def test_what_is_newer_on_the_server_stays_and_each_change_stands_beside_in_words(writer, report):
    cut_off(writer)
    writer.chooses(STILL, writer.work(1))
    writer.writes(BOX, "", writer.work(1))
    writer.chooses("Đã làm", writer.work(2))
    saved_elsewhere(report, sentence="Viết ở máy khác.")
    comes_back(writer, report)
    shown = panel(writer)
    expect(shown).to_contain_text(f"{STILL}không đánh dấu")
    expect(shown).to_contain_text(f"1. trả lời hồ sơ: {BOX}")
    expect(shown).to_contain_text("đã xoá hết chữ")
    expect(shown).to_contain_text("Đã làm")
    expect(shown.locator("dt")).to_have_count(3)
    expect(writer.box(BOX, writer.work(1))).to_have_value("Viết ở máy khác.")
    expect(tick(writer)).to_be_checked()
    assert stored(report) == ("Viết ở máy khác.", TOLD)


def test_what_stands_beside_stays_until_it_is_put_away(writer, report):
    cut_off(writer)
    writer.writes(BOX, "Viết khi mất mạng.", writer.work(1))
    saved_elsewhere(report, sentence="Viết ở máy khác.")
    comes_back(writer, report)
    writer.writes(BOX, "Viết tiếp ở đây.", writer.work(2))
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    writer.presses("Lưu nháp")
    writer.reads("Đã lưu nháp.")
    writer.closes()
    writer.opens("monthly-report-write", report.pk)
    expect(panel(writer)).to_contain_text("Viết khi mất mạng.")
    writer.presses("Bỏ bản trên máy này")
    writer.opens("monthly-report-write", report.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value("Viết ở máy khác.")
    expect(panel(writer)).to_have_count(0)


def test_a_tick_taken_away_after_the_login_expired_stays_away(writer, report, office):
    Session.objects.all().delete()
    writer.chooses(STILL, writer.work(1))
    expect(writer.saved).to_contain_text("Phiên đăng nhập đã hết. Chữ vẫn còn trên máy này")
    writer.opens("monthly-report-write", report.pk)
    writer.signs_in(office.users["member"].username)
    writer.opens("monthly-report-write", report.pk)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    expect(tick(writer)).not_to_be_checked()
    assert stored(report) == (WORDS, "")


def test_another_month_sees_nothing_of_it(writer, report):
    april = MonthlyReportFactory(pledge=report.pledge, month=date(2014, 4, 1))
    MonthlyReportLineFactory(report=april, item=report.lines.first().item, sentence="")
    cut_off(writer)
    writer.writes(BOX, "Viết khi mất mạng.", writer.work(1))
    expect(writer.saved).to_contain_text("Mất mạng.")
    writer.closes()
    writer.context.set_offline(False)
    writer.opens("monthly-report-write", april.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value("")
    expect(panel(writer)).to_have_count(0)
    writer.opens("monthly-report-write", report.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value("Viết khi mất mạng.")


def test_a_machine_that_keeps_nothing_promises_nothing(writer, report):
    writer.page.evaluate(FULL)
    cut_off(writer)
    writer.writes(BOX, "Viết khi mất mạng.", writer.work(1))
    expect(writer.saved).to_contain_text("Chữ chỉ còn trên trang này, đồng chí đừng đóng")
    writer.context.set_offline(False)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    assert stored(report) == ("Viết khi mất mạng.", TOLD)


def test_a_machine_that_forbids_its_store_still_saves_on_the_server(person, report):
    member = person("member", 360)
    member.page.add_init_script(FORBIDDEN)
    member.opens("monthly-report-write", report.pk)
    member.chooses(STILL, member.work(1))
    expect(member.saved).to_contain_text("Đã lưu lúc")
    assert stored(report) == (WORDS, "")


def test_what_is_typed_last_before_the_page_closes_is_kept(writer, report):
    """Too early for autosave, and the page hears no answer any more."""
    writer.page.route("**/autosave/", lambda route: None)
    writer.writes(BOX, "Viết rồi đóng ngay.", writer.work(1))
    writer.page.goto("about:blank")
    writer.page.unroute_all()
    writer.opens("monthly-report-write", report.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value("Viết rồi đóng ngay.")


def test_what_the_server_has_tidied_is_not_offered_again(writer, report):
    writer.writes(BOX, "  Viết   hai khoảng trắng. ", writer.work(1))
    writer.presses("Lưu nháp")
    writer.reads("Đã lưu nháp.")
    expect(writer.box(BOX, writer.work(1))).to_have_value("Viết hai khoảng trắng.")
    expect(panel(writer)).to_have_count(0)


def test_old_text_does_not_stay_whoever_left_it(writer, report):
    """Whoever typed it may never sign in on this machine again."""
    old, young = "chi03:text:99:/x/:/y/:old", "chi03:text:99:/x/:/y/:young"
    leave = """([key, days]) => localStorage.setItem(
        key, JSON.stringify({ at: Date.now() - days * 86400000, changes: [] }))"""
    writer.page.evaluate(leave, [old, 15])
    writer.page.evaluate(leave, [young, 13])
    writer.opens("monthly-report-write", report.pk)
    assert writer.page.evaluate("Object.keys(localStorage)") == [young]
