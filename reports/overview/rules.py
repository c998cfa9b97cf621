"""Who looks at leaders side by side: the bodies. The matrix is for all who follow cells."""

import rules

from cells.scope import is_committee_staff, is_inspector, is_leader

is_of_a_body = is_committee_staff | is_leader | is_inspector

rules.add_perm("pledges.oversee_pledge", is_of_a_body)
