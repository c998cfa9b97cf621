"""A session of this morning in the cast's cell, with a roll: 3 official members came, 1 is away."""

from typing import Any

import pytest

from cells.models import Session
from tests.factories import AgendaItemFactory, AttendanceFactory, SessionFactory, moment


@pytest.fixture
def session(cast) -> Session:
    return make_session(cast)


def make_session(cast: Any, *, roll: bool = True, **fields: Any) -> Session:
    session = SessionFactory(
        **{
            "cell": cast.cell,
            "chair": cast.members["secretary"],
            "minute_taker": cast.members["member"],
            "starts_at": moment(2014, 3, 20, 7),
            **fields,
        }
    )
    AgendaItemFactory(session=session, position=1, title="Nói đi đôi với làm")
    if roll:
        call_the_roll(cast, session)
    return Session.objects.select_related("cell").get(pk=session.pk)


def call_the_roll(cast: Any, session: Session) -> None:
    for role in ("secretary", "deputy", "member"):
        AttendanceFactory(session=session, member=cast.members[role])
    away = {"state": "excused", "reason": "mission"}
    AttendanceFactory(session=session, member=cast.members["cell committee"], **away)
    AttendanceFactory(session=session, member=cast.members["colleague"], category="probationary")


@pytest.fixture
def item(session):
    return session.items.get()
