"""Who reminds a cell's people by hand, who follows what has been missing for long, who reads when
somebody was reminded."""

import rules

from cells.member.rules import is_of_a_body
from cells.scope import is_author, is_committee_staff, is_officer_of_its_cell, is_officer_there

rules.add_perm("cells.remind_cell", is_officer_there | is_committee_staff)
rules.add_perm("pledges.follow_reminder", is_committee_staff)
# Not colleagues, though they read what their leaders have sent; ``Reminder.visible_to`` says it too
for paper in ["pledge", "monthlyreport"]:
    rules.add_perm(
        f"pledges.see_reminders_{paper}", is_author | is_officer_of_its_cell | is_of_a_body
    )
