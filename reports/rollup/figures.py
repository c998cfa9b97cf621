"""Sums of a period, by cell, by person or by month. What counts as what, the review's figures say.

Every report, session and line of a roll belongs to one cell, one month and one person, so these add
up in every direction: a transfer leaves each report in the cell it was due in (Q10). An item counts
once in a period, by the last that was said of it (Q22): cells add up, months do not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from cells.models import Cell, Member, Membership
from cells.organisation.models import CellKind
from pledges.monthly_report.models import WITH_THE_CELL, ReportStatus
from reports.review import figures as review
from reports.review import meetings
from reports.review.figures import ITEM_FIGURES, Counts, Figure
from reports.review.span import ReviewScope
from reports.rollup.period import Period

Source = Callable[[ReviewScope], QuerySet]


def is_answered(_scope: ReviewScope) -> Q:
    """Sent, and no longer waiting for the cell."""
    return WITH_THE_CELL & ~Q(status=ReportStatus.SUBMITTED)


REPORTS = ("due", "on_time", "late", "missing", "answered", "excused", "not_due")
ITEMS = ("items", *ITEM_FIGURES.values())
MEETINGS = ("to_attend", "attended", "unexcused")
SESSIONS = ("sessions",)
ANSWERED = Figure("Báo cáo đã được trả lời", "báo cáo", review.reports, is_answered, "due")
FIGURES: dict[str, Figure] = {
    name: ANSWERED if name == "answered" else review.FIGURES[name]
    for name in (*REPORTS, *ITEMS, *SESSIONS, *MEETINGS)
}
# Whose a row is; sessions are a cell's
PERSON: dict[Source, str] = {
    review.reports: "pledge__member",
    review.items: "pledge__member",
    meetings.attendances: "member",
}
BY_CELL = "figure_cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Of whom a roll-up counts: all cells of a kind or some of them, one cell, one person."""

    period: Period
    kind: str = CellKind.PARTY
    cell_ids: frozenset[int] | None = None  # nothing: every cell
    member_id: int | None = None

    @property
    def scope(self) -> ReviewScope:
        return replace(self.period.scope, kind=self.kind)

    def rows(self, figure: Figure) -> QuerySet:
        return self.narrowed(figure.source, figure.rows(self.scope))

    def narrowed(self, source: Source, rows: QuerySet) -> QuerySet:
        if self.cell_ids is not None:
            rows = rows.filter(figure_cell__in=self.cell_ids)
        if self.member_id is not None:
            rows = rows.filter(**{PERSON[source]: self.member_id})
        return rows

    def source_rows(self, source: Source) -> QuerySet:
        return self.narrowed(source, source(self.scope)).order_by()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table: a cell, a person or a month with its figures."""

    of: Cell | Member | Period
    counts: Counts

    @property
    def label(self) -> str:
        if isinstance(self.of, Cell):
            return self.of.short_name
        return self.of.label if isinstance(self.of, Period) else str(self.of)


# Grouped questions: pairs of the key of a line and what is counted there


def by_cell(extent: Extent) -> dict[Any, Counter[str]]:
    return summed(counted(extent, source, BY_CELL) for source in (*PERSON, meetings.sessions))


def by_person(extent: Extent) -> dict[Any, Counter[str]]:
    return summed(counted(extent, source, PERSON[source]) for source in PERSON)


def by_month(extent: Extent) -> dict[Any, Counter[str]]:
    """Each month by the rules of that month alone, one question a source for all of them."""
    months = extent.period.parts("m")
    alone = [replace(extent, period=month) for month in months]
    return summed(counted_together(alone, source) for source in PERSON)


def whole(extent: Extent) -> Counts:
    """Without lines: of a person over a period, where items count once."""
    found = summed(counted_together([extent], source) for source in PERSON)
    return Counts(by_name=dict.fromkeys(FIGURES, 0) | found.get(0, {}))


def counted(extent: Extent, source: Source, key: str) -> Iterable[tuple[Any, dict[str, int]]]:
    names = [name for name, figure in FIGURES.items() if figure.source is source]
    rows = grouped(extent, source, extent.source_rows(source), key)
    return as_pairs(source, names, rows)


def counted_together(
    extents: Sequence[Extent], source: Source
) -> Iterable[tuple[Any, dict[str, int]]]:
    """The key is the place among the extents."""
    names = [name for name, figure in FIGURES.items() if figure.source is source]
    first, *rest = [
        grouped(extent, source, extent.source_rows(source).annotate(place=Value(place)), "place")
        for place, extent in enumerate(extents)
    ]
    return as_pairs(source, names, first.union(*rest, all=True) if rest else first)


def grouped(extent: Extent, source: Source, rows: QuerySet, key: str) -> QuerySet:
    """Items by their last state instead of once for each figure: it is dear to find."""
    if source is review.items:
        rows = rows.values(key, "last_state").annotate(how_many=Count("pk"))
        return rows.values_list(key, "last_state", "how_many")
    names = {name: figure for name, figure in FIGURES.items() if figure.source is source}
    counts = {
        f"n_{name}": Count("pk", filter=figure.where(extent.scope))
        for name, figure in names.items()
    }
    return rows.values(key).annotate(**counts).values_list(key, *counts)


def as_pairs(
    source: Source, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> Iterable[tuple[Any, dict[str, int]]]:
    for key, *values in rows:
        if source is review.items:
            state, how_many = values
            yield key, {"items": how_many, ITEM_FIGURES[state]: how_many}
        else:
            yield key, dict(zip(names, values, strict=True))


def summed(
    sources: Iterable[Iterable[tuple[Any, dict[str, int]]]],
) -> dict[Any, Counter[str]]:
    found: dict[Any, Counter[str]] = {}
    for pairs in sources:
        for key, numbers in pairs:
            found.setdefault(key, Counter()).update(numbers)
    return found


# Lines


def line(of: Cell | Member | Period, numbers: dict[str, int] | None) -> Line:
    return Line(of=of, counts=Counts(by_name=dict.fromkeys(FIGURES, 0) | (numbers or {})))


def cell_lines(extent: Extent) -> list[Line]:
    """Cells by their code: those open on the period's last day, and where there is something."""
    found = by_cell(extent)
    cells = Cell.objects.filter(kind=extent.kind).filter(
        Q(pk__in=list(found)) | Q(pk__in=Cell.objects.open_on(extent.scope.last_day).values("pk"))
    )
    if extent.cell_ids is not None:
        cells = cells.filter(pk__in=extent.cell_ids)
    return [line(cell, found.get(cell.pk)) for cell in cells.order_by("code")]


