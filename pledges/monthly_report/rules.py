"""Who may write, answer, excuse and read a monthly report; the moment is asked by ``VERBS``."""

from typing import Any

import rules

from cells.member.judging import may_accept
from cells.scope import is_author, is_committee_staff, is_officer_of_its_cell
from pledges.monthly_report.models import ReportStatus


@rules.predicate
def is_sent(user: Any, report: Any) -> bool:
    """Handed in and not taken back: whoever sees the row may read it."""
    sent = {ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED}
    return report is not None and user.is_active and report.status in sent


@rules.predicate
def is_returned(user: Any, report: Any) -> bool:
    return report is not None and user.is_active and report.status == ReportStatus.RETURNED


@rules.predicate
def leads_there(user: Any, cell: Any) -> bool:
    """Secretary or deputy of a cell."""
    return cell is not None and user.is_active and cell.pk in user.rights.cells_as_secretary


may_read = is_author | is_sent | (is_returned & (is_officer_of_its_cell | is_committee_staff))

for verb in ["write", "submit", "withdraw", "confirm"]:
    rules.add_perm(f"pledges.{verb}_monthlyreport", is_author)
for verb in ["acknowledge", "return", "excuse", "unexcuse"]:
    rules.add_perm(f"pledges.{verb}_monthlyreport", may_accept)
rules.add_perm("pledges.reopen_monthlyreport", is_committee_staff & ~is_author)
rules.add_perm("pledges.enter_monthlyreport", is_officer_of_its_cell & ~is_author)
rules.add_perm("pledges.read_monthlyreport", may_read)
# A whole month in a session; each report still asks who may acknowledge it
rules.add_perm("cells.sweep_session", is_officer_of_its_cell)
# How many reports of a month say the same as the month before: a number of the cell, for it alone
rules.add_perm("cells.compare_cell", leads_there)
