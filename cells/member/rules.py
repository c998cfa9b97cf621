"""Who may do what with people: profiles, the roster, accounts."""

import rules

from cells.scope import is_committee_staff, is_inspector, is_leader, is_sysadmin

is_of_a_body = is_committee_staff | is_leader | is_inspector


@rules.predicate
def is_a_secretary(user) -> bool:
    return user.is_active and bool(user.rights.cells_as_secretary)


rules.add_perm("cells.import_member", is_committee_staff)
rules.add_perm("cells.export_member", is_of_a_body | is_a_secretary)
rules.add_perm("cells.request_user", is_committee_staff)
rules.add_perm("cells.manage_user", is_sysadmin)
