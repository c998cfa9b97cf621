"""Who moves people: staff, never themselves; a secretary introduces members of their own cell."""

from typing import Any

import rules

from cells import clock
from cells.member.models import Membership
from cells.member.rules import is_of_a_body
from cells.scope import is_author, is_committee_staff, is_secretary_of_its_cell


@rules.predicate
def leads_their_cell(user: Any, member: Any) -> bool:
    """Secretary or deputy where this person belongs today."""
    if member is None or not user.is_active:
        return False
    here = Membership.objects.regular().open_on(clock.today()).filter(member=member)
    return here.filter(cell__in=user.rights.cells_as_secretary).exists()


@rules.predicate
def is_an_officer(user: Any) -> bool:
    return user.is_active and bool(user.rights.cells_as_officer)


staff_for_others = is_committee_staff & ~is_author

rules.add_perm("cells.join_member", is_committee_staff)
rules.add_perm("cells.move_member", staff_for_others)
rules.add_perm("cells.transfer_member", ~is_author & (is_committee_staff | leads_their_cell))
rules.add_perm("cells.receive_transfer", staff_for_others)
rules.add_perm(
    "cells.cancel_transfer", ~is_author & (is_committee_staff | is_secretary_of_its_cell)
)
rules.add_perm("cells.follow_transfer", is_of_a_body | is_an_officer)
