import pytest

from cells.session.absence.services import request_absence
from tests.factories import SessionFactory, moment


@pytest.fixture
def session(cast):
    people = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    return SessionFactory(cell=cast.cell, starts_at=moment(2014, 4, 3, 14), **people)


@pytest.fixture
def ask(cast, session):
    """``ask("member")`` wants to be away."""

    def asking(role, reason="mission", note="đi Hà Giang"):
        return request_absence(
            session, member=cast.members[role], reason=reason, note=note, by=cast.user(role)
        )

    return asking
