"""Who writes and adopts: officers their cell's standard, staff and leaders the committee's."""

from typing import Any

import rules

from cells.scope import (
    is_committee_staff,
    is_leader,
    is_of_committee,
    is_officer_of_its_cell,
)


@rules.predicate
def may_draft_some(user: Any) -> bool:
    """Officer of a cell, or staff: somebody for whom the page of new drafts holds a choice."""
    return user.is_active and (bool(user.rights.cells_as_officer) or is_committee_staff(user))


may_write = is_officer_of_its_cell | (is_of_committee & is_committee_staff)
may_adopt = may_write | (is_of_committee & is_leader)

rules.add_perm("pledges.draft_moralstandard", may_draft_some)
rules.add_perm("pledges.write_moralstandard", may_write)
rules.add_perm("pledges.adopt_moralstandard", may_adopt)
rules.add_perm("pledges.replace_moralstandard", may_adopt)
