"""Cards of the yearly rating: one's own self-review, what waits in a cell, the round as a whole."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from cells.member.judging import judged_by
from cells.models import User
from cells.scope import LEADING, TASK_FORCE
from reports.evaluation.choices import (
    NOT_RATED,
    WRITING,
    Case,
    EvaluationStatus,
    RoundStatus,
)
from reports.evaluation.desks import CELLS, PEOPLE, Desk
from reports.evaluation.forms import AWAITING, MINE
from reports.evaluation.models import (
    CellEvaluation,
    EvaluationRound,
    MemberEvaluation,
)
from reports.evaluation.querysets import IS_RATED, IS_REVIEWED
from reports.evaluation.rules import decided_by
from reports.home.cards import Task, css_of, due_words, queue

STILL_OPEN = ~Q(round__status=RoundStatus.CLOSED) | Q(case=Case.POSTPONED)


def papers_of(user: User) -> list[dict[str, Any]]:
    """One's own to write, what waits for a step of this user's, for staff the running rounds whole:
    counted by round, cell and status in one question, however many people."""
    me, status = Q(member=user.rights.member_id or 0), EvaluationStatus
    own = me & IS_REVIEWED & STILL_OPEN & Q(status__in=WRITING)
    mine = Q(judged_by(user), status=status.SUBMITTED)
    if TASK_FORCE in user.rights.bodies:
        mine |= Q(~me, status=status.PROPOSED)
        mine |= Q(~me, ~Q(round__status=RoundStatus.OPEN), status=status.DECIDED)
    if user.rights.bodies & {*LEADING, TASK_FORCE}:
        mine |= Q(decided_by(user), status=status.APPRAISED)
    mine &= STILL_OPEN & ~Q(case__in=NOT_RATED)
    wanted = own | mine
    if TASK_FORCE in user.rights.bodies:
        wanted |= ~Q(round__status=RoundStatus.CLOSED)
    sheet = CellEvaluation.objects.filter(round=OuterRef("round"), cell=OuterRef("cell"))
    rows = MemberEvaluation.objects.filter(wanted).values(
        "round",
        "cell",
        "status",
        own=Choose(When(own, then="pk")),
        own_saved_at=Choose(When(own, then="saved_at")),
        own_case=Choose(When(own, then="case"), default=Value(Case.NORMAL)),
        sheet=Subquery(sheet.order_by().values("pk")[:1]),
        cell_name=F("cell__name"),
        year=F("round__year"),
        round_status=F("round__status"),
        self_due_on=F("round__self_due_on"),
        cell_due_on=F("round__cell_due_on"),
    )
    unsent = IS_REVIEWED & Q(status__in=WRITING)
    counted = rows.annotate(mine=Count("pk", filter=mine), unsent=Count("pk", filter=unsent))
    found: list[Any] = list(counted.order_by("round__year", "cell__code", "status"))
    return found


def own_evaluations(rows: list[dict[str, Any]]) -> list[MemberEvaluation]:
    """As far as their cards look at them."""
    return [
        MemberEvaluation(
            pk=row["own"],
            status=row["status"],
            saved_at=row["own_saved_at"],
            case=row["own_case"],
            round=EvaluationRound(
                year=row["year"], status=row["round_status"], self_due_on=row["self_due_on"]
            ),
        )
        for row in rows
        if row["own"]
    ]


def own_evaluation_task(evaluation: MemberEvaluation, said: str) -> Task:
    is_returned = evaluation.status == EvaluationStatus.RETURNED
    begun = "Viết tiếp bản tự kiểm điểm" if evaluation.saved_at else "Viết bản tự kiểm điểm"
    return Task(
        state=evaluation.state_label,
        css=css_of(evaluation.state_label),
        title=f"Tự kiểm điểm năm {evaluation.round.year}",
        action="Bổ sung bản tự kiểm điểm" if is_returned else begun,
        url=reverse("evaluation-write", args=[evaluation.pk]),
        due="" if is_returned else due_words(evaluation.round.self_due_on),
        said=said if is_returned else "",
        paper=(MemberEvaluation, evaluation.pk) if is_returned else None,
    )


def cells_of(user: User) -> list[CellEvaluation]:
    """What cells write of themselves, as far as it waits for this user: their officers write and
    propose, staff and leaders judge the others'."""
    rights, status = user.rights, EvaluationStatus
    if not (rights.cells_as_officer or rights.bodies & {*LEADING, TASK_FORCE}):
        return []
    own = Q(cell__in=rights.cells_as_officer)
    wanted = own & (Q(IS_REVIEWED, status__in=WRITING) | Q(IS_RATED, status=status.SUBMITTED))
    if TASK_FORCE in rights.bodies:
        wanted |= Q(~own, IS_RATED, status=status.PROPOSED)
        wanted |= Q(~own, IS_RATED, ~Q(round__status=RoundStatus.OPEN), status=status.DECIDED)
    if rights.bodies & LEADING:
        wanted |= Q(~own, IS_RATED, status=status.APPRAISED)
    papers = CellEvaluation.objects.filter(STILL_OPEN, wanted).with_cells()
    return list(papers.order_by("round__year", "cell__code"))


def own_cells(waiting: list[CellEvaluation]) -> Iterator[Task]:
    """What the officers of a cell write for the whole, then put to the vote."""
    for evaluation in waiting:
        if evaluation.status in WRITING:
            yield cell_to_write(evaluation)
        elif evaluation.status == EvaluationStatus.SUBMITTED:
            yield Task(
                state="Chờ đề xuất",
                css="sent",
                title=f"Xếp loại {evaluation.cell.short_name} năm {evaluation.round.year}",
                text="Báo cáo kiểm điểm đã gửi, chờ chi bộ bỏ phiếu.",
                action="Đề xuất mức của chi bộ",
                url=reverse("cell-evaluation-propose", args=[evaluation.pk]),
            )


