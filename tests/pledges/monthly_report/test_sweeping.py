"""The sweep: all but the ticked, never one's own, each an ordinary acknowledgement of its own."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.audit import AuditEntry
from cells.models import Notice, User
from cells.session import sections
from cells.workflow import IllegalMove
from pledges.models import MonthlyReport
from pledges.monthly_report.services import (
    acknowledge_monthly_report,
    submit_monthly_report,
    withdraw_monthly_report,
)
from pledges.monthly_report.sweeping import sweep, waiting_in
from tests.factories import SessionFactory, moment
from tests.pages import forms_of

MARCH = date(2014, 3, 1)


@pytest.fixture
def session(cast):
    return SessionFactory(
        cell=cast.cell,
        report_month=MARCH,
        starts_at=moment(2014, 3, 20, 7),
        chair=cast.members["secretary"],
        minute_taker=cast.members["colleague"],
    )


def all_read():
    return dict(MonthlyReport.objects.values_list("pk", "version"))


def swept_by(cast, session, role="secretary", leave=(), read=None):
    return sweep(session, read=read or all_read(), leave=leave, by=cast.user(role))


def status_of(report):
    return MonthlyReport.objects.get(pk=report.pk).status


def test_all_but_the_ticked_are_acknowledged_with_trail_and_notice(cast, session, report_of):
    taken, left = report_of("member", sent=True), report_of("colleague", sent=True)
    done = swept_by(cast, session, leave=[left.pk])
    assert (done.taken, done.left, done.changed) == (1, 1, 0)
    assert (status_of(taken), status_of(left)) == ("acknowledged", "submitted")
    assert MonthlyReport.objects.get(pk=taken.pk).acknowledged_in == session
    assert AuditEntry.objects.of(taken).get().verb == "acknowledge"
    assert Notice.objects.get().member == cast.members["member"]


def test_ones_own_and_what_one_wrote_for_others_are_passed_over_and_said(cast, session, report_of):
    own = report_of("secretary", sent=True)
    written = report_of("member", sent=True, entered_by=cast.users["secretary"])
    done = swept_by(cast, session)
    assert (done.taken, len(done.not_theirs)) == (0, 2)
    assert {status_of(own), status_of(written)} == {"submitted"}
    assert "Bỏ qua 1 báo cáo của chính đồng chí." in done.words
    assert "ghi hộ" in done.words
    assert swept_by(cast, session, role="deputy").taken == 2


def test_what_the_page_says_of_each_row_is_what_the_rule_says(cast, session, report_of):
    report_of("secretary", sent=True)
    report_of("member", sent=True, entered_by=cast.users["deputy"])
    report_of("colleague", sent=True)
    for role in ("secretary", "deputy", "cell committee"):
        user = cast.user(role)
        for each in waiting_in(session, user):
            judges = user.has_perm("pledges.acknowledge_monthlyreport", each.report)
            assert judges is not bool(each.why_not), (role, each.report)


@pytest.mark.parametrize("fields", [{}, {"status": "returned"}, {"status": "excused"}])
def test_only_what_waits_is_swept(cast, session, report_of, fields):
    if fields.get("status") == "returned":
        fields = {**fields, "first_submitted_at": moment(2014, 3, 19, 8)}
    report = report_of("member", **fields)
    before = report.status
    assert swept_by(cast, session).taken == 0
    assert status_of(report) == before


def test_an_answer_after_a_reopening_keeps_the_session_that_heard_it(cast, session, report_of):
    report = report_of("member", sent=True)
    swept_by(cast, session)
    MonthlyReport.objects.update(status="submitted")
    report.refresh_from_db()
    acknowledge_monthly_report(report, by=cast.user("deputy"))
    assert (status_of(report), report.acknowledged_in) == ("acknowledged", session)


def test_another_month_and_another_cell_are_left_alone(cast, session, report_of):
    old = report_of("member", sent=True, month=date(2014, 2, 1))
    elsewhere = report_of("stranger", sent=True)
    assert swept_by(cast, session).taken == 0
    assert {status_of(old), status_of(elsewhere)} == {"submitted"}


def test_what_came_in_after_the_page_was_read_waits(cast, session, report_of):
    report_of("member", sent=True)
    read = all_read()
    late = report_of("colleague", sent=True)
    assert swept_by(cast, session, read=read).taken == 1
    assert status_of(late) == "submitted"


def test_withdrawn_or_sent_anew_since_it_was_read_stops_no_other(cast, session, report_of):
    gone, anew, stays = (report_of(role, sent=True) for role in ("member", "colleague", "deputy"))
    read = all_read()
    withdraw_monthly_report(gone, by=cast.user("member"))
    withdraw_monthly_report(anew, by=cast.user("colleague"))
    submit_monthly_report(anew, by=cast.user("colleague"))
    done = swept_by(cast, session, read=read)
    assert (done.taken, done.changed) == (1, 2)
    assert [status_of(each) for each in (gone, anew, stays)] == [
        "draft",
        "submitted",
        "acknowledged",
    ]


def test_the_second_press_takes_nothing_twice(cast, session, report_of):
    report, read = report_of("member", sent=True), all_read()
    swept_by(cast, session)
    done = swept_by(cast, session, role="deputy", read=read)
    assert (done.taken, done.changed) == (0, 1)
    assert AuditEntry.objects.of(report).count() == 1


def test_a_session_ahead_sweeps_nothing(cast, session, report_of):
    report = report_of("member", sent=True)
    session.starts_at = moment(2014, 3, 21, 7)
    with pytest.raises(ValidationError, match="chưa diễn ra"):
        swept_by(cast, session)
    assert status_of(report) == "submitted"


@pytest.mark.parametrize("status", ["half_signed", "signed", "cancelled"])
def test_signed_minutes_take_no_sweep(cast, session, report_of, sign_in, status):
    report = report_of("member", sent=True)
    type(session).objects.update(status=status)
    with pytest.raises(IllegalMove):
        swept_by(cast, session)
    page = sign_in("secretary").post(
        reverse("monthly-report-sweep", args=[session.pk]), follow=True
    )
    assert "vừa được xử lý ở nơi khác" in page.content.decode()
    assert status_of(report) == "submitted"


def test_an_officer_and_the_author_at_once_leave_one_of_the_two(crowd, cast, session, report_of):
    report, read = report_of("member", sent=True), all_read()
    by = {role: User.objects.get(pk=cast.users[role].pk) for role in ("secretary", "member")}
    answers = crowd(
        lambda: sweep(session, read=read, leave=[], by=by["secretary"]).taken,
        lambda: withdraw_monthly_report(MonthlyReport.objects.get(), by=by["member"]),
    )
    [stored] = crowd(lambda: status_of(report))
    withdrawn = answers[1] is None
    assert (stored, answers[0]) == (("draft", 0) if withdrawn else ("acknowledged", 1))


# The page, and what the session says


def test_the_page_as_a_plain_form_sweeps_all_but_the_ticked(cast, session, report_of, sign_in):
    taken, left = report_of("member", sent=True), report_of("colleague", sent=True)
    client, here = sign_in("secretary"), reverse("monthly-report-sweep", args=[session.pk])
    [form] = forms_of(client.get(here), here)
    page = client.post(form.action, {**form.data, "leave": [left.pk]}, follow=True)
    assert "Đã ghi nhận 1 báo cáo" in page.content.decode()
    assert (status_of(taken), status_of(left)) == ("acknowledged", "submitted")


def test_what_is_no_number_is_no_report(cast, session, report_of, sign_in):
    report = report_of("member", sent=True)
    data = {"version-x": "1", f"version-{report.pk}": "²", "version-999999999": "0", "leave": "a"}
    page = sign_in("secretary").post(
        reverse("monthly-report-sweep", args=[session.pk]), data, follow=True
    )
    assert page.status_code == 200
    assert status_of(report) == "submitted"


def sentences(session):
    return [words for section in sections.sections for words in section.paragraphs(session)]


def test_the_minutes_say_who_sent_how_it_went_and_what_this_session_took_note_of(
    cast, session, report_of
):
    report_of("member", sent=True)
    report_of("deputy", acknowledged=True)
    report_of("colleague")
    swept_by(cast, session)
    assert sentences(session) == [
        "2/3 đồng chí đã gửi báo cáo tháng 3/2014.",
        "4 nội dung đã làm.",
        "Ghi nhận 1 báo cáo tại buổi sinh hoạt.",
    ]


def test_a_session_without_a_month_says_nothing(cast):
    other = SessionFactory(cell=cast.cell, form="thematic")
    assert sentences(other) == []
    assert sections.shown(other, cast.user("secretary")) == []


def test_names_are_shown_to_officers_counts_to_the_minute_taker_nothing_to_others(
    cast, session, report_of
):
    report_of("member")
    shown = {
        role: sections.shown(session, cast.user(role))
        for role in ("secretary", "staff", "colleague", "member")
    }
    assert [len(each) for each in shown.values()] == [1, 1, 1, 0]
    names = [len(each[0].given["unsent"]) for each in shown.values() if each]
    assert names == [1, 1, 0]
    sweeps = [each[0].given["may_sweep"] for each in shown.values() if each]
    assert sweeps == [True, False, False]
