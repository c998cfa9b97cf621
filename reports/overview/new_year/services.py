"""Opening the pledges of a year from its page: safe twice, and written down."""

from datetime import date
from typing import Any

from django.db import transaction

from cells import clock
from cells.audit import note_down
from cells.models import Theme
from pledges.pledge.services import open_year

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
