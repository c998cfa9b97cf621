"""Q2: the regular session says when its month's reports are due; what was sent keeps its day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cells import clock
from cells.models import Cell, Membership, Notice
from cells.session.planning.services import cancel_session
from pledges.models import MonthlyReport
from pledges.monthly_report.scheduling import move_due_dates
from pledges.monthly_report.services import open_month
from tests.factories import SessionFactory, moment
from tests.pledges.monthly_report.conftest import pledge_for

FEBRUARY, MARCH = date(2014, 2, 1), date(2014, 3, 1)
DEFAULT = date(2014, 4, 5)


def session_on(cast, day, month=MARCH, **fields):
    starts = moment(2014, *day, 14)
    return SessionFactory(cell=cast.cell, starts_at=starts, report_month=month, **fields)


def due(report):
    return MonthlyReport.objects.get(pk=report.pk).due_on


@pytest.mark.parametrize(
    ("day", "by_leader", "expected"),
    [
        ((4, 10), False, date(2014, 4, 9)),  # the day before
        ((4, 10), True, date(2014, 4, 7)),  # leaders two days earlier
        ((3, 27), False, date(2014, 3, 26)),
        ((3, 22), False, date(2014, 3, 21)),  # tomorrow
        ((3, 22), True, date(2014, 3, 21)),  # never earlier than tomorrow
        ((3, 21), False, date(2014, 3, 21)),
        ((3, 20), False, date(2014, 3, 21)),  # in session today
        ((3, 19), False, DEFAULT),  # put down afterwards: asks for nothing
    ],
)
def test_the_day_follows_the_session(cast, report_of, day, by_leader, expected):
    report = report_of("member", by_leader=by_leader)
    move_due_dates(session_on(cast, day))
    assert due(report) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"sent": True},
        {"acknowledged": True},
        {"first_submitted_at": moment(2014, 3, 19, 8)},  # withdrawn again
    ],
)
def test_what_was_sent_once_keeps_its_day(cast, report_of, fields):
    report = report_of("member", **fields)
    move_due_dates(session_on(cast, (4, 10)))
    assert due(report) == DEFAULT


def test_another_cell_another_month_and_another_form_move_nothing(cast, report_of):
    elsewhere, here = report_of("stranger"), report_of("member")
    move_due_dates(session_on(cast, (4, 10), month=FEBRUARY))
    move_due_dates(session_on(cast, (4, 20), form="thematic"))
    assert (due(elsewhere), due(here)) == (DEFAULT, DEFAULT)


def test_moved_again_and_called_off(cast, report_of):
    report, session = report_of("member"), session_on(cast, (4, 10))
    move_due_dates(session)
    session.starts_at = moment(2014, 4, 12, 14)
    session.save()
    move_due_dates(session)
    assert due(report) == date(2014, 4, 11)
    type(session).objects.update(status="cancelled")
    move_due_dates(session)
    assert due(report) == DEFAULT


def test_called_off_after_the_default_day_gives_tomorrow(cast, report_of):
    report, session = report_of("member"), session_on(cast, (4, 10))
    move_due_dates(session)
    type(session).objects.update(status="cancelled")
    with clock.at(date(2014, 4, 8)):
        move_due_dates(session)
        assert due(report) == date(2014, 4, 9)


def test_calling_a_session_off_gives_the_month_its_default_day_back(cast, report_of):
    report, session = report_of("member"), session_on(cast, (4, 10))
    move_due_dates(session)
    assert due(report) == date(2014, 4, 9)
    cancel_session(session, by=cast.user("secretary"), note="Trùng lịch")
    assert due(report) == DEFAULT


@pytest.mark.parametrize("stored", [date(2014, 2, 5), date(2014, 2, 25), date(2014, 3, 19)])
def test_what_is_overdue_without_a_session_stays_so_whatever_is_scheduled(cast, report_of, stored):
    report = report_of("member", month=date(2014, 1, 1), due_on=stored)
    Cell.objects.filter(pk=cast.cell.pk).update(report_day=20)
    move_due_dates(session_on(cast, (4, 10)))
    assert due(report) == stored


def test_old_months_ask_no_questions_of_their_own(cast, report_of):
    pledge, session = pledge_for(cast, "member"), session_on(cast, (4, 10))
    report_of("member", pledge=pledge)
    with CaptureQueriesContext(connection) as one:
        move_due_dates(session)
    for month in (10, 11, 12):
        report_of("member", pledge=pledge, month=date(2013, month, 1), due_on=date(2014, 1, 5))
    MonthlyReport.objects.filter(month=MARCH).update(due_on=DEFAULT)
    with CaptureQueriesContext(connection) as four:
        move_due_dates(session)
    assert len(four) == len(one)


def test_another_month_to_hear_gives_the_first_one_its_default_back(cast, report_of):
    report, session = report_of("member"), session_on(cast, (4, 10))
    move_due_dates(session)
    type(session).objects.update(report_month=FEBRUARY)
    session.refresh_from_db()
    move_due_dates(session)
    assert due(report) == DEFAULT


def test_looking_again_on_later_days_puts_nothing_off(cast, report_of):
    report, session = report_of("member"), session_on(cast, (3, 21))
    move_due_dates(session)
    for day in (date(2014, 3, 21), date(2014, 3, 22)):
        with clock.at(day):
            move_due_dates(session)
    assert due(report) == date(2014, 3, 21)


def test_only_who_has_less_time_than_before_is_told(cast, report_of):
    report_of("member")
    session = session_on(cast, (4, 10))
    move_due_dates(session)
    assert not Notice.objects.exists()
    type(session).objects.update(starts_at=moment(2014, 3, 28, 14))
    move_due_dates(session)
    assert "nay hạn 27/03/2014" in Notice.objects.get().sentence


def test_a_month_opened_after_its_session_was_scheduled_is_due_before_it(cast):
    pledges = [pledge_for(cast, "member"), pledge_for(cast, "secretary", by_leader=True)]
    session_on(cast, (4, 3))
    assert Membership.objects.filter(cell=cast.cell).exists()
    open_month(MARCH)
    days = [pledge.monthly_reports.get().due_on for pledge in pledges]
    assert days == [date(2014, 4, 2), date(2014, 3, 31)]


def test_a_month_opened_without_a_session_is_due_by_the_cells_day(cast):
    pledge = pledge_for(cast, "member")
    session_on(cast, (4, 3), status="cancelled")
    open_month(MARCH)
    assert pledge.monthly_reports.get().due_on == DEFAULT


@pytest.mark.parametrize(
    ("due_on", "session"),
    [
        (date(2014, 3, 21), "gần nhất sau ngày 21/03/2014."),
        (date(2014, 3, 20), "sắp tới."),
        (date(2014, 3, 5), "sắp tới."),
    ],
)
def test_no_answer_is_promised_before_a_session_that_is_over(sign_in, report_of, due_on, session):
    report = report_of("member", sent=True)
    MonthlyReport.objects.update(due_on=due_on)
    page = sign_in("member").get(report.get_absolute_url()).content.decode()
    assert f"trước buổi sinh hoạt chi bộ {session}" in page