def cell_to_write(evaluation: CellEvaluation) -> Task:
    is_returned = evaluation.status == EvaluationStatus.RETURNED
    return Task(
        state=evaluation.state_label,
        css=css_of(evaluation.state_label),
        title=f"Báo cáo kiểm điểm năm {evaluation.round.year}, {evaluation.cell.short_name}",
        action="Bổ sung báo cáo" if is_returned else "Viết báo cáo kiểm điểm",
        url=reverse("cell-evaluation-write", args=[evaluation.pk]),
        due="" if is_returned else due_words(evaluation.round.self_due_on),
    )


def other_cells(waiting: list[CellEvaluation]) -> Iterator[Task]:
    """For staff and leaders, a card a year."""
    for status, words in COMMITTEES.items():
        here = [paper for paper in waiting if paper.status == status]
        for found, papers in groupby(here, lambda paper: paper.round):
            first, *others = papers
            count = f"{1 + len(others)} báo cáo của chi bộ"
            alone = first.get_absolute_url()
            yield committee_task(found.pk, found.year, count, CELLS, alone=alone, **words)


def to_weigh(user: User, rows: list[dict[str, Any]]) -> Iterator[Task]:
    """What waits for the cell's meeting, a card a year and cell; for the appraisal, the decision,
    the publication after the others, a card a year."""
    waiting = [row for row in rows if row["mine"]]
    yield from to_propose([row for row in waiting if row["status"] == SUBMITTED], user)
    for status, words in COMMITTEES.items():
        here = [row for row in waiting if row["status"] == status]
        for (pk, year), each in groupby(here, itemgetter("round", "year")):
            count = f"{sum(row['mine'] for row in each)} bản"
            alone = queue("evaluation-list", year=year, state=DECIDED)
            yield committee_task(pk, year, count, PEOPLE, alone=alone, **words)


def to_propose(rows: list[dict[str, Any]], user: User) -> Iterator[Task]:
    """Officers have a card for each cell of theirs, staff one a year for all that they step in for:
    the papers of officers, and of cells without any."""
    own = user.rights.cells_as_officer
    for year, each in groupby(rows, itemgetter("year")):
        of_year = list(each)
        yield from (to_propose_in(row) for row in of_year if row["cell"] in own)
        others = [row for row in of_year if row["cell"] not in own]
        if len(others) == 1:
            yield to_propose_in(others[0])
        elif others:
            yield Task(
                state="Chờ đề xuất",
                css="sent",
                title=f"{sum(row['mine'] for row in others)} bản chờ chi bộ đề xuất, năm {year}",
                text=f"Ở {len(others)} chi bộ.",
                action="Ghi đề xuất của chi bộ",
                url=queue("evaluation-list", year=year, state=MINE),
            )


def to_propose_in(row: dict[str, Any]) -> Task:
    # A cell that was dissolved before the round opened has no sheet of its own
    query = {"year": row["year"], "cell": row["cell"], "state": AWAITING}
    sheet = row["sheet"]
    return Task(
        state="Chờ đề xuất",
        css="sent",
        title=f"{row['mine']} bản chờ chi bộ đề xuất, năm {row['year']}",
        text=row["cell_name"],
        action="Kiểm phiếu, đề xuất" if sheet else "Xem các bản đã gửi",
        url=reverse("cell-evaluation-count", args=[sheet])
        if sheet
        else queue("evaluation-list", **query),
        more=("Đọc các bản đã gửi", queue("evaluation-list", **query)) if sheet else None,
    )


SUBMITTED, DECIDED = EvaluationStatus.SUBMITTED.value, EvaluationStatus.DECIDED.value
COMMITTEES = {
    EvaluationStatus.PROPOSED: {
        "state": "Chờ thẩm định",
        "action": "Thẩm định",
        "grid": "appraisals",
    },
    EvaluationStatus.APPRAISED: {
        "state": "Chờ quyết định",
        "action": "Ghi dự kiến quyết định",
        "grid": "decisions",
    },
    EvaluationStatus.DECIDED: {"state": "Chờ công bố", "action": "Xem và công bố"},
}


def committee_task(
    pk: int,
    year: int,
    count: str,
    desk: Desk,
    *,
    state: str,
    action: str,
    grid: str = "",
    alone: str,
) -> Task:
    """Without a grid that takes them all each has its own step, found under ``alone``."""
    return Task(
        state=state,
        css="sent",
        title=f"{count} {state[:1].lower()}{state[1:]}, năm {year}",
        action=action,
        url=reverse(f"round-{desk.noun}-{grid}", args=[pk]) if grid else alone,
    )


def rounds_to_run(rows: list[dict[str, Any]]) -> Iterator[Task]:
    """For staff: the round of the year until it is closed."""
    running = [row for row in rows if row["round_status"] != RoundStatus.CLOSED]
    for (pk, year), each in groupby(running, itemgetter("round", "year")):
        first, *others = each
        unsent = sum(row["unsent"] for row in (first, *others))
        status = RoundStatus(first["round_status"])
        yield Task(
            state=status.label,
            css="sent",
            title=f"Vòng đánh giá năm {year}",
            text=f"Còn {unsent} bản tự kiểm điểm chưa gửi." if unsent else "",
            action="Xem tiến độ",
            url=reverse("round", args=[pk]),
            due="" if status == RoundStatus.PUBLISHED else due_words(first["cell_due_on"]),
        )
