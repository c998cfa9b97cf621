"""When a month's report falls due (Q1, Q2): by the cell's day, or by the session that hears it.

What is scheduled moves only what was never sent; whether a past report was late stays as it was.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cells import clock
from cells.models import Cell, Committee, Session, StudyForm
from cells.notice.services import tell
from cells.session.models import SessionStatus
from cells.workflow import take_turns
from pledges.monthly_report.models import MonthlyReport, MonthlyReportQuerySet, ReportStatus
from pledges.pledge.models import Pledge

LEADERS_EARLIER = timedelta(days=2)
DAY = timedelta(days=1)


def month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def due_on(pledge: Pledge, month: date) -> date:
    """Without a session: the cell's day of the month after."""
    return default_day(pledge.cell, month, by_leader=pledge.by_leader)


def default_day(cell: Cell, month: date, *, by_leader: bool) -> date:
    due = month_after(month).replace(day=cell.report_day)
    return due - LEADERS_EARLIER if by_leader else due


def day_before(session_day: date, *, by_leader: bool) -> date:
    before = session_day - DAY
    return before - LEADERS_EARLIER if by_leader else before


def opening_due_on(pledge: Pledge, month: date, session_day: date | None) -> date:
    """Of a report that is opened now; a session that lies ahead already says when."""
    if session_day is None or session_day < clock.today():
        return due_on(pledge, month)
    return max(day_before(session_day, by_leader=pledge.by_leader), tomorrow())


def tomorrow() -> date:
    return clock.today() + DAY


def hearing_days(month: date) -> dict[int, date]:
    """On which day each cell hears the reports of a month, where that is settled."""
    hearing = Session.objects.filter(form=StudyForm.REGULAR, report_month=month)
    live = hearing.exclude(status=SessionStatus.CANCELLED)
    return {
        cell: timezone.localtime(starts_at).date()
        for cell, starts_at in live.values_list("cell", "starts_at")
    }


@transaction.atomic
def move_due_dates(session: Session) -> None:
    """A session was set, moved, or called off: what its cell has not sent yet follows.

    Every month still open is looked at, because the session may have heard another one before.
    """
    take_turns(*Committee.objects.all())  # a month that is being opened waits, or is seen here
    unsent = never_sent(session.cell)
    for month in unsent.order_by("month").values_list("month", flat=True).distinct():
        settle(session.cell, month)


def never_sent(cell: Cell) -> MonthlyReportQuerySet:
    """Sent once and withdrawn counts as sent: by its first sending it is on time or late (Q3)."""
    return MonthlyReport.objects.filter(cell=cell, first_submitted_at__isnull=True)


def settle(cell: Cell, month: date) -> None:
    session_day = hearing_days(month).get(cell.pk)
    if session_day is not None and session_day < clock.today():
        return  # put down afterwards: it cannot ask for anything any more
    for by_leader in (True, False):
        wanted = (
            default_day(cell, month, by_leader=by_leader)
            if session_day is None
            else day_before(session_day, by_leader=by_leader)
        )
        reports = never_sent(cell).filter(month=month, by_leader=by_leader)
        move_to(reports, wanted, by_session=session_day is not None)


def move_to(reports: MonthlyReportQuerySet, wanted: date, *, by_session: bool) -> None:
    """Never earlier than tomorrow; what lies between the day wanted and tomorrow has been moved
    before and stays, else every look at the session would put it off by another day."""
    earliest = max(wanted, tomorrow())
    moving = list(reports.exclude(due_on__range=(wanted, earliest)).with_people())
    MonthlyReport.objects.filter(pk__in=[report.pk for report in moving]).update(due_on=earliest)
    for report in moving:
        is_open = report.status == ReportStatus.DRAFT
        if by_session and is_open and earliest < report.due_on:
            tell_of_earlier_day(report, earliest)


def tell_of_earlier_day(report: MonthlyReport, day: date) -> None:
    """Who counted on the later day must know; a later one hurts nobody."""
    month = f"{report.month.month}/{report.month.year}"
    sentence = f"Báo cáo tháng {month} nay hạn {day:%d/%m/%Y}, trước buổi sinh hoạt chi bộ."
    tell(report.author_id, report, verb="due", sentence=sentence, by=None)
