"""The round of 2013 in the cast's cell and its neighbour: papers in every state."""

from dataclasses import dataclass

import pytest

from reports.evaluation.self_review.models import MemberEvaluationPart
from reports.models import CellEvaluation, EvaluationRound, MemberEvaluation, RatingLevel
from tests.conftest import Cast
from tests.factories import CellEvaluationFactory, EvaluationRoundFactory, MemberEvaluationFactory

ROLES = ["member", "colleague", "secretary", "deputy", "cell committee"]
VOTES = {"XS": 1, "HTT": 6, "HT": 1, "KHT": 0}


@dataclass
class Rating:
    round: EvaluationRound
    people: dict[str, MemberEvaluation]
    cell: CellEvaluation
    cast: Cast

    def level(self, code: str, subject: str = "member") -> RatingLevel:
        return self.round.scheme.levels.get(subject=subject, code=code)


def add_ballot(evaluation, votes=None):
    evaluation.votes = votes or VOTES
    valid = sum(evaluation.votes.values())
    evaluation.ballots_entitled = evaluation.ballots_issued = valid + 2
    evaluation.ballots_returned, evaluation.ballots_valid = valid + 1, valid
    evaluation.save()


def rating_at(cast, status: str) -> Rating:
    """Everybody of the cell stands there, with a self-review and a ballot where that is past."""
    found = EvaluationRoundFactory(year=2013)
    people = {
        role: MemberEvaluationFactory(
            round=found, member=cast.members[role], cell=cast.cell, at=status
        )
        for role in ROLES
    }
    cell = CellEvaluationFactory(round=found, cell=cast.cell, at=status)
    for evaluation in [*people.values(), cell]:
        if evaluation.proposed_level:
            add_ballot(evaluation)
    return Rating(round=found, people=people, cell=cell, cast=cast)


def write(evaluation, key, text, grade=""):
    MemberEvaluationPart.objects.create(evaluation=evaluation, key=key, text=text, grade=grade)


@pytest.fixture
def rating(cast):
    """``rating("proposed")``"""
    return lambda status: rating_at(cast, status)
