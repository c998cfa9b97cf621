"""Evaluations as their lists and counts narrow them, those of people and of cells alike."""

from typing import Self

from django.db.models import Q, QuerySet

from reports.evaluation.choices import (
    NOT_RATED,
    NOT_REVIEWED,
    RESULT,
    WEIGHED,
    WRITING,
    Case,
    EvaluationStatus,
)

IS_REVIEWED = ~Q(case__in=NOT_REVIEWED)
IS_RATED = ~Q(case__in=NOT_RATED)
# What keeps a round from being closed; the postponed are rated later
IS_MISSING = (
    IS_REVIEWED
    & ~Q(case=Case.POSTPONED)
    & (Q(status__in=WRITING) | (IS_RATED & ~Q(status=EvaluationStatus.PUBLISHED)))
)


class EvaluationQuerySet(QuerySet):
    def of_year(self, year: int) -> Self:
        return self.filter(round__year=year)

    def rated(self) -> Self:
        return self.filter(IS_RATED)

    def reviewed(self) -> Self:
        return self.filter(IS_REVIEWED)

    def awaiting_vote(self) -> Self:
        """Sent, and the cell proposes a level next; nobody rates who is new."""
        return self.filter(IS_RATED, status=EvaluationStatus.SUBMITTED)

    def unproposed(self) -> Self:
        """Whose level the cell has still to propose, also before they have written."""
        return self.undecided().exclude(status__in=WEIGHED)

    def not_sent(self) -> Self:
        """The self-review is still with who writes it."""
        return self.filter(IS_REVIEWED, status__in=WRITING)

    def undecided(self) -> Self:
        """What keeps a round from being published."""
        return self.filter(IS_RATED).exclude(case=Case.POSTPONED).exclude(status__in=RESULT)

    def missing(self) -> Self:
        return self.filter(IS_MISSING)
