"""The turn of the year is the task force's; opening it gives everybody a blank pledge."""

import rules

from cells.scope import is_committee_staff

rules.add_perm("pledges.open_pledge", is_committee_staff)
