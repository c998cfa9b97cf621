"""Who keeps a register: the officers of a cell its own, staff the committee's."""

import rules

from cells.scope import is_committee_staff, is_of_committee, is_officer_of_its_cell

may_keep = is_officer_of_its_cell | (is_of_committee & is_committee_staff)


@rules.predicate
def keeps_a_register(user) -> bool:
    return user.is_active and (bool(user.rights.cells_as_officer) or is_committee_staff(user))


rules.add_perm("cells.enter_issueddocument", keeps_a_register)
rules.add_perm("cells.amend_issueddocument", may_keep)
rules.add_perm("cells.void_issueddocument", may_keep)
