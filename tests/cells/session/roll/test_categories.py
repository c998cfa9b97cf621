"""As whom people stand on the roll: by their dates, stays and standing on that day."""

from datetime import date

import pytest

from cells.models import Cell
from cells.session.roll import proposal
from cells.session.roll.proposal import roll_of_day
from cells.session.roll.services import open_roll
from tests.cells.session.roll.conftest import session_of
from tests.factories import CellFactory, MembershipFactory, SessionFactory, StandingFactory

pytestmark = pytest.mark.django_db
THE_DAY, DAY_AFTER = date(2014, 3, 5), date(2014, 3, 6)


@pytest.mark.parametrize(
    ("person", "category"),
    [
        ({}, "official"),
        ({"official_on": THE_DAY}, "official"),
        ({"official_on": DAY_AFTER}, "probationary"),
        ({"official_on": None}, "probationary"),
        ({"official_on": None, "admitted_on": None}, "probationary"),
    ],
)
def test_dates_say_official_or_probationary(joins, line, person, category):
    found = line(joins("Lâm Thị Xa", person))
    assert (found.category, found.state) == (category, "present")


def test_who_is_admitted_later_does_not_stand_there_yet(joins, session):
    later = joins("Lâm Thị Xa", {"admitted_on": DAY_AFTER, "official_on": None})
    open_roll(session, session.cell)
    assert not session.attendances.filter(member=later).exists()


@pytest.mark.parametrize("kind", ["exempt", "suspended"])
def test_a_standing_of_that_day_is_asked_for_nothing(joins, line, kind):
    person = joins("Lâm Thị Xa")
    StandingFactory(member=person, kind=kind, since=THE_DAY, until=THE_DAY)
    assert (line(person).category, line(person).state) == (kind, "")


def test_a_standing_that_has_ended_says_nothing(joins, line):
    person = joins("Lâm Thị Xa")
    StandingFactory(member=person, since=date(2013, 1, 1), until=date(2014, 3, 4))
    assert line(person).category == "official"


def test_a_guest_stands_apart_here_and_is_away_at_home(cast, joins, session):
    person = joins("Lâm Thị Xa")
    MembershipFactory(member=person, cell=cast.other_cell, is_temporary=True)
    there = SessionFactory(cell=cast.other_cell)
    open_roll(session, cast.cell)
    open_roll(there, cast.other_cell)
    lines = person.attendances.order_by("session__pk").values_list("category", "state")
    assert list(lines) == [("away", ""), ("temporary", "present")]


def test_an_exempt_guest_is_exempt(cast, joins, line):
    person = joins("Lâm Thị Xa", is_temporary=True)
    MembershipFactory(member=person, cell=cast.other_cell)
    StandingFactory(member=person)
    assert line(person).category == "exempt"


@pytest.mark.parametrize(
    "values", [{"since": DAY_AFTER}, {"until": date(2014, 3, 4)}, {"cell": "another"}]
)
def test_who_was_not_of_the_cell_that_day_is_not_on_the_roll(joins, session, values):
    if "cell" in values:
        values = {"cell": CellFactory()}
    person = joins("Lâm Thị Xa", **values)
    open_roll(session, session.cell)
    assert not session.attendances.filter(member=person).exists()


def test_who_left_after_the_session_was_there(cast, session, line):
    former = cast.users["yesterday's secretary"].member
    assert line(former).category == "official"


@pytest.mark.parametrize("kind", ["youth", "union"])
def test_a_union_or_youth_cell_knows_no_standing_of_the_party(cast, joins, kind):
    person = joins("Lâm Thị Xa")
    StandingFactory(member=person, kind="suspended")
    young = CellFactory(kind=kind, name="Chi đoàn cơ quan")
    MembershipFactory(member=person, cell=young)
    session = SessionFactory(cell=young)
    open_roll(session, young)
    assert session.attendances.get().category == "youth"


def test_with_two_cells_in_one_session_a_person_stands_where_they_count(cast, joint, joins):
    person = joins("Lâm Thị Xa")
    MembershipFactory(member=person, cell=cast.other_cell, is_temporary=True)
    [found] = [each for each in roll_of_day(joint) if each.member == person]
    assert (found.cell, found.category) == (cast.other_cell, "temporary")


def test_the_host_goes_first_where_a_person_counts_twice(cast, joins):
    person = joins("Lâm Thị Xa")
    young = CellFactory(kind="youth", name="Chi đoàn cơ quan", code="A")
    MembershipFactory(member=person, cell=young)
    session = session_of(cast)
    session.partners.create(cell=young)
    for cell in (young, cast.cell):
        open_roll(session, Cell.objects.get(pk=cell.pk))
    assert session.attendances.get(member=person).cell == cast.cell


def test_accepted_absences_are_filled_in(cast, session):
    member, colleague = cast.members["member"], cast.members["colleague"]
    open_roll(session, cast.cell, excused={member.pk: ("mission", "Lào Cai")})
    found = session.attendances.get(member=member)
    assert (found.state, found.reason, found.reason_note) == ("excused", "mission", "Lào Cai")
    assert session.attendances.get(member=colleague).state == "present"


def test_whoever_knows_of_absences_adds_itself(cast, session, monkeypatch):
    member = cast.members["member"]
    monkeypatch.setattr(proposal, "EXCUSES", [lambda _session: {member.pk: ("leave", "")}])
    open_roll(session, cast.cell)
    assert session.attendances.get(member=member).reason == "leave"
