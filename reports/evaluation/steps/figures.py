"""What stands beside the grids: caps as they fill, what somebody lacks, cells side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from cells import clock
from cells.models import Cell, Session, SessionTask, User
from cells.session.choices import SessionStatus
from cells.session.roll.figures import percent, percent_words
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report.models import ReportState, missing_on
from pledges.pledge.models import REGISTERED
from reports.evaluation.figures import (
    LAST_WORD,
    PROPOSED_WORD,
    Cap,
    caps_of,
    level_counts,
    papers_of,
)
from reports.evaluation.forms import UNPROPOSED
from reports.evaluation.models import (
    CellEvaluation,
    Evaluation,
    EvaluationRound,
    MemberEvaluation,
)
from reports.evaluation.round.months import TOO_LATE
from reports.evaluation.scheme.models import BASES, RatingLevel, Subject
from reports.evaluation.services import ballot_of, has_majority, majority_base

Gap = tuple[str, str]  # what is missing, where to see it

# ---- caps

BASIS: dict[str, str] = {
    Subject.MEMBER: "Tính theo mức các chi bộ đã đề xuất, không kể bản của đồng chí.",
    Subject.CELL: "Tính theo mức các chi bộ đã đề xuất.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The capped levels over the whole committee, and one cell's own figure as a guide."""

    caps: list[Cap]
    guide: list[Cap]
    basis: str = ""  # what was counted, where it is not the last word said of each

    @property
    def sentence(self) -> str:
        return " ".join(room_words(cap) for cap in self.caps)


def board_of(
    found: EvaluationRound,
    subject: str,
    *,
    reader: User,
    cell: Cell | None = None,
    typed: dict[int, int] | None = None,
) -> Board:
    """``typed``: by key of the paper the level that stands in a box and is not saved yet."""
    typed = typed or {}
    levels = found.scheme.ranked(subject)
    if not any(level.quota for level in levels):
        return Board(caps=[], guide=[])
    rows: Any = papers_of(found, subject).exclude(pk__in=typed)
    new = Counter(typed.values())
    caps = caps_of(levels, counts_for(reader, rows) + new)
    guide = caps_of(levels, counts_for(reader, rows.filter(cell=cell)) + new) if cell else []
    return Board(caps=caps, guide=guide, basis="" if reader.rights.bodies else BASIS[subject])


def counts_for(reader: User, rows: Any) -> Counter[int]:
    """What is prepared is the bodies' affair: officers count what the cells proposed. Nor is
    their own level to be had by taking what they see from a sum."""
    if reader.rights.bodies:
        return level_counts(rows)
    return level_counts(others_of(reader, rows), PROPOSED_WORD)


def others_of(reader: User, rows: Any) -> Any:
    """Without one's own paper; a cell's belongs to nobody."""
    if rows.model is not MemberEvaluation:
        return rows
    return rows.exclude(member=reader.rights.member_id or 0)


def room_words(cap: Cap) -> str:
    """“Còn 1 suất …”: what people ask first."""
    if cap.excess:
        return f"{cap.name}: vượt trần {cap.excess} suất."
    return f"{cap.name}: còn {cap.room_left} suất."


def cap_words(cap: Cap) -> str:
    """Both readings of the base, the one in force first."""
    bases = {str(base): words for base, words in BASES}
    other = cap.quota.other_reading()
    return (
        f"Đang có {cap.top}, trần {cap.most} ({cap.quota.percent}% {bases[str(cap.quota.base)]}); "
        f"nếu tính trên {bases[str(other.base)]}: trần {cap.most_otherwise}."
    )


# ---- votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """The level with most votes, and whether that is enough."""

    name: str
    votes: int
    base: int
    is_enough: bool

    @property
    def count(self) -> str:
        end = "đủ đa số" if self.is_enough else "chưa đủ đa số"
        return f"{self.votes}/{self.base} phiếu, {end}"

    @property
    def sentence(self) -> str:
        return f"{self.name}: {self.count}"


def leading_level(evaluation: Evaluation, levels: list[RatingLevel]) -> Leading | None:
    """Nothing before votes were counted; of equal counts the better level."""
    if not any(evaluation.votes.values()):
        return None
    votes = evaluation.votes
    best = max(levels, key=lambda level: votes.get(level.code, 0))
    ballot = ballot_of(evaluation)
    scheme = evaluation.round.scheme
    return Leading(
        name=best.name,
        votes=votes[best.code],
        base=majority_base(scheme, ballot),
        is_enough=has_majority(scheme, ballot, best),
    )


# ---- what others say

COMMENTS = ("unit_comment", "union_comment", "residence_comment", "host_comment")


def comments_of(evaluation: Any) -> list[tuple[str, str]]:
    """Label and words of those that were written."""
    names = [name for name in COMMENTS if getattr(evaluation, name, "")]
    labels = [str(evaluation._meta.get_field(name).verbose_name).capitalize() for name in names]
    said = [(label, getattr(evaluation, name)) for label, name in zip(labels, names, strict=True)]
    if getattr(evaluation, "employer_rating", ""):
        said.append(("Cơ quan xếp loại", evaluation.get_employer_rating_display()))
    return said


