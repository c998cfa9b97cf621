"""Who reminds a cell's people by hand, and who follows what has been missing for long."""

import rules

from cells.scope import is_committee_staff, is_officer_there

rules.add_perm("cells.remind_cell", is_officer_there | is_committee_staff)
rules.add_perm("pledges.follow_reminder", is_committee_staff)
