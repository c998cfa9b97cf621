"""Cards of the yearly rating: one's own self-review, what waits in a cell, the round as a whole."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse

from cells.member.judging import judged_by
from cells.models import User
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


def self_reviews_to_hear(user: User) -> Iterator[Task]:
    """Sent ones that wait for the cell's meeting, a card a year and cell."""
    waiting = MemberEvaluation.objects.filter(
        judged_by(user), STILL_OPEN, status=EvaluationStatus.SUBMITTED
    ).exclude(case__in=NOT_RATED)
    rows = waiting.values("cell", year=F("round__year"), name=F("cell__name"))
    for row in rows.annotate(how_many=Count("pk")).order_by("year", "cell__code"):
        query = {"year": row["year"], "cell": row["cell"], "state": "submitted"}
        yield Task(
            state="Chờ đề xuất",
            css="sent",
            title=f"{row['how_many']} bản tự kiểm điểm năm {row['year']}",
            text=row["name"],
            action="Xem các bản đã gửi",
            url=queue("evaluation-list", **query),
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
