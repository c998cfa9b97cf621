"""Cards of the yearly rating: one's own self-review, what waits in a cell, the round as a whole."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from cells.member.judging import judged_by
from cells.models import User
from cells.scope import LEADING, TASK_FORCE
from reports.evaluation.choices import (
    NOT_RATED,
    NOT_REVIEWED,
    WRITING,
    Case,
    EvaluationStatus,
    RoundStatus,
)
from reports.evaluation.models import (
    IS_REVIEWED,
    CellEvaluation,
    EvaluationRound,
    MemberEvaluation,
)
from reports.evaluation.rules import decided_by
from reports.home.cards import Task, css_of, due_words, queue

STILL_OPEN = ~Q(round__status=RoundStatus.CLOSED) | Q(case=Case.POSTPONED)


def to_write(papers: Any) -> Any:
    return papers.filter(IS_REVIEWED, STILL_OPEN, status__in=WRITING)


def own_evaluations(user: User) -> list[MemberEvaluation]:
    own = MemberEvaluation.objects.filter(member=user.rights.member_id).with_people()
    return list(to_write(own).order_by("round__year"))


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


def cells_to_write(user: User) -> Iterator[Task]:
    """What the officers of a cell write for the whole."""
    own = CellEvaluation.objects.filter(cell__in=user.rights.cells_as_officer).with_cells()
    for evaluation in to_write(own).order_by("round__year", "cell__code"):
        is_returned = evaluation.status == EvaluationStatus.RETURNED
        yield Task(
            state=evaluation.state_label,
            css=css_of(evaluation.state_label),
            title=f"Báo cáo kiểm điểm năm {evaluation.round.year}, {evaluation.cell.short_name}",
            action="Bổ sung báo cáo" if is_returned else "Viết báo cáo kiểm điểm",
            url=reverse("cell-evaluation-write", args=[evaluation.pk]),
            due="" if is_returned else due_words(evaluation.round.self_due_on),
        )


def to_weigh(user: User) -> Iterator[Task]:
    """What waits for the cell's meeting, a card a year and cell; for the appraisal and for the
    decision, a card a year. One question for all of it."""
    status = EvaluationStatus
    mine = Q(judged_by(user), status=status.SUBMITTED)
    if TASK_FORCE in user.rights.bodies:
        others = ~Q(member=user.rights.member_id or 0)
        mine |= Q(others, status=status.PROPOSED)
    if user.rights.bodies & {*LEADING, TASK_FORCE}:
        mine |= Q(decided_by(user), status=status.APPRAISED)
    sheet = CellEvaluation.objects.filter(round=OuterRef("round"), cell=OuterRef("cell"))
    waiting = MemberEvaluation.objects.filter(mine, STILL_OPEN).exclude(case__in=NOT_RATED)
    rows = waiting.annotate(sheet=Subquery(sheet.values("pk")[:1])).values(
        "status", "round", "cell", "sheet", year=F("round__year"), name=F("cell__name")
    )
    found = list(rows.annotate(how_many=Count("pk")).order_by("year", "cell__code"))
    yield from (to_propose(row) for row in found if row["status"] == status.SUBMITTED)
    for step, words in ((status.PROPOSED, APPRAISING), (status.APPRAISED, DECIDING)):
        here = [row for row in found if row["status"] == step]
        for (pk, year), each in groupby(here, itemgetter("round", "year")):
            yield committee_task(pk, year, sum(row["how_many"] for row in each), **words)


def to_propose(row: dict[str, Any]) -> Task:
    # A cell that was dissolved before the round opened has no sheet of its own
    query = {"year": row["year"], "cell": row["cell"], "state": "submitted"}
    sheet = row["sheet"]
    return Task(
        state="Chờ đề xuất",
        css="sent",
        title=f"{row['how_many']} bản chờ chi bộ đề xuất, năm {row['year']}",
        text=row["name"],
        action="Kiểm phiếu, đề xuất" if sheet else "Xem các bản đã gửi",
        url=reverse("cell-evaluation-count", args=[sheet])
        if sheet
        else queue("evaluation-list", **query),
        more=("Đọc các bản đã gửi", queue("evaluation-list", **query)) if sheet else None,
    )


APPRAISING = {
    "state": "Chờ thẩm định",
    "action": "Thẩm định",
    "name": "round-evaluation-appraisals",
}
DECIDING = {
    "state": "Chờ quyết định",
    "action": "Ghi dự kiến quyết định",
    "name": "round-evaluation-decisions",
}


def committee_task(pk: int, year: int, how_many: int, *, state: str, action: str, name: str) -> Task:
    return Task(
        state=state,
        css="sent",
        title=f"{how_many} bản {state[:1].lower()}{state[1:]}, năm {year}",
        action=action,
        url=reverse(name, args=[pk]),
    )


def rounds_to_run() -> Iterator[Task]:
    """For staff: the round of the year until it is closed."""
    unsent = Count(
        "member_evaluations",
        filter=Q(member_evaluations__status__in=WRITING)
        & ~Q(member_evaluations__case__in=NOT_REVIEWED),
    )
    for found in EvaluationRound.objects.running().annotate(unsent=unsent).order_by("year"):
        yield Task(
            state=found.get_status_display(),
            css="sent",
            title=f"Vòng đánh giá năm {found.year}",
            text=f"Còn {found.unsent} bản tự kiểm điểm chưa gửi." if found.unsent else "",
            action="Xem tiến độ",
            url=found.get_absolute_url(),
            due="" if found.status == RoundStatus.PUBLISHED else due_words(found.cell_due_on),
        )
