"""Who makes one record out of two: staff, never of themselves."""

import rules

from cells.scope import is_author, is_committee_staff

rules.add_perm("cells.merge_member", is_committee_staff & ~is_author)
