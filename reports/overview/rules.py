"""The bodies look at leaders and at cells that need help; a cell's officers ask for it, staff
answer – never what they asked themselves – and turn the year. The matrix is for all followers."""

import rules

from cells.scope import is_author, is_committee_staff, is_inspector, is_leader, is_officer_there

is_of_a_body = is_committee_staff | is_leader | is_inspector

rules.add_perm("pledges.oversee_pledge", is_of_a_body)
rules.add_perm("reports.list_helprequest", is_of_a_body)
rules.add_perm("cells.ask_help_cell", is_officer_there)
rules.add_perm("reports.answer_helprequest", is_committee_staff & ~is_author)
rules.add_perm("pledges.open_pledge", is_committee_staff)
