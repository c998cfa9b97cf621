"""A cell's officers ask, staff answer – never what they asked themselves; the bodies look on."""

import rules

from cells.scope import is_author, is_committee_staff, is_officer_there
from reports.overview.rules import is_of_a_body

rules.add_perm("cells.ask_help_cell", is_officer_there)
rules.add_perm("reports.list_helprequest", is_of_a_body)
rules.add_perm("reports.answer_helprequest", is_committee_staff & ~is_author)
