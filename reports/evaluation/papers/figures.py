"""Biểu 1–3 in plain numbers: people by cell, cells, and how full the capped levels are.

Percentages stand over “được đánh giá”: who has a level by the last word said. Whoever has left
stands on no Biểu.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count

from cells.models import Session
from cells.session.roll.figures import percent
from cells.session.score.figures import MeanScore, mean_scores
from reports.evaluation.choices import NOT_RATED, Case
from reports.evaluation.desks import LEVELS
from reports.evaluation.figures import LAST_WORD, Cap, caps_of, passes_a_cap
from reports.evaluation.models import CellEvaluation, EvaluationRound
from reports.evaluation.scheme.models import RatingLevel, Subject

# Why somebody has no level, column by column; all else – put off, not yet proposed – is “khác”
UNRATED: tuple[tuple[str, frozenset[str]], ...] = (
    ("Miễn sinh hoạt", frozenset({Case.EXEMPT})),
    ("Mới kết nạp", frozenset({Case.NEW, Case.NEW_CELL})),
    ("Đình chỉ", frozenset({Case.SUSPENDED})),
)
OTHER = "Khác"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """``is_part``: counted in the level right below as well, which says how many of it are so."""

    key: int
    name: str
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """People of one cell, or of all; ``levels`` in the order of the scheme, the best first."""

    name: str
    levels: tuple[int, ...]
    is_part: tuple[bool, ...]
    unrated: tuple[int, ...]

    @property
    def rated(self) -> int:
        counts = zip(self.levels, self.is_part, strict=True)
        return sum(count for count, is_part in counts if not is_part)

    @property
    def total(self) -> int:
        return self.rated + sum(self.unrated)

    @property
    def percents(self) -> tuple[Decimal | None, ...]:
        return tuple(percent(count, self.rated) for count in self.levels)

    @property
    def top_on_below(self) -> Decimal | None:
        """“XS trên HTT”; the two best levels that stand beside each other."""
        whole = [count for count, part in zip(self.levels, self.is_part, strict=True) if not part]
        return percent(*whole[:2]) if len(whole) > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersFigures:
    """Biểu 1."""

    levels: tuple[Level, ...]
    rows: tuple[Tally, ...]
    total: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of one cell share a case and the last word said."""

    cell: int
    case: str
    level: int | None
    how_many: int


def members_figures(found: EvaluationRound) -> MembersFigures:
    """Two questions, however many people."""
    rows = found.member_evaluations.order_by().values("cell", "case", said=LAST_WORD)
    counts = [
        Counted(cell=row["cell"], case=row["case"], level=row["said"], how_many=row["how_many"])
        for row in rows.annotate(how_many=Count("pk"))
    ]
    names = dict(cells_of(found).values_list("cell", "cell__name"))
    return tallied(names, scheme_levels(found, Subject.MEMBER), counts)


def cells_of(found: EvaluationRound) -> Any:
    return CellEvaluation.objects.filter(round=found).exclude(case=Case.LEFT).order_by("cell__code")


def scheme_levels(found: EvaluationRound, subject: str) -> list[Level]:
    return [
        Level(key=row.pk, name=row.name, is_part=row.is_exemplary)
        for row in found.scheme.ranked(subject)
    ]


def tallied(
    names: dict[int, str], levels: list[Level], counts: Iterable[Counted]
) -> MembersFigures:
    """A row for every cell, also one in which nobody was counted yet."""
    found: dict[int, list[Counted]] = {cell: [] for cell in names}
    for each in counts:
        if each.case != Case.LEFT:
            found.setdefault(each.cell, []).append(each)
    return MembersFigures(
        levels=tuple(levels),
        rows=tuple(tally(names.get(cell, ""), levels, own) for cell, own in found.items()),
        total=tally("Cộng", levels, [each for own in found.values() for each in own]),
    )


def tally(name: str, levels: list[Level], counts: list[Counted]) -> Tally:
    by_level: Counter[int] = Counter()
    columns = [0] * (len(UNRATED) + 1)
    for each in counts:
        if each.level is not None and each.case not in NOT_RATED:
            by_level[each.level] += each.how_many
        else:
            columns[column_of(each.case)] += each.how_many
    return Tally(
        name=name,
        levels=whole_counts(levels, by_level),
        is_part=tuple(level.is_part for level in levels),
        unrated=tuple(columns),
    )


