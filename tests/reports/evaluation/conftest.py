"""A round of 2013 opened on 2 December of that year, with everybody of the cast in it."""

from datetime import date, datetime

import pytest

from cells import clock
from reports.evaluation.round.services import open_round
from reports.evaluation.self_review.services import (
    PartInput,
    SelfReview,
    save_self_review,
    submit_self_review,
)
from reports.evaluation.services import Ballot
from tests.factories import RatingSchemeFactory

DECEMBER = datetime(2013, 12, 2, 9)
NOTE = "Hướng dẫn số 12-HD/ĐUCQ"


@pytest.fixture
def in_december():
    with clock.at(DECEMBER):
        yield


@pytest.fixture
def found(cast, in_december):
    return open_round(
        2013,
        scheme=RatingSchemeFactory(),
        self_due_on=date(2013, 12, 10),
        cell_due_on=date(2013, 12, 20),
        note=NOTE,
        by=cast.users["staff"],
    )


def level_of(found, code="HTT", subject="member"):
    return found.scheme.levels.get(subject=subject, code=code)


def review_of(evaluation, **changes):
    """All that sending asks for, in the fewest words."""
    keys = ["conduct", "duties", "leading", "drive", "example", "results"]
    parts = {key: PartInput(text="Làm đúng việc được giao.", grade="good") for key in keys}
    level = level_of(evaluation.round, subject=evaluation.SUBJECT)
    return SelfReview(**{"parts": parts, "level": level, **changes})


def send(evaluation, by):
    save_self_review(evaluation, review_of(evaluation), version=evaluation.version, by=by)
    submit_self_review(evaluation, by=by)


def ballot(**votes):
    cast_votes = sum(votes.values())
    return Ballot(entitled=6, issued=6, returned=cast_votes, valid=cast_votes, votes=votes)
