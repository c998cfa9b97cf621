"""Sums of a cell name its people: for its committee and the bodies; a file of them leaves in the
name of its secretaries or of a body. Everybody reads their own."""

import rules

from cells.member.rules import is_of_a_body
from cells.scope import is_officer_there
from reports.prints.rules import is_secretary_there

rules.add_perm("cells.roll_up_cell", is_officer_there | is_of_a_body)
rules.add_perm("cells.take_roll_up_cell", is_secretary_there | is_of_a_body)
rules.add_perm("cells.take_roll_up_committee", is_of_a_body)
