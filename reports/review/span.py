"""Over which months, and of whom, a review counts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cells.organisation.models import CellKind


@dataclass(frozen=True, slots=True)
class ReviewScope:
    """Whole months, both included; of one cell, or without one of all cells of a kind.

    A review is of the Party; roll-ups count youth branches by the same sources."""

    first: date
    last: date
    cell_id: int | None = None
    kind: str = CellKind.PARTY

    @property
    def last_day(self) -> date:
        next_month = (self.last.replace(day=28) + timedelta(days=4)).replace(day=1)
        return next_month - timedelta(days=1)

    @property
    def begin(self) -> datetime:
        """The first moment that is inside, by the clock on the wall."""
        return timezone.make_aware(datetime.combine(self.first.replace(day=1), time.min))

    @property
    def end(self) -> datetime:
        """The first moment that is no longer inside."""
        return timezone.make_aware(datetime.combine(self.last_day + timedelta(days=1), time.min))

    @property
    def year(self) -> int:
        """The year whose pledges say who has registered."""
        return self.last.year
