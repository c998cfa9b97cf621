"""Total and level of a scored session, and in words why it is not the highest."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from cells.session.models import Session
from cells.session.score.models import (
    ScoreLevel,
    ScoreLine,
    Scorer,
    ScoreSheet,
    SessionScore,
    said,
)

Points = dict[int, Decimal]  # line → points


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTotal:
    """What one scorer has given; without a level while lines are missing."""

    scorer: str
    label: str
    total: Decimal
    left: int
    level: str = ""
    why_not: tuple[str, ...] = ()

    @property
    def points(self) -> str:
        return said(self.total)

    @property
    def sentence(self) -> str:
        if self.left:
            return f"{self.points} điểm, còn {self.left} dòng chưa chấm"
        return f"{self.points} điểm, xếp loại {self.level}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTotal:
    """``cell`` and ``superior`` stand beside one another on the minutes."""

    sheet: str
    most: Decimal
    cell: ColumnTotal | None
    superior: ColumnTotal | None

    @property
    def final(self) -> ColumnTotal:
        """The superior's word where there is one."""
        return self.columns[-1]

    @property
    def columns(self) -> list[ColumnTotal]:
        return [column for column in (self.cell, self.superior) if column]


def sheet_of(session: Session) -> ScoreSheet | None:
    """The one it was scored on; before that the one in force that day."""
    used = ScoreSheet.objects.filter(groups__lines__scores__session=session).first()
    return used or ScoreSheet.objects.on(session.day)


def lines_of(sheet: ScoreSheet) -> list[ScoreLine]:
    lines = ScoreLine.objects.filter(group__sheet=sheet).select_related("group")
    return list(lines.order_by("group__position", "group", "position", "pk"))


def points_of(session: Session) -> dict[str, Points]:
    found: dict[str, Points] = {scorer: {} for scorer in Scorer.values}
    for score in SessionScore.objects.filter(session=session):
        found[score.scorer][score.line_id] = score.points
    return found


def score_of(session: Session) -> ScoreTotal | None:
    """For the minutes: the columns that are wholly filled in; None where there is none."""
    points = points_of(session)
    if not any(points.values()):
        return None
    sheet: Any = sheet_of(session)
    lines, levels = lines_of(sheet), list(sheet.levels.all())
    whole = {
        scorer: column_total(scorer, lines, levels, points[scorer])
        for scorer in Scorer.values
        if lines and len(points[scorer]) == len(lines)
    }
    if not whole:
        return None
    return ScoreTotal(
        sheet=sheet.name,
        most=sum((line.most for line in lines), Decimal(0)),
        cell=whole.get(Scorer.CELL),
        superior=whole.get(Scorer.SUPERIOR),
    )


def score_words(session: Session) -> list[str]:
    """The sentence of the minutes, where the session was scored."""
    total = score_of(session)
    if total is None:
        return []
    said_by = "; ".join(f"{column.label.lower()} {column.sentence}" for column in total.columns)
    return [f"Chất lượng buổi sinh hoạt (thang {said(total.most)} điểm): {said_by}."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanScore:
    """Of the sessions that were wholly scored, out of 100 whatever the sheet; one decimal."""

    sessions: int = 0
    points: Decimal | None = None


def mean_score(sessions: QuerySet[Session]) -> MeanScore:
    """Two queries, however many sessions."""
    return mean_of(list(shares_of(sessions).values()))


def mean_scores(sessions: QuerySet[Session]) -> dict[int, MeanScore]:
    """By cell; three queries, however many sessions and cells."""
    shares = shares_of(sessions)
    found: dict[int, list[Decimal]] = {}
    for session, cell in sessions.order_by().values_list("pk", "cell"):
        if session in shares:
            found.setdefault(cell, []).append(shares[session])
    return {cell: mean_of(own) for cell, own in found.items()}


def mean_of(shares: list[Decimal]) -> MeanScore:
    if not shares:
        return MeanScore()
    mean = sum(shares, Decimal(0)) / len(shares)
    return MeanScore(sessions=len(shares), points=mean.quantize(Decimal("0.1"), ROUND_HALF_UP))


def shares_of(sessions: QuerySet[Session]) -> dict[int, Decimal]:
    """Of 100, by session; the superior's word counts where there is one."""
    sheets = ScoreLine.objects.order_by().values("group__sheet")
    sizes = {
        row["group__sheet"]: (row["lines"], row["total"])
        for row in sheets.annotate(lines=Count("pk"), total=Sum("most"))
    }
    scores = SessionScore.objects.filter(session__in=sessions.order_by().values("pk"))
    columns = scores.order_by("scorer").values("session", "scorer", "line__group__sheet")
    shares: dict[int, Decimal] = {}
    # “superior” comes after “cell”, so its total replaces the cell's own
    for column in columns.annotate(given=Count("pk"), total=Sum("points")):
        lines, most = sizes[column["line__group__sheet"]]
        if column["given"] == lines:
            shares[column["session"]] = 100 * column["total"] / most
    return shares


def column_total(
    scorer: str, lines: list[ScoreLine], levels: list[ScoreLevel], points: Points
) -> ColumnTotal:
    """``levels`` the highest first."""
    total = sum(points.values(), Decimal(0))
    left = len([line for line in lines if line.pk not in points])
    level, why_not = ("", ()) if left else level_of(lines, levels, points, total)
    return ColumnTotal(
        scorer=scorer,
        label=Scorer(scorer).label,
        total=total,
        left=left,
        level=level,
        why_not=why_not,
    )


def level_of(
    lines: list[ScoreLine], levels: list[ScoreLevel], points: Points, total: Decimal
) -> tuple[str, tuple[str, ...]]:
    """The level, and every reason why it is not the highest one."""
    short = [line for line in lines if line.must_be_full and points[line.pk] < line.most]
    reached = [
        level for level in levels if total >= level.at_least and not (level.needs_full and short)
    ]
    level = reached[0].name if reached else "chưa đạt mức nào"
    if not levels or level == levels[0].name:
        return level, ()
    best = levels[0]
    why = []
    if total < best.at_least:
        why.append(f"{best.name} cần từ {said(best.at_least)} điểm, buổi này {said(total)} điểm.")
    if best.needs_full:
        why += [
            f"“{line.text}” đạt {said(points[line.pk])}/{said(line.most)} điểm, "
            f"{best.name} cần điểm tối đa."
            for line in short
        ]
    return level, tuple(why)
