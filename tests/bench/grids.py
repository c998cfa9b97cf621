"""The grids of the yearly rating, where a page holds as many rows however many people are rated."""

from collections.abc import Callable, Iterator

from django.db.models import F, Q
from django.urls import reverse

from cells import clock
from reports.evaluation.models import CellEvaluation, EvaluationRound
from reports.evaluation.scheme.models import Subject
from tests.bench.figures import Figure
from tests.bench.ground import Ground
from tests.bench.jobs import round_with
from tests.bench.pages import measure_page


def of_round(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[EvaluationRound.objects.get().pk])


def own_sheet() -> str:
    """Where the secretary's cell counts its votes."""
    sheet = CellEvaluation.objects.get(cell__memberships__member__user__username="bithu")
    return reverse("cell-evaluation-count", args=[sheet.pk])


GRIDS: list[tuple[str, str, Callable[[], str]]] = [
    ("secretary", "votes of the cell", own_sheet),
    ("staff", "round", of_round("round")),
    ("staff", "appraisals", of_round("round-evaluation-appraisals")),
    ("staff", "cells side by side", of_round("round-compare")),
    ("leader", "decisions", of_round("round-evaluation-decisions")),
]


def measure(small: Ground, large: Ground, rounds: int) -> Iterator[Figure]:
    for ground in (small, large):
        ground.enter()
        judge(round_with(ground, ground.members))
        ground.analyse()
    for role, name, address in GRIDS:
        yield from measure_page(f"grid, {role}: {name}", role, address, small, large, rounds)


def judge(found: EvaluationRound) -> None:
    """Of those who sent their paper a third each waits for the cell, for staff, for the leaders."""
    level = found.scheme.ranked(Subject.MEMBER)[1]
    now = clock.now()
    sent = found.member_evaluations.filter(status="submitted").annotate(turn=F("pk") % 3)
    said = {"proposed_level": level, "proposed_at": now}
    own = Q(cell__memberships__member__user__username="bithu")
    sent.exclude(own).filter(turn=1).update(status="proposed", **said)
    sent.exclude(own).filter(turn=2).update(
        status="appraised", **said, appraised_level=level, appraised_at=now
    )
