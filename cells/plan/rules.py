"""Who plans: staff for the committee, officers for their cell; who owns a line reports on it."""

from typing import Any

import rules

from cells.member.rules import is_of_a_body
from cells.scope import (
    is_committee_staff,
    is_of_committee,
    is_officer_of_its_cell,
    is_officer_there,
    is_owner,
)


@rules.predicate
def may_plan_for_some(user: Any) -> bool:
    """Somebody for whom the page of new plans holds a choice."""
    return user.is_active and (bool(user.rights.cells_as_officer) or is_committee_staff(user))


may_write = is_officer_of_its_cell | (is_of_committee & is_committee_staff)

rules.add_perm("cells.draft_plan", may_plan_for_some)
rules.add_perm("cells.write_plan", may_write)
rules.add_perm("cells.write_plantask", may_write)
rules.add_perm("cells.report_plantask", may_write | is_owner)
# The year of study as a cell arranges it, and how far all of them have come
rules.add_perm("cells.arrange_cell", is_officer_there)
rules.add_perm("cells.list_studyslot", is_of_a_body)
