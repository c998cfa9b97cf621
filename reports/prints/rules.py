"""Who prints for a whole cell: its committee forms and slips, its secretaries people's papers."""

from typing import Any

import rules

from cells.member.rules import is_of_a_body
from cells.scope import is_committee_staff, is_officer_there


@rules.predicate
def is_secretary_there(user: Any, cell: Any) -> bool:
    return cell is not None and user.is_active and cell.pk in user.rights.cells_as_secretary


rules.add_perm("cells.print_forms_cell", is_officer_there | is_of_a_body)
rules.add_perm("cells.print_people_cell", is_secretary_there | is_of_a_body)
# Slips are for those who hand them out and write down what comes back
rules.add_perm("cells.print_slips_cell", is_officer_there | is_committee_staff)
