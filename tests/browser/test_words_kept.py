"""Forms that only their button saves: a sign-in that has expired takes no word with it."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from pledges.models import MonthlyReport
from pledges.monthly_report.services import acknowledge_monthly_report
from tests.factories import PledgeFactory, PledgeItemFactory

pytestmark = pytest.mark.django_db(transaction=True)

COMMENT = "Nhận xét, mục 1"
WORDS = "Việc này cả chi bộ đều thấy."
NOT_DONE = "việc vừa bấm chưa được ghi"
BACK = "Đã đưa lại chữ còn trên máy này"


def expire(person) -> None:
    Session.objects.all().delete()


def forget(person) -> None:
    person.context.clear_cookies()


@pytest.mark.parametrize("end", [expire, forget])
def test_a_comment_in_the_queue_is_there_again_and_answers_once(person, office, sent_reports, end):
    secretary = person("secretary")
    secretary.opens("monthly-report-queue")
    secretary.writes(COMMENT, WORDS)
    end(secretary)
    secretary.page.keyboard.press("Control+Enter")
    secretary.is_at("sign-in")
    secretary.reads(NOT_DONE)
    assert not MonthlyReport.objects.filter(status="acknowledged").exists()
    signs_in_here(secretary, office)
    secretary.is_at("monthly-report-queue")
    secretary.reads(BACK)
    expect(secretary.box(COMMENT)).to_have_value(WORDS)
    secretary.page.keyboard.press("Control+Enter")
    secretary.reads("1/3")
    expect(secretary.box(COMMENT)).to_have_value("")
    secretary.reads_no(BACK)
    answered = MonthlyReport.objects.get(status="acknowledged")
    assert answered.lines.first().comment == WORDS
    secretary.opens("monthly-report-queue", report=answered.pk)
    secretary.reads_no("Chữ còn trên máy này")


def test_an_answer_that_was_refused_is_there_again_after_the_sign_in(person, office, sent_reports):
    secretary = person("secretary")
    secretary.opens("monthly-report-queue", month="2013-01")
    secretary.reads("Tháng 1/2013 không có báo cáo nào")
    secretary.shows("queue-missed-1280")
    secretary.writes(COMMENT, "a" * 501)
    secretary.page.keyboard.press("Control+Enter")
    secretary.reads("tối đa 500 ký tự")
    secretary.writes(COMMENT, WORDS)
    expire(secretary)
    secretary.page.keyboard.press("Control+Enter")
    secretary.is_at("sign-in")
    signs_in_here(secretary, office)
    secretary.is_at("monthly-report-queue")
    expect(secretary.box(COMMENT)).to_have_value(WORDS)
    secretary.page.keyboard.press("Control+Enter")
    secretary.reads("1/3")


def test_what_is_asked_for_in_a_return_is_there_again(person, office, sent_reports):
    report, secretary = sent_reports[0], person("secretary")
    secretary.opens("monthly-report-return", report.pk)
    note = secretary.page.get_by_role("textbox").first
    note.fill("Mấy hồ sơ, của ai?")
    expire(secretary)
    secretary.main.locator("form [type=submit]").first.click()
    secretary.is_at("sign-in")
    signs_in_here(secretary, office)
    secretary.is_at("monthly-report-return", report.pk)
    secretary.reads(BACK)
    expect(secretary.page.get_by_role("textbox").first).to_have_value("Mấy hồ sơ, của ai?")
    report.refresh_from_db()
    assert report.status == "submitted"


def test_words_in_a_folded_part_of_the_page_are_unfolded(person, office, criterion):
    draft = PledgeFactory(member=office.members["member"], cell=office.cell, sent=True)
    PledgeItemFactory(pledge=draft, criterion=criterion)
    secretary = person("secretary")
    secretary.opens("pledge-queue", year=draft.year)
    secretary.page.get_by_text("Đề nghị bổ sung…").click()
    note = secretary.page.get_by_role("textbox").first
    note.fill(WORDS)
    expire(secretary)
    secretary.presses("Trả lại để bổ sung")
    secretary.is_at("sign-in")
    signs_in_here(secretary, office)
    secretary.reads(BACK)
    expect(note).to_be_visible()
    expect(note).to_have_value(WORDS)


def test_of_a_grid_that_was_stored_in_part_only_the_rest_is_still_kept(
    person, office, sent_reports
):
    stored, taken_by_deputy, _ = MonthlyReport.objects.order_by("pledge__member__sort_key")
    secretary = person("secretary")
    secretary.opens("monthly-report-grid")
    for report in (stored, taken_by_deputy):
        secretary.page.locator(f"[name=take][value='{report.pk}']").check()
    secretary.page.locator(f"#row-{stored.pk} [data-box=comment-1]").fill(WORDS)
    acknowledge_monthly_report(taken_by_deputy, by=office.users["deputy"])
    secretary.page.keyboard.press("Control+Enter")
    secretary.reads("Đã nhận 1 báo cáo.")
    secretary.reads("Còn 1 báo cáo chưa lưu")
    assert stored.lines.first().comment == WORDS
    secretary.reads_no(WORDS)
    secretary.opens("monthly-report-grid")
    secretary.reads_no(WORDS)


def test_a_password_is_never_kept(person, office):
    member = person("member")
    member.opens("password-change")
    for box in member.page.locator("input[type=password]").all():
        box.fill("khong-duoc-giu-lai")
    kept = member.page.evaluate("JSON.stringify(localStorage)")
    assert "khong-duoc-giu-lai" not in kept


def signs_in_here(person, office) -> None:
    """Without opening the page anew: it knows where one was."""
    person.writes("Tên đăng nhập", office.users["secretary"].username)
    person.writes("Mật khẩu", person.password)
    person.presses("Đăng nhập")
