"""Officers write, register and close what their cell promises; staff open it again."""

from typing import Any

import rules

from cells.scope import is_committee_staff, is_officer_of_its_cell


@rules.predicate
def leads_some_cell(user: Any) -> bool:
    """For whom the page of new ones holds a choice."""
    return user.is_active and bool(user.rights.cells_as_officer)


rules.add_perm("pledges.begin_collectiveregistration", leads_some_cell)
rules.add_perm("pledges.write_collectiveregistration", is_officer_of_its_cell)
rules.add_perm("pledges.register_collectiveregistration", is_officer_of_its_cell)
rules.add_perm("pledges.close_collectiveregistration", is_officer_of_its_cell)
rules.add_perm("pledges.reopen_collectiveregistration", is_committee_staff)
rules.add_perm("pledges.resume_collectiveregistration", is_committee_staff)
