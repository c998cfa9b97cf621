"""Opening the pledges of a year from its page, and closing those of the year that is over."""

from datetime import date
from typing import Any

from django.db import transaction

from cells import clock
from cells.audit import note_down
from cells.models import Theme
from pledges.pledge.services import close_pledges, open_year
from reports.overview.new_year.figures import to_close

NEXT_FROM = 10  # in October staff begin to prepare the next year


def years_to_open(today: date) -> tuple[int, int]:
    return today.year, today.year + 1


def year_ahead(today: date) -> int:
    """The one that staff prepare now."""
    return today.year + 1 if today.month >= NEXT_FROM else today.year


@transaction.atomic
def open_pledges(year: int, *, by: Any) -> int:
    """How many drafts were new; a second press opens none and leaves no trace."""
    opened = open_year(year)
    if opened:
        theme = Theme.objects.get(year=year)
        note_down(theme, by, "open", f"{opened} bản đăng ký mới, ngày {clock.today():%d/%m/%Y}")
    return opened


@transaction.atomic
def close_year(year: int, *, by: Any, note: str) -> int:
    """How many were closed, all in one step; a second press closes none."""
    pledges = list(to_close(year, by).with_people())
    close_pledges(pledges, by=by, note=note)
    return len(pledges)
