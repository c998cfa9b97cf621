"""The register is kept by staff; how far cells are with briefing is for officers and bodies."""

import rules

from cells.member.rules import is_of_a_body
from cells.scope import is_committee_staff, is_officer_of_its_cell

rules.add_perm("cells.enter_document", is_committee_staff)
rules.add_perm("cells.edit_document", is_committee_staff)
rules.add_perm("cells.follow_briefing", is_of_a_body | is_officer_of_its_cell)
