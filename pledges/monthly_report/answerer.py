"""Who answers a report, in words for its author."""

from cells.member.judging import officers_of
from cells.member.models import Office
from cells.models import Membership
from pledges.monthly_report.models import MonthlyReport

STAFF = "bộ phận giúp việc của Đảng uỷ"
RANK = [Office.SECRETARY, Office.DEPUTY, Office.COMMITTEE]


def who_answers(report: MonthlyReport) -> str:
    """“bí thư Trần Thị Mai”: the highest officer of the cell who is not its author, else staff.

    Who wrote it down for the author comes last, and only where nobody else is there.
    """
    offices = officers_of(report.cell_id).exclude(member=report.author_id).select_related("member")
    pen = report.entered_by.member_id if report.entered_by else None
    others = sorted(
        offices, key=lambda office: (office.member_id == pen, RANK.index(office.office))
    )
    return words_for(others[0]) if others else STAFF


def words_for(office: Membership) -> str:
    return f"{office.get_office_display().lower()} {office.member}"