# ---- what somebody still lacks: hints that lead on, never a block


def gaps_of(papers: Iterable[Any], found: EvaluationRound, subject: str) -> dict[int, list[Gap]]:
    """By key of the paper; as many questions for one row as for all of a page."""
    if subject == Subject.MEMBER:
        return gaps_of_people(list(papers), found.year)
    return gaps_of_cells(list(papers), found)


def gaps_of_people(papers: list[Any], year: int) -> dict[int, list[Gap]]:
    members = [paper.member_id for paper in papers]
    pledged = set(
        Pledge.objects.filter(member__in=members, year=year, status__in=REGISTERED).values_list(
            "member_id", flat=True
        )
    )
    late = MonthlyReport.objects.filter(
        missing_on(clock.today()), ~TOO_LATE, pledge__member__in=members, month__year=year
    )
    reports = counted(late, "pledge__member")
    tasks = counted(SessionTask.objects.overdue().filter(owner__in=members), "owner")
    found: dict[int, list[Gap]] = defaultdict(list)
    for paper in papers:
        name = paper.member.full_name
        if paper.member_id not in pledged:
            url = address("pledge-list", q=name, year=year)
            found[paper.pk].append(("bản đăng ký", url))
        if how_many := reports.get(paper.member_id):
            url = address("monthly-report-list", q=name, state=ReportState.MISSING)
            found[paper.pk].append((f"{how_many} báo cáo tháng", url))
        if how_many := tasks.get(paper.member_id):
            url = address("task-list", q=name, state="overdue")
            found[paper.pk].append((f"{how_many} việc quá hạn", url))
    return found


UNSIGNED = (SessionStatus.HELD, SessionStatus.HALF_SIGNED)


def gaps_of_cells(papers: list[Any], found: EvaluationRound) -> dict[int, list[Gap]]:
    cells = [paper.cell_id for paper in papers]
    unsigned = counted(
        Session.objects.filter(cell__in=cells, status__in=UNSIGNED, starts_at__year=found.year),
        "cell",
    )
    unvoted = counted(found.member_evaluations.unproposed().filter(cell__in=cells), "cell")
    gaps: dict[int, list[Gap]] = defaultdict(list)
    for paper in papers:
        if how_many := unvoted.get(paper.cell_id):
            query = {"year": found.year, "cell": paper.cell_id, "state": UNPROPOSED}
            url = address("evaluation-list", **query)
            gaps[paper.pk].append((f"mức đề xuất của {how_many} đảng viên", url))
        if how_many := unsigned.get(paper.cell_id):
            url = address("session-list", cell=paper.cell_id, year=found.year)
            gaps[paper.pk].append((f"chữ ký {how_many} biên bản", url))
    return gaps


def counted(rows: Any, by: str) -> dict[int, int]:
    found = rows.order_by().values(by).annotate(how_many=Count("pk"))
    return {row[by]: row["how_many"] for row in found}


def address(name: str, **query: Any) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


# ---- cells side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How many of a cell stand at each level, over those who are rated; no person is named."""

    name: str
    rated: int
    counts: list[int]
    own_level: str = ""

    @property
    def shares(self) -> list[tuple[int, str]]:
        whole = self.rated
        return [(count, percent_words(percent(count, whole)) or "–") for count in self.counts]

    @property
    def unsaid(self) -> int:
        return self.rated - sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    levels: list[str]
    lines: list[Line]
    total: Line


def comparison(found: EvaluationRound) -> Comparison:
    """By the last word said of each; four questions, however many cells and people."""
    levels = found.scheme.ranked(Subject.MEMBER)
    by_cell = levels_by_cell(found.member_evaluations.all(), LAST_WORD)
    own: Any = CellEvaluation.objects.filter(round=found).annotate(said=LAST_WORD)
    names = dict(found.scheme.levels.filter(subject=Subject.CELL).values_list("pk", "name"))
    lines = [
        line_of(paper.cell.short_name, by_cell[paper.cell_id], levels, names.get(paper.said, ""))
        for paper in own.select_related("cell").order_by("cell__sort_key")
    ]
    total: Counter[int | None] = sum(by_cell.values(), Counter())
    return Comparison(
        levels=[each.name for each in levels],
        lines=lines,
        total=line_of("Toàn đảng bộ", total, levels),
    )


def levels_by_cell(people: Any, said: Any) -> dict[int, Counter[int | None]]:
    """How many of a cell's people stand at each level by its key; nothing: none is said yet."""
    rows = people.rated().order_by().values("cell", said=said)
    by_cell: dict[int, Counter[int | None]] = defaultdict(Counter)
    for row in rows.annotate(how_many=Count("pk")):
        by_cell[row["cell"]][row["said"]] += row["how_many"]
    return by_cell


def line_of(
    name: str, counts: Counter[int | None], levels: list[RatingLevel], own: str = ""
) -> Line:
    each = [counts[level.pk] for level in levels]
    return Line(name=name, rated=counts.total(), counts=each, own_level=own)
