"""When a month's report falls due (Q1, Q2): by the cell's day, or by the session that hears it.

What is scheduled moves only what was never sent; whether a past report was late stays as it was.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cells import clock
from cells.models import Cell, Committee, Session, StudyForm
from cells.notice.services import tell
from cells.session.models import SessionStatus
from cells.text import month_words
from cells.workflow import take_turns
from pledges.monthly_report.models import MonthlyReport, MonthlyReportQuerySet, ReportStatus
from pledges.pledge.models import Pledge

LEADERS_EARLIER = timedelta(days=2)
TO_CATCH_UP = timedelta(days=5)
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
    """Of a report that is opened now; a session that lies ahead already says when. Nobody starts
    overdue: a month that is made up leaves some days to write it."""
    if session_day is None or session_day < clock.today():
        day = due_on(pledge, month)
        return day if day >= clock.today() else clock.today() + TO_CATCH_UP
    return max(day_before(session_day, by_leader=pledge.by_leader), tomorrow())


def tomorrow() -> date:
    return clock.today() + DAY


def hearing_sessions() -> QuerySet[Session]:
    hearing = Session.objects.filter(form=StudyForm.REGULAR, report_month__isnull=False)
    return hearing.exclude(status=SessionStatus.CANCELLED)


def hearing_days(month: date) -> dict[int, date]:
    """On which day each cell hears the reports of a month, where that is settled."""
    hearing = hearing_sessions().filter(report_month=month).values_list("cell", "starts_at")
    return {cell: timezone.localtime(starts_at).date() for cell, starts_at in hearing}


def hearing_days_of(cell: Cell) -> dict[date, date]:
    """On which day a cell hears the reports of each month, where that is settled."""
    hearing: Any = hearing_sessions().filter(cell=cell).values_list("report_month", "starts_at")
    return {month: timezone.localtime(starts_at).date() for month, starts_at in hearing}


@transaction.atomic
def move_due_dates(session: Session) -> None:
    """A session was set, moved, or called off: what its cell has not sent yet follows.

    Every month still open is looked at, because the session may have heard another one before.
    """
    take_turns(*Committee.objects.all())  # a month that is being opened waits, or is seen here
    days, moving = hearing_days_of(session.cell), []
    for report in never_sent(session.cell).with_people().order_by("month", "pk"):
        session_day = days.get(report.month)
        day = settled_day(report, session_day)
        if day == report.due_on:
            continue
        is_open = report.status == ReportStatus.DRAFT
        if session_day and is_open and day < report.due_on:
            tell_of_earlier_day(report, day)
        report.due_on = day
        moving.append(report)
    MonthlyReport.objects.bulk_update(moving, ["due_on"])


def never_sent(cell: Cell) -> MonthlyReportQuerySet:
    """Sent once and withdrawn counts as sent: by its first sending it is on time or late (Q3)."""
    return MonthlyReport.objects.filter(cell=cell, first_submitted_at__isnull=True)


def settled_day(report: MonthlyReport, session_day: date | None) -> date:
    """When it is due now that its month is heard on ``session_day``, or by no session.

    Never earlier than tomorrow; what lies between the day wanted and tomorrow has been moved
    before and stays, else every look at the session would put it off by another day.
    """
    today, by_leader = clock.today(), report.by_leader
    if session_day is None:
        wanted = default_day(report.cell, report.month, by_leader=by_leader)
        is_over = wanted < today and report.due_on < today  # missed: no session gives it back
    else:
        wanted = day_before(session_day, by_leader=by_leader)
        is_over = session_day < today  # put down afterwards: it cannot ask for anything any more
    earliest = max(wanted, tomorrow())
    stays = is_over or wanted <= report.due_on <= earliest
    return report.due_on if stays else earliest


def tell_of_earlier_day(report: MonthlyReport, day: date) -> None:
    """Who counted on the later day must know; a later one hurts nobody."""
    month = month_words(report.month)
    sentence = f"Báo cáo tháng {month} nay hạn {day:%d/%m/%Y}, trước buổi sinh hoạt."
    tell(report.author_id, report, verb="due", sentence=sentence, by=None)
