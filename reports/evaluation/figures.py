"""How a round stands: people and cells by status, and how full the capped levels are."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from cells.audit import AuditEntry
from cells.models import IssuedDocument
from reports.evaluation.choices import RESULT, WEIGHED, WRITING, Case, EvaluationStatus
from reports.evaluation.models import (
    Evaluation,
    EvaluationRound,
)
from reports.evaluation.querysets import IS_MISSING, IS_RATED, IS_REVIEWED, EvaluationQuerySet
from reports.evaluation.quota import Quota
from reports.evaluation.scheme.models import RatingLevel, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Rows of one cell, or of the committee; ``unsent`` to ``published`` are of the reviewed."""

    total: int = 0
    reviewed: int = 0
    rated: int = 0
    unsent: int = 0
    submitted: int = 0
    proposed: int = 0
    appraised: int = 0
    decided: int = 0
    published: int = 0
    postponed: int = 0
    missing: int = 0

    @property
    def sent(self) -> int:
        return self.reviewed - self.unsent


def progress_counts() -> dict[str, Count]:
    """The columns of ``Progress`` as conditional counts, for ``aggregate`` and ``annotate``."""
    status = EvaluationStatus
    conditions = {
        "reviewed": IS_REVIEWED,
        "rated": IS_RATED,
        "unsent": IS_REVIEWED & Q(status__in=WRITING),
        "submitted": IS_RATED & Q(status=status.SUBMITTED),
        "proposed": Q(status=status.PROPOSED),
        "appraised": Q(status=status.APPRAISED),
        "decided": Q(status=status.DECIDED),
        "published": Q(status=status.PUBLISHED),
        "postponed": Q(case=Case.POSTPONED),
        "missing": IS_MISSING,
    }
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return {"total": Count("pk"), **counts}


def progress(rows: EvaluationQuerySet) -> Progress:
    return Progress(**rows.order_by().aggregate(**progress_counts()))


def progress_by_cell(rows: EvaluationQuerySet) -> dict[int, Progress]:
    """One query, however many cells."""
    found = rows.order_by().values("cell").annotate(**progress_counts())
    return {row.pop("cell"): Progress(**row) for row in found}


# ---- levels

# The newest judgement of a paper, by key of its level. Nothing while the cell is still to vote,
# also once more; who was put off counts only when it is decided.
LAST_WORD = Choose(
    When(
        Q(status__in=RESULT) | (Q(status__in=WEIGHED) & ~Q(case=Case.POSTPONED)),
        then=Coalesce("decided_level", "appraised_level", "proposed_level"),
    )
)
# What the cell has voted on, for who may know no more, of the same people
PROPOSED_WORD = Choose(
    When(Q(status__in=WEIGHED) & ~Q(case=Case.POSTPONED), then=F("proposed_level"))
)


def levels_of(evaluation: Evaluation) -> list[RatingLevel]:
    """The levels of the round's scheme for this kind of paper, the best first."""
    ranked: list[RatingLevel] = evaluation.round.scheme.ranked(evaluation.SUBJECT)
    return ranked


def open_levels(evaluation: Evaluation) -> list[RatingLevel]:
    return levels_for(evaluation.case, levels_of(evaluation))


def levels_for(case: str, levels: list[RatingLevel]) -> list[RatingLevel]:
    """Those that a case allows: after a long absence the two best may be closed."""
    if case == Case.ABSENT_CAPPED:
        return [level for level in levels if not level.is_exemplary][2:]
    return levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A capped level with the numbers as they stand, under both readings of its base."""

    level_id: int
    name: str
    top: int
    below: int
    quota: Quota

    @property
    def most(self) -> int:
        return self.quota.most(top=self.top, below=self.below)

    @property
    def most_otherwise(self) -> int:
        return self.quota.other_reading().most(top=self.top, below=self.below)

    @property
    def room_left(self) -> int:
        return self.quota.room_left(top=self.top, below=self.below)

    @property
    def excess(self) -> int:
        return self.quota.excess(top=self.top, below=self.below)


def level_counts(rows: EvaluationQuerySet, said: Choose = LAST_WORD) -> Counter[int]:
    """How many stand at each level by its key, by the last word said of each."""
    found = rows.rated().order_by().values(said=said).annotate(how_many=Count("pk"))
    return Counter({row["said"]: row["how_many"] for row in found if row["said"]})


def caps_of(levels: list[RatingLevel], counts: Counter[int]) -> list[Cap]:
    """``levels``: of one subject, the best first; a cap looks at the level right below."""
    return [
        Cap(
            level_id=level.pk,
            name=level.name,
            top=counts[level.pk],
            below=counts[below.pk],
            quota=quota,
        )
        for level, below in pairwise(levels)
        if (quota := level.quota)
    ]


def papers_of(found: EvaluationRound, subject: str) -> Any:
    rows = found.member_evaluations if subject == Subject.MEMBER else found.cell_evaluations
    return rows.all()


def caps_of_round(found: EvaluationRound, subject: str) -> list[Cap]:
    return caps_of(found.scheme.ranked(subject), level_counts(papers_of(found, subject)))


def passes_a_cap(found: EvaluationRound, subject: str) -> bool:
    """Whether reasons print: they are kept as typed, and once every cap holds nobody is above."""
    return any(cap.excess for cap in caps_of_round(found, subject))


# ---- what a published level rests on


def decision_on(evaluation: Evaluation) -> IssuedDocument | None:
    """The signed decision on whose list this level stands; not where it was decided later."""
    document = evaluation.round.documents.first()
    decided_at = evaluation.decided_at
    is_listed = document and decided_at is not None and decided_at <= document.issued_at
    return document if is_listed else None


def amendments_of(evaluation: Evaluation) -> QuerySet[AuditEntry]:
    """Numbered, each with its levels and its reason in words; the oldest first."""
    return AuditEntry.objects.of(evaluation).filter(verb="amend")
