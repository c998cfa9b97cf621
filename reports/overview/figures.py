"""How complete the months of a year are: cells beside months, each square with its five numbers.

Two grouped questions, however many cells: the squares of those shown, and what is missing in all.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cells.models import Cell, User
from cells.organisation.models import CellKind
from pledges.models import MonthlyReport
from pledges.monthly_report.models import (
    EXCUSED,
    LATE,
    ON_TIME,
    ReportState,
    missing_on,
    state_condition,
)

MANY = 15  # percent of what was due


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One cell, one month. What is due was sent on time, sent late, or is missing; what is excused
    or not due yet stands beside."""

    cell: Cell
    month: date
    on_time: int = 0
    late: int = 0
    missing: int = 0
    waiting: int = 0
    excused: int = 0

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.missing

    @property
    def is_empty(self) -> bool:
        return not (self.due + self.waiting + self.excused)

    @property
    def is_ahead(self) -> bool:
        """Nobody is late, and somebody may still send in time."""
        return not self.missing and self.waiting > 0

    @property
    def number(self) -> int:
        """How many have not sent: overdue, or still within their time where nobody is late."""
        return self.waiting if self.is_ahead else self.missing

    @property
    def css(self) -> str:
        if self.is_ahead:
            return "ahead"
        if not self.due:
            return "none"
        if not self.missing:
            return "full"
        return "many" if 100 * self.missing >= MANY * self.due else "some"

    @property
    def said(self) -> str:
        """For the ear, and where a pointer rests."""
        parts = [
            (self.missing, "quá hạn chưa gửi"),
            (self.on_time, "gửi đúng hạn"),
            (self.late, "gửi muộn"),
            (self.waiting, "chưa đến hạn"),
            (self.excused, "được miễn"),
        ]
        words = ", ".join(f"{number} {what}" for number, what in parts if number)
        return f"tháng {self.month.month}: {words or 'không có báo cáo'}"

    @property
    def url(self) -> str:
        """The people who have not sent; where nobody has to any more, everybody of that month."""
        if self.is_ahead:
            return self.rows(ReportState.WAITING)
        return self.rows(ReportState.MISSING if self.missing else "")

    def rows(self, state: str) -> str:
        query = {"cell": self.cell.pk, "month": f"{self.month:%Y-%m}"}
        return list_url(**query, **({"state": state} if state else {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    cell: Cell
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What is missing of one month in all the cells that the reader follows."""

    month: date
    missing: int = 0
    in_cells: int = 0

    @property
    def url(self) -> str:
        month = f"{self.month:%Y-%m}"
        return list_url(month=month, state=ReportState.MISSING, kind=CellKind.PARTY)


def list_url(**query: Any) -> str:
    return f"{reverse('monthly-report-list')}?{urlencode(query)}"


def months_of(year: int) -> list[date]:
    return [date(year, number, 1) for number in range(1, 13)]


def month_before(day: date) -> date:
    """The month that is asked for now: the one before the present one."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def followed_cells(user: User, year: int) -> QuerySet[Cell]:
    """Party cells that were there in a year: all for the bodies, their own for officers."""
    there = Cell.objects.party().filter(
        Q(founded_on__isnull=True) | Q(founded_on__lte=date(year, 12, 31)),
        Q(closed_on__isnull=True) | Q(closed_on__gte=date(year, 1, 1)),
    )
    return there if user.rights.bodies else there.filter(pk__in=user.rights.cells_as_officer)


def missing(year: int, today: date) -> QuerySet[MonthlyReport]:
    """Past due and not with the cell, of people who still live there (Q8)."""
    return MonthlyReport.objects.filter(missing_on(today), month__year=year).of_those_still_here()


def with_missing(cells: QuerySet[Cell], year: int, today: date) -> QuerySet[Cell]:
    return cells.filter(Exists(missing(year, today).filter(cell=OuterRef("pk"))))


def lines(cells: Iterable[Cell], year: int, today: date) -> list[Line]:
    shown = list(cells)
    squares = squares_of(shown, months_of(year), today)
    by_cell: dict[int, list[Square]] = defaultdict(list)
    for square in squares:
        by_cell[square.cell.pk].append(square)
    return [Line(cell=cell, squares=tuple(by_cell[cell.pk])) for cell in shown]


def squares_of(cells: list[Cell], months: list[date], today: date) -> list[Square]:
    """Cell by cell, month by month. The drafts of people who have left ask nobody for anything."""
    rows = MonthlyReport.objects.without_leavers_drafts().filter(
        cell__in=[cell.pk for cell in cells],
        month__gte=months[0],
        month__lte=months[-1],
    )
    counted: Any = rows.order_by().values("cell", "month").annotate(**numbers(today))
    found = {(row.pop("cell"), row.pop("month")): row for row in counted}
    return [
        Square(cell=cell, month=month, **found.get((cell.pk, month), {}))
        for cell in cells
        for month in months
    ]


def numbers(today: date) -> dict[str, Count]:
    kinds = {
        "on_time": ON_TIME,
        "late": LATE,
        "missing": missing_on(today),
        "waiting": state_condition(ReportState.WAITING, today),
        "excused": EXCUSED,
    }
    return {name: Count("pk", filter=condition) for name, condition in kinds.items()}


def totals(cells: QuerySet[Cell], year: int, today: date) -> list[Total]:
    rows = missing(year, today).filter(cell__in=cells.values("pk")).order_by().values("month")
    counted = rows.annotate(missing=Count("pk"), in_cells=Count("cell", distinct=True))
    found = {row["month"]: row for row in counted}
    return [Total(**found.get(month, {"month": month})) for month in months_of(year)]


def summed(squares: list[Square]) -> dict[str, int]:
    """Of one month, over all its cells."""
    names = ("due", "on_time", "late", "missing", "waiting", "excused")
    return {name: sum(getattr(square, name) for square in squares) for name in names}
