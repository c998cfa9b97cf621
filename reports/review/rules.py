"""Who may do what with a review: a cell's officers compose its own, staff the committee's; the
secretary or a deputy of the same body signs."""

import rules

from cells.scope import (
    is_committee_staff,
    is_inspector,
    is_leader,
    is_of_committee,
    is_officer_of_its_cell,
    is_secretary_of_its_cell,
    signs_for_committee,
)

may_write = is_officer_of_its_cell | (is_of_committee & is_committee_staff)
may_read = may_write | is_leader | is_inspector
may_sign = is_secretary_of_its_cell | (is_of_committee & signs_for_committee)

rules.add_perm("reports.write_review", may_write)
rules.add_perm("reports.read_review", may_read)
rules.add_perm("reports.print_review", may_read)
rules.add_perm("reports.present_review", may_write)
rules.add_perm("reports.withdraw_review", may_write)
rules.add_perm("reports.correct_review", may_write)
rules.add_perm("reports.return_review", may_sign)
rules.add_perm("reports.sign_review", may_sign)
rules.add_perm("reports.replace_review", may_sign)