def column_of(case: str) -> int:
    for place, (_label, cases) in enumerate(UNRATED):
        if case in cases:
            return place
    return len(UNRATED)


def whole_counts(levels: list[Level], by_level: Counter[int]) -> tuple[int, ...]:
    """What is part of the level right below is counted there, too."""
    counts = [by_level[level.key] for level in levels]
    for place, level in enumerate(levels[:-1]):
        if level.is_part:
            counts[place + 1] += counts[place]
    return tuple(counts)


# ---- Biểu 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    name: str
    own: str
    proposed: str
    appraised: str
    decided: str
    score: Decimal | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellsFigures:
    """Biểu 2: a row a cell, then how many stand at each level."""

    levels: tuple[Level, ...]
    rows: tuple[CellRow, ...]
    total: Tally


def cells_figures(found: EvaluationRound) -> CellsFigures:
    levels = scheme_levels(found, Subject.CELL)
    rows: Any = list(cells_of(found).annotate(said=LAST_WORD).select_related("cell", *LEVELS))
    scores = mean_scores(Session.objects.that_took_place().filter(starts_at__year=found.year))
    return cells_told(levels, rows, scores)


def cells_told(levels: list[Level], rows: list[Any], scores: dict[int, MeanScore]) -> CellsFigures:
    """``rows``: cells' papers with the last word as ``said``."""
    return CellsFigures(
        levels=tuple(levels),
        rows=tuple(cell_row(row, scores.get(row.cell_id, MeanScore()).points) for row in rows),
        total=tally(
            "Cộng",
            levels,
            [Counted(cell=row.cell_id, case=row.case, level=row.said, how_many=1) for row in rows],
        ),
    )


def cell_row(row: CellEvaluation, score: Decimal | None) -> CellRow:
    return CellRow(
        name=row.cell.name,
        own=named(row.self_level) if row.is_sent else "",
        proposed=named(row.standing_proposal),
        appraised=named(row.appraised_level),
        decided=named(row.decided_level),
        score=score,
        note="" if row.is_rated else row.get_case_display(),
    )


def named(level: RatingLevel | None) -> str:
    return level.name if level else ""


# ---- Biểu 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRow:
    """A capped level in the whole committee, where the cap bites, or in a cell, as a guide."""

    name: str
    rated: int
    cap: Cap

    @property
    def share(self) -> Decimal | None:
        """What the cap is compared with: over the base that the scheme takes."""
        return percent(
            self.cap.top, self.cap.quota.counted_over(top=self.cap.top, below=self.cap.below)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CapFigures:
    """Biểu 3 of one capped level; ``reasons``: who stands above it, and why."""

    level: str
    below: str
    rows: tuple[CapRow, ...]
    total: CapRow
    reasons: tuple[tuple[str, str], ...]


def cap_figures(found: EvaluationRound, hidden_member: int | None) -> list[CapFigures]:
    """One for every level of people that is capped. ``hidden_member``: a reader who may not know
    yet that a reason is given for them."""
    levels = found.scheme.ranked(Subject.MEMBER)
    figures = members_figures(found)
    places = {level.pk: place for place, level in enumerate(levels)}
    reasons = reasons_of(found, hidden_member)
    return [
        capped(cap, places[cap.level_id], levels, figures, tuple(reasons))
        for cap in caps_of(levels, Counter())
    ]


def capped(
    cap: Cap,
    place: int,
    levels: list[RatingLevel],
    figures: MembersFigures,
    reasons: tuple[tuple[str, str], ...],
) -> CapFigures:
    def row(own: Tally) -> CapRow:
        here = replace(cap, top=own.levels[place], below=own.levels[place + 1])
        return CapRow(name=own.name, rated=own.rated, cap=here)

    return CapFigures(
        level=cap.name,
        below=levels[place + 1].name,
        rows=tuple(row(own) for own in figures.rows),
        total=row(figures.total),
        reasons=reasons,
    )


def reasons_of(found: EvaluationRound, hidden_member: int | None) -> list[tuple[str, str]]:
    if not passes_a_cap(found, Subject.MEMBER):
        return []
    rows = found.member_evaluations.exclude(over_quota_reason="").select_related("member", "cell")
    rows = rows.exclude(member=hidden_member or 0)
    return [
        (f"{row.member}, {row.cell}", row.over_quota_reason)
        for row in rows.order_by("cell__code", "member__sort_key")
    ]
