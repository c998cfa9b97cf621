"""Who knows the address of a cell's calendar, and who renews it."""

from typing import Any

import rules

from cells.scope import is_officer_there


@rules.predicate
def belongs_there(user: Any, cell: Any) -> bool:
    own = user.rights.cells_as_member | user.rights.cells_as_officer
    return cell is not None and user.is_active and cell.pk in own


rules.add_perm("cells.follow_cell", belongs_there)
rules.add_perm("cells.renew_calendar_cell", is_officer_there)
