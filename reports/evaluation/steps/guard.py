"""What people, or cells, lack for the level that is said of them: a warning beside it.

The rule stands in ``reports.evaluation.conditions``; here its figures are gathered for all papers
of a page at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Q

from cells import clock
from cells.models import SessionTask, User
from cells.session.choices import TaskState
from reports.evaluation.choices import WRITING, EvaluationStatus
from reports.evaluation.conditions import Asked, Share, Shown, lacking
from reports.evaluation.evidence.of_member import tasks_due
from reports.evaluation.figures import LAST_WORD, PROPOSED_WORD, levels_of
from reports.evaluation.models import EvaluationRound
from reports.evaluation.scheme.models import RatingLevel, Subject
from reports.evaluation.self_review.parts import DUTIES
from reports.evaluation.steps.figures import levels_by_cell, others_of

# Whose points go with a level; leaders give none of their own
POINTS = {
    "self_level": "self_points",
    "proposed_level": "proposed_points",
    "appraised_level": "appraised_points",
    "decided_level": "appraised_points",
}
GOOD, DONE = 2, 3  # so many of the best levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What keeps somebody from a level, by the letter of the scheme."""

    level: str
    missing: list[str]


class Guard:
    """``papers``: of one round and one kind; ``foresees``: the reader may know what is prepared.

    A fixed number of questions, and none under a scheme whose levels ask for nothing."""

    def __init__(
        self,
        found: EvaluationRound,
        papers: Iterable[Any],
        levels: list[RatingLevel],
        *,
        reader: User,
        foresees: bool,
    ):
        self.asked = {level.pk: level.asked for level in levels}
        asks = any(asked != Asked() for asked in self.asked.values())
        weighed = [paper for paper in papers if is_weighed(paper)] if asks else []
        self.shown = shown_of(weighed, found, reader, foresees) if weighed else {}

    def lack(self, paper: Any, *names: str) -> Lack | None:
        """Of the first level that is said among ``names``."""
        for name in names:
            if level := getattr(paper, name):
                return self.lack_at(paper, level, getattr(paper, POINTS[name]))
        return None

    def lack_at(self, paper: Any, level: RatingLevel, points: Any) -> Lack | None:
        if paper.pk not in self.shown:
            return None
        shown = replace(self.shown[paper.pk], points=points)
        missing = lacking(self.asked[level.pk], shown)
        return Lack(level=level.name, missing=missing) if missing else None


def lack_of(evaluation: Any, *, reader: User, foresees: bool) -> Lack | None:
    """Of the last word said that its reader may know."""
    later = ("decided_level", "appraised_level") if foresees else ()
    levels = levels_of(evaluation)
    guard = Guard(evaluation.round, [evaluation], levels, reader=reader, foresees=foresees)
    return guard.lack(evaluation, *later, "proposed_level")


def is_weighed(paper: Any) -> bool:
    """What is still written is the writer's own; what is published stands still."""
    return paper.status not in WRITING and paper.status != EvaluationStatus.PUBLISHED


def shown_of(
    papers: list[Any], found: EvaluationRound, reader: User, foresees: bool
) -> dict[int, Shown]:
    is_people = papers[0].SUBJECT == Subject.MEMBER
    owner = "member_id" if is_people else "cell_id"
    tasks = tasks_of([getattr(paper, owner) for paper in papers], found, by=owner)
    grades = grades_of(papers)
    good, done = ({}, {}) if is_people else people_of(found, reader, foresees)
    return {
        paper.pk: Shown(
            tasks=tasks.get(getattr(paper, owner), Share()),
            employer=getattr(paper, "employer_rating", ""),
            duty_grade=grades[paper.pk].get(DUTIES, ""),
            grades=tuple(grade for key, grade in grades[paper.pk].items() if key != DUTIES),
            good=good.get(paper.cell_id, Share()),
            done=done.get(paper.cell_id, Share()),
        )
        for paper in papers
    }


def tasks_of(keys: list[int], found: EvaluationRound, *, by: str) -> dict[int, Share]:
    """Of the year's tasks, those whose day has come or that are done: how many were in time."""
    column = "owner" if by == "member_id" else "cell"
    done = Q(state=TaskState.DONE)
    overdue = Q(state=TaskState.OPEN, due_on__lt=clock.today())
    due = tasks_due(SessionTask.objects.filter(**{f"{column}__in": keys}), found.year)
    rows = due.order_by().values(column)
    counted = rows.annotate(
        part=Count("pk", filter=done & Q(finished_on__lte=F("due_on"))),
        whole=Count("pk", filter=done | overdue),
    )
    return {row[column]: Share(part=row["part"], whole=row["whole"]) for row in counted}


def grades_of(papers: list[Any]) -> dict[int, dict[str, str]]:
    parts: Any = type(papers[0])._meta.get_field("parts").related_model
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = parts.objects.filter(evaluation__in=papers).exclude(grade="")
    for paper, key, grade in rows.values_list("evaluation", "key", "grade"):
        found[paper][key] = grade
    return found


def people_of(
    found: EvaluationRound, reader: User, foresees: bool
) -> tuple[dict[int, Share], dict[int, Share]]:
    """By cell, of its people who have a level: how many stand at the two best, at the three.
    As in the caps, an officer's own level is not to be had from a sum."""
    levels = found.scheme.ranked(Subject.MEMBER)
    people, is_partial = found.member_evaluations.all(), not reader.rights.bodies
    if is_partial:
        people = others_of(reader, people)
    by_cell = levels_by_cell(people, LAST_WORD if foresees else PROPOSED_WORD)
    return (
        at_best(levels, by_cell, GOOD, is_partial=is_partial),
        at_best(levels, by_cell, DONE, is_partial=is_partial),
    )


def at_best(
    levels: list[RatingLevel],
    by_cell: dict[int, Counter[int | None]],
    how_many: int,
    *,
    is_partial: bool,
) -> dict[int, Share]:
    whole = [level.pk for level in levels if not level.is_exemplary]
    best = {level.pk for level in levels} - set(whole[how_many:])
    return {
        cell: Share(
            part=sum(counts[key] for key in best),
            whole=counts.total() - counts[None],
            is_partial=is_partial,
        )
        for cell, counts in by_cell.items()
    }
