"""Who looks for gaps in the data: those who mend them."""

import rules

from cells.scope import is_committee_staff

rules.add_perm("cells.check_member", is_committee_staff)
