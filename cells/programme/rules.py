"""Who writes what is studied: staff. Everybody reads it who belongs here."""

import rules

from cells.scope import is_committee_staff

rules.add_perm("cells.write_theme", is_committee_staff)
rules.add_perm("cells.publish_theme", is_committee_staff)
rules.add_perm("cells.write_topic", is_committee_staff)
