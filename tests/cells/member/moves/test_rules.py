"""Who moves whom: one table over the cast, for a person and for an open transfer."""

import pytest
import rules

from cells.models import Transfer
from cells.scope import permission
from tests.conftest import ROLES
from tests.factories import CellFactory, MembershipFactory, TransferFactory

pytestmark = pytest.mark.django_db
MOVES = {"staff"}
INTRODUCES = {"staff", "secretary", "deputy"}
FOLLOWS = {"secretary", "deputy", "cell committee", "other secretary"}
BODIES = {"staff", "leader", "executive", "inspector"}


@pytest.mark.parametrize("role", ROLES)
def test_who_moves_a_member(cast, role):
    user, member = cast.user(role), cast.members["member"]
    assert user.has_perm("cells.move_member", member) is (role in MOVES)
    assert user.has_perm("cells.transfer_member", member) is (role in INTRODUCES)
    assert user.has_perm("cells.join_member") is (role in MOVES)
    assert user.has_perm("cells.follow_transfer") is (role in FOLLOWS | BODIES)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "sysadmin"])
def test_nobody_moves_themselves(cast, role):
    user = cast.user(role)
    assert not user.has_perm("cells.move_member", user.member)
    assert not user.has_perm("cells.transfer_member", user.member)
    own = TransferFactory(member=user.member, from_cell=cast.cell, to_cell=cast.other_cell)
    assert not [verb for verb in Transfer.VERBS if user.has_perm(permission(verb, own), own)]


@pytest.mark.parametrize(
    ("who", "sees", "may"),
    [
        ("member", True, []),
        ("colleague", False, []),
        ("secretary", True, ["cancel"]),
        ("deputy", True, ["cancel"]),
        ("cell committee", True, []),
        ("stranger", False, []),
        ("other secretary", True, []),  # of the cell that is to receive
        ("staff", True, ["receive", "cancel"]),
        ("leader", True, []),
        ("executive", True, []),
        ("inspector", True, []),
        ("yesterday's secretary", False, []),
        ("sysadmin", False, []),
    ],
)
def test_who_sees_an_open_transfer_and_who_may(cast, transfer, who, sees, may):
    user = cast.user(who)
    assert Transfer.objects.visible_to(user).contains(transfer) is sees
    verbs = [v for v in Transfer.VERBS if user.has_perm(permission(v, transfer), transfer)]
    assert verbs == may


def test_a_third_cell_hears_nothing_of_it(cast, transfer):
    elsewhere = CellFactory()
    MembershipFactory(
        member=cast.members["stranger"], cell=elsewhere, office="committee", kind="youth"
    )
    assert not Transfer.objects.visible_to(cast.user("stranger")).exists()


def test_a_guests_secretary_does_not_introduce_them(cast):
    guest = cast.members["stranger"]
    MembershipFactory(member=guest, cell=cast.cell, is_temporary=True)
    assert not cast.user("secretary").has_perm("cells.transfer_member", guest)
    assert cast.user("other secretary").has_perm("cells.transfer_member", guest)


def test_the_rules_answer_without_a_person_and_for_a_closed_account(cast):
    secretary = cast.user("secretary")
    assert not secretary.has_perm("cells.transfer_member")
    assert not secretary.has_perm("cells.move_member")
    secretary.is_active = False
    assert not rules.has_perm("cells.transfer_member", secretary, cast.members["member"])
