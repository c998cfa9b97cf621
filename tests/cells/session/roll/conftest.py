"""A regular session of the cast's cell on 5 March 2014, and its people."""

from collections.abc import Callable
from typing import Any

import pytest

from cells.models import Attendance, Member, Session, SessionPartner
from cells.session.roll.services import open_roll
from tests.factories import MemberFactory, MembershipFactory, SessionFactory


def session_of(cast: Any, **values: Any) -> Session:
    officers = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    return SessionFactory(cell=cast.cell, **officers, **values)


@pytest.fixture
def session(cast) -> Session:
    """Seven stand on its roll: five of today's cast, and the secretary of those days."""
    return session_of(cast)


@pytest.fixture
def joint(cast) -> Session:
    """With the neighbour cell."""
    made = session_of(cast, form="joint")
    SessionPartner.objects.create(session=made, cell=cast.other_cell)
    return made


@pytest.fixture
def joins(cast) -> Callable[..., Member]:
    """``joins("Lâm Thị Xa")`` lives in the cast's cell; values are those of the membership."""

    def join(name: str, person: dict[str, Any] | None = None, **values: Any) -> Member:
        member = MemberFactory(full_name=name, **(person or {}))
        MembershipFactory(**{"member": member, "cell": cast.cell, **values})
        return member

    return join


@pytest.fixture
def line(session) -> Callable[[Member], Attendance]:
    """Where somebody stands on the roll once it is open."""

    def find(member: Member) -> Attendance:
        open_roll(session, session.cell)
        return session.attendances.get(member=member)

    return find