def member_lines(extent: Extent) -> list[Line]:
    """People by name: who belonged to the cell in the period, and who has something there."""
    found = by_person(extent)
    stays = Membership.objects.regular().filter(
        Q(until__isnull=True) | Q(until__gte=extent.period.first),
        member=OuterRef("pk"),
        cell__in=extent.cell_ids,
        since__lte=extent.scope.last_day,
    )
    people = Member.objects.filter(Exists(stays) | Q(pk__in=list(found)))
    return [line(member, found.get(member.pk)) for member in people.order_by("sort_key", "pk")]


def month_lines(extent: Extent) -> list[Line]:
    """The months that have begun."""
    found = by_month(extent)
    months = enumerate(extent.period.parts("m"))
    return [line(month, found.get(place)) for place, month in months if month.has_begun]


def total_of(lines: Iterable[Line]) -> Counts:
    numbers: Counter[str] = Counter()
    for each in lines:
        numbers.update(each.counts.by_name)
    return Counts(by_name=dict.fromkeys(FIGURES, 0) | numbers)


def cell_total(extent: Extent, lines: Sequence[Line]) -> Counts:
    """People's figures, and the sessions that the cell held."""
    held = extent.rows(FIGURES["sessions"]).count()
    return Counts(by_name=total_of(lines).by_name | {"sessions": held})
