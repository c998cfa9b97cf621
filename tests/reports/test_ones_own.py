"""Nobody proposes or decides on their own class or commendation: every verb, asked by everybody who
may use it on somebody else's."""

import pytest

from cells.scope import permission
from tests.factories import (
    CellEvaluationFactory,
    CellFactory,
    CommendationFactory,
    CommitteePostFactory,
    EvaluationRoundFactory,
    MemberEvaluationFactory,
)

OFFICERS = ("secretary", "deputy", "cell committee")
OF_A_CLASS = [
    *[(verb, role) for verb in ("comment", "return", "propose") for role in OFFICERS],
    *[(verb, "staff") for verb in ("classify", "reconsider", "appraise")],
    *[(verb, "leader") for verb in ("decide", "amend")],
]
OF_A_PRAISE = [
    *[(verb, role) for verb in ("propose", "decline") for role in (*OFFICERS, "staff")],
    ("grant", "secretary"),
    ("gather", "staff"),
    ("release", "staff"),
    ("refuse", "leader"),
    ("award", "leader"),
]


def class_of(member, cell):
    return MemberEvaluationFactory(round=EvaluationRoundFactory(), member=member, cell=cell)


def praise_of(member, cell, verb):
    form = "bieu-duong-chi-bo" if verb == "grant" else "giay-khen"
    return CommendationFactory(member=member, cell=cell, form__code=form)


def may(cast, role, verb, paper):
    return cast.user(role).has_perm(permission(verb, paper), paper)


@pytest.mark.parametrize(("verb", "role"), OF_A_CLASS)
def test_nobody_takes_a_step_on_their_own_class(cast, verb, role):
    own = class_of(cast.members[role], cast.cell)
    other = class_of(cast.members["colleague"], cast.cell)
    assert (may(cast, role, verb, other), may(cast, role, verb, own)) == (True, False)


@pytest.mark.parametrize("verb", ["comment", "return", "propose"])
def test_staff_who_stand_in_for_a_cell_without_officers_leave_their_own_out(cast, verb):
    cell = CellFactory()
    own, other = (class_of(cast.members[role], cell) for role in ("staff", "colleague"))
    assert (may(cast, "staff", verb, other), may(cast, "staff", verb, own)) == (True, False)


@pytest.mark.parametrize("verb", ["decide", "amend"])
def test_whoever_leads_the_committee_never_decides_on_themselves_not_even_as_staff(cast, verb):
    cast.members["leader"].posts.update(title="secretary")
    own = class_of(cast.members["leader"], cast.other_cell)
    assert (may(cast, "staff", verb, own), may(cast, "leader", verb, own)) == (True, False)
    CommitteePostFactory(member=cast.members["leader"], body="task_force", title="member")
    assert not may(cast, "leader", verb, own)


@pytest.mark.parametrize("verb", ["decide", "amend"])
def test_a_leader_who_is_an_officer_of_a_cell_leaves_its_class_to_others(cast, verb):
    found = EvaluationRoundFactory()
    cast.members["leader"].memberships.update(cell=cast.other_cell, office="deputy_secretary")
    own, other = (
        CellEvaluationFactory(round=found, cell=cell) for cell in (cast.other_cell, cast.cell)
    )
    assert (may(cast, "leader", verb, other), may(cast, "leader", verb, own)) == (True, False)


@pytest.mark.parametrize(("verb", "role"), OF_A_PRAISE)
def test_nobody_takes_a_step_on_their_own_commendation(cast, verb, role):
    own = praise_of(cast.members[role], cast.cell, verb)
    other = praise_of(cast.members["colleague"], cast.cell, verb)
    assert (may(cast, role, verb, other), may(cast, role, verb, own)) == (True, False)
