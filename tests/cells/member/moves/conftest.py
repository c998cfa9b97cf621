"""The member of the cast on the way from the cast's cell to the other; today is 20 March 2014."""

from datetime import date

import pytest

from cells.audit import AuditEntry
from cells.member.moves.services import propose_transfer
from cells.models import Membership
from tests.factories import CellFactory

TODAY, YESTERDAY = date(2014, 3, 20), date(2014, 3, 19)
TOMORROW = date(2014, 3, 21)


@pytest.fixture
def member(cast):
    return cast.members["member"]


@pytest.fixture
def staff(cast):
    return cast.user("staff")


@pytest.fixture
def youth(cast):
    return CellFactory(code="CD", kind="youth", name="Chi đoàn cơ quan")


@pytest.fixture
def transfer(cast, member, staff):
    return propose_transfer(
        member, from_cell=cast.cell, to_cell=cast.other_cell, intended_on=TODAY, by=staff
    )


def rows_of(member) -> list[tuple]:
    """Every membership of a person: which cell, office, days, as a guest, why it ended."""
    rows = Membership.objects.filter(member=member).order_by("since", "pk")
    return [
        (row.cell.code, row.office, row.since, row.until, row.is_temporary, row.end_reason)
        for row in rows.select_related("cell")
    ]


def steps_of(thing) -> list[tuple[str, str]]:
    return list(AuditEntry.objects.of(thing).values_list("verb", "note"))
