"""Who may what: the author writes, an officer of the cell answers, staff reopens."""

from typing import Any

import rules

from cells.member.judging import is_the_writer, may_accept, may_judge
from cells.scope import is_author, is_committee_staff, is_officer_of_its_cell
from pledges.pledge.models import PledgeStatus


@rules.predicate
def is_not_begun(_user: Any, pledge: Any) -> bool:
    """Nobody here has written: a copy of what another cell has read may still be entered."""
    return pledge is not None and pledge.version == 0 and pledge.status == PledgeStatus.DRAFT


@rules.predicate
def is_no_draft(_user: Any, pledge: Any) -> bool:
    return pledge is not None and pledge.status != PledgeStatus.DRAFT


may_enter = ~is_author & is_officer_of_its_cell & (is_not_begun | is_the_writer)
# Could enter it when the page was opened, perhaps; somebody else has written since
lost_the_pen = ~is_author & is_officer_of_its_cell & ~(is_not_begun | is_the_writer)
may_write = is_author | may_enter
may_send = is_author | (is_officer_of_its_cell & is_the_writer)
may_read = is_author | (is_officer_of_its_cell & is_the_writer) | is_no_draft

rules.add_perm("pledges.write_pledge", may_write)
rules.add_perm("pledges.enter_pledge", may_enter)
rules.add_perm("pledges.read_pledge", may_read)
rules.add_perm("pledges.print_pledge", may_read)
rules.add_perm("pledges.submit_pledge", may_send)
rules.add_perm("pledges.withdraw_pledge", may_send)
rules.add_perm("pledges.accept_pledge", may_accept)
rules.add_perm("pledges.return_pledge", may_judge)
rules.add_perm("pledges.reopen_pledge", is_committee_staff & ~is_author)
rules.add_perm("pledges.close_pledge", is_committee_staff & ~is_author)
rules.add_perm("pledges.resume_pledge", rules.always_deny)  # only with the person, by a transfer


@rules.predicate
def answers_somebody(user: Any) -> bool:
    """Officer of a cell, or staff: there may be papers that wait for them."""
    return user.is_active and (bool(user.rights.cells_as_officer) or is_committee_staff(user))


rules.add_perm("pledges.queue_pledge", answers_somebody)
