import pytest

from cells.models import Membership
from cells.scope import permission
from pledges.models import Pledge
from tests.conftest import ROLES
from tests.factories import PledgeFactory

VERBS = ["write", "enter", "read", "print", *Pledge.VERBS]
AUTHOR = ["write", "read", "print", "submit", "withdraw"]
READER = ["read", "print"]
JUDGE = ["read", "print", "accept", "return"]
STAFF = ["reopen", "close"]


@pytest.fixture
def pledges(cast):
    """A sent pledge of the member's, of the secretary's and of the staff's."""
    leaders = {"secretary", "deputy", "other secretary"}
    return {
        role: PledgeFactory(
            member=cast.members[role],
            cell=cast.other_cell if role in ("staff", "other secretary") else cast.cell,
            by_leader=role in leaders,
            version=2,
            sent=True,
        )
        for role in ("member", "secretary", "staff", "other secretary")
    }


@pytest.mark.parametrize(
    ("who", "whose", "sees", "may"),
    [
        ("member", "member", True, AUTHOR),
        ("colleague", "member", False, READER),
        ("secretary", "member", True, JUDGE),
        ("deputy", "member", True, JUDGE),
        ("cell committee", "member", True, JUDGE),
        ("secretary", "secretary", True, AUTHOR),
        ("deputy", "secretary", True, JUDGE),
        ("member", "secretary", True, READER),
        ("stranger", "secretary", False, READER),
        ("stranger", "member", False, READER),
        ("other secretary", "member", False, READER),
        ("staff", "member", True, [*READER, *STAFF]),
        ("staff", "secretary", True, [*JUDGE, *STAFF]),
        ("staff", "staff", True, AUTHOR),
        ("staff", "other secretary", True, [*JUDGE, *STAFF]),
        ("leader", "member", True, READER),
        ("executive", "secretary", True, READER),
        ("inspector", "member", True, READER),
        ("yesterday's secretary", "member", False, READER),
        ("sysadmin", "member", False, READER),
    ],
)
def test_who_sees_and_who_may(cast, pledges, who, whose, sees, may):
    pledge, user = pledges[whose], cast.user(who)
    assert Pledge.objects.visible_to(user).contains(pledge) is sees
    assert [verb for verb in VERBS if user.has_perm(permission(verb, pledge), pledge)] == may


def test_everybody_is_in_the_cast(cast):
    assert set(ROLES) == set(cast.users)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "member"])
def test_the_words_of_a_draft_are_the_authors_alone(cast, role):
    draft = PledgeFactory(member=cast.members["member"], cell=cast.cell, version=1)
    user = cast.user(role)
    assert not user.has_perm("pledges.read_pledge", draft)
    assert not user.has_perm("pledges.write_pledge", draft)


@pytest.mark.parametrize(
    ("version", "who", "may"),
    [
        (0, "secretary", True),
        (0, "deputy", True),
        (1, "secretary", False),
        (0, "staff", False),
        (0, "colleague", False),
    ],
)
def test_an_officer_enters_only_what_nobody_has_touched(cast, version, who, may):
    draft = PledgeFactory(member=cast.members["member"], cell=cast.cell, version=version)
    assert cast.user(who).has_perm("pledges.enter_pledge", draft) is may


def test_the_writer_leaves_the_answer_to_another_officer(cast):
    pledge = PledgeFactory(
        member=cast.members["member"], cell=cast.cell, sent=True, entered_by=cast.users["secretary"]
    )
    assert not cast.user("secretary").has_perm("pledges.accept_pledge", pledge)
    assert cast.user("deputy").has_perm("pledges.accept_pledge", pledge)


def test_the_only_officer_may_answer_what_he_wrote_for_a_member(cast):
    pledge = PledgeFactory(
        member=cast.members["stranger"],
        cell=cast.other_cell,
        sent=True,
        entered_by=cast.users["other secretary"],
    )
    assert cast.user("other secretary").has_perm("pledges.accept_pledge", pledge)


def test_staff_answer_where_a_cell_has_no_officer(cast):
    Membership.objects.filter(cell=cast.other_cell, office="secretary").update(office="")
    pledge = PledgeFactory(member=cast.members["stranger"], cell=cast.other_cell, sent=True)
    assert cast.user("staff").has_perm("pledges.accept_pledge", pledge)
    assert list(Pledge.objects.judged_by(cast.user("staff"))) == [pledge]


@pytest.mark.parametrize("role", ROLES)
def test_the_list_of_what_one_answers_agrees_with_the_rule(cast, pledges, role):
    user = cast.user(role)
    by_rule = {p for p in pledges.values() if user.has_perm("pledges.return_pledge", p)}
    assert set(Pledge.objects.judged_by(user)) == by_rule
