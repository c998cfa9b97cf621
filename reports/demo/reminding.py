"""Since October the office reminds: every morning by the ladder, and a secretary once by hand."""

from datetime import date, timedelta
from functools import partial

from django.contrib.contenttypes.models import ContentType

from cells.models import Notice
from cells.notice.services import see
from pledges.models import MonthlyReport
from pledges.monthly_report.models import ReportStatus
from pledges.reminder.missing import REPORTS
from pledges.reminder.preview import foresee
from pledges.reminder.services import remind_by_hand, send_due
from reports.demo.agenda import moment
from reports.demo.world import World

FIRST, LAST = date(2014, 10, 1), date(2014, 11, 19)
BY_HAND = "CSD", date(2014, 11, 13)


def schedule(world: World) -> None:
    for days in range((LAST - FIRST).days + 1):
        world.later(moment(FIRST + timedelta(days), 6), send_due)
    world.later(moment(BY_HAND[1], 9), partial(remind, world, BY_HAND[0]))


def remind(world: World, code: str) -> None:
    cell, secretary = world.cells[code], world.users[code, 0]
    preview = foresee(cell, REPORTS, secretary)
    if preview.to_tell:
        remind_by_hand(cell, REPORTS, by=secretary, agreed=preview.fingerprint)


def read_where_heeded() -> None:
    """Whoever has sent their report has read that it was missing; the newest reminders stay."""
    kind = ContentType.objects.get_for_model(MonthlyReport)
    drafts = MonthlyReport.objects.filter(status=ReportStatus.DRAFT)
    told = Notice.objects.filter(verb="remind", content_type=kind)
    see(told.exclude(object_id__in=drafts.values("pk")))
