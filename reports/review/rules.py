"""Who may do what with a review: a cell's officers compose its own, staff the committee's."""

import rules

from cells.scope import (
    is_committee_staff,
    is_inspector,
    is_leader,
    is_of_committee,
    is_officer_of_its_cell,
)

may_write = is_officer_of_its_cell | (is_of_committee & is_committee_staff)
may_read = may_write | is_leader | is_inspector

rules.add_perm("reports.write_review", may_write)
rules.add_perm("reports.read_review", may_read)
rules.add_perm("reports.print_review", may_read)
