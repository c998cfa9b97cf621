"""Into a cell: new people, people who come back, and who may be stored already."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cells.member.moves import joining
from cells.member.moves.joining import (
    foresee_joining,
    holder_of,
    join_cell,
    namesakes_of,
    return_to_cell,
)
from cells.member.moves.leaving import leave_cell
from cells.models import Member, Membership
from cells.workflow import Clash
from tests.cells.member.moves.conftest import TODAY, TOMORROW, YESTERDAY, rows_of, steps_of
from tests.factories import CellFactory, MemberFactory

pytestmark = pytest.mark.django_db
ADMITTED = date(2013, 5, 19)


def newcomer(**values):
    return Member(**{"full_name": "Đào Duy Từ", "admitted_on": ADMITTED, **values})


def test_somebody_new_is_stored_with_a_membership_and_a_line_in_the_trail(cast, staff):
    who = join_cell(newcomer(card_number="03.099 999"), cell=cast.cell, since=TODAY, by=staff)
    who.refresh_from_db()
    assert who.card_number == "03099999"
    assert rows_of(who) == [("CSD", "", TODAY, None, False, "")]
    assert steps_of(who) == [("join", "Chi bộ Vụ Cơ sở đảng, từ ngày 20/03/2014")]


def test_an_office_may_be_taken_up_at_once(cast, staff):
    cell = CellFactory(code="MOI")
    who = join_cell(newcomer(), cell=cell, since=TODAY, office="secretary", by=staff)
    assert rows_of(who) == [("MOI", "secretary", TODAY, None, False, "")]


@pytest.mark.parametrize(
    ("values", "person", "field", "sentence"),
    [
        ({"since": TOMORROW}, {}, "since", "còn ở phía trước"),
        ({"since": date(2013, 5, 18)}, {}, "since", "Trước ngày vào Đảng (19/05/2013)"),
        ({}, {"admitted_on": None}, "admitted_on", "Ghi ngày vào Đảng"),
        ({"office": "secretary"}, {}, "office", "đã có bí thư từ 01/01/2010 đến nay"),
        ({"cell": "closed"}, {}, "cell", "không còn hoạt động"),
        ({}, {"card_number": "taken"}, "__all__", "Số thẻ này đã có"),
    ],
)
def test_a_joining_that_cannot_be(cast, staff, values, person, field, sentence):
    closed = CellFactory(closed_on=YESTERDAY)
    values = {"cell": cast.cell, "since": TODAY, **values}
    values["cell"] = closed if values["cell"] == "closed" else values["cell"]
    if "card_number" in person:
        person = {"card_number": cast.members["member"].card_number}
    before = Member.objects.count()
    with pytest.raises(ValidationError) as refusal:
        join_cell(newcomer(**person), **values, by=staff)
    assert sentence in refusal.value.message_dict[field][0]
    assert Member.objects.count() == before


def test_a_youth_branch_takes_people_who_are_no_party_members(cast, staff, youth):
    who = join_cell(newcomer(admitted_on=None), cell=youth, since=TODAY, by=staff)
    assert Membership.objects.get(member=who).kind == "youth"


def test_namesakes_share_a_name_however_it_is_written(cast):
    twin = MemberFactory(full_name="Trần Thị Hòa")
    assert namesakes_of("TRẦN THỊ HOÀ") == [twin]
    assert namesakes_of("Trần Thị Hoa") == []


def test_a_card_has_one_holder_however_it_is_written(cast):
    holder = MemberFactory(card_number="03055555")
    assert holder_of("03.055 555") == holder
    assert holder_of("") is None


def test_a_namesake_added_meanwhile_is_shown_before_anything_is_written(cast, staff):
    values = {"cell": cast.cell, "since": TODAY, "office": ""}
    agreed = foresee_joining(newcomer(), **values).fingerprint
    MemberFactory(full_name="Đào Duy Từ")
    with pytest.raises(Clash):
        join_cell(newcomer(), **values, by=staff, agreed=agreed)
    assert Member.objects.filter(full_name="Đào Duy Từ").count() == 1


def test_who_left_comes_back_as_the_same_person(cast, member, staff):
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason="moved_away", by=staff)
    return_to_cell(member, cell=cast.other_cell, since=TODAY, by=staff)
    assert rows_of(member)[-1] == ("DV", "", TODAY, None, False, "")
    assert [verb for verb, _ in steps_of(member)] == ["leave", "join"]


def test_nobody_comes_back_before_they_left_or_to_two_cells(cast, member, staff):
    with pytest.raises(ValidationError, match="đã sinh hoạt ở một nơi từ 01/01/2010 đến nay"):
        return_to_cell(member, cell=cast.other_cell, since=TODAY, by=staff)
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason="moved_away", by=staff)
    with pytest.raises(ValidationError, match="từ 01/01/2010 đến 19/03/2014"):
        return_to_cell(member, cell=cast.other_cell, since=YESTERDAY, by=staff)


def test_a_youth_branch_member_enters_a_party_cell_beside_it(cast, staff, youth):
    who = join_cell(newcomer(), cell=youth, since=YESTERDAY, by=staff)
    return_to_cell(who, cell=cast.cell, since=TODAY, by=staff)
    assert {row[0] for row in rows_of(who)} == {"CD", "CSD"}


def test_an_office_taken_at_this_moment_on_another_page_is_a_sentence(cast, staff, monkeypatch):
    """Joinings take turns among themselves; here another page is faster than the constraint."""

    def taken(*_args, **_kwargs):
        raise IntegrityError("cell_has_one_secretary")

    monkeypatch.setattr(joining, "enter", taken)
    with pytest.raises(ValidationError, match="Người khác vừa ghi cùng lúc"):
        join_cell(newcomer(), cell=cast.cell, since=TODAY, by=staff)
    assert not Member.objects.filter(full_name="Đào Duy Từ").exists()
