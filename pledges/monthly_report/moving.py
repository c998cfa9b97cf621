"""What becomes of monthly reports when somebody leaves a cell (Q8): drafts are excused."""

from typing import Any

from django.db.models import Exists, OuterRef

from cells import clock
from cells.member.moves.passage import Passage
from cells.models import Membership
from cells.text import month_words
from cells.workflow import IllegalMove, move
from pledges.monthly_report.models import MonthlyReport, MonthlyReportQuerySet, ReportStatus
from pledges.pledge.models import still_here

NOT_HERE = "không còn sinh hoạt tại"


def not_here(cell: Any) -> str:
    return f"{NOT_HERE} {cell.kind_words if cell else 'chi bộ'}"


def foresee(passage: Passage) -> list[str]:
    """A sentence for each state that is still open, with its months."""
    cell = passage.out_of
    said = {
        ReportStatus.DRAFT: f"chưa gửi ở {cell} được miễn: {not_here(cell)}.",
        ReportStatus.SUBMITTED: f"đã gửi {cell}: chi uỷ ở đó vẫn trả lời.",
        ReportStatus.RETURNED: f"cần bổ sung ở {cell}: giữ nguyên, không nhắc nữa.",
    }
    return [
        f"Báo cáo tháng {', '.join(months)} {words}"
        for status, words in said.items()
        if (months := months_of(left_behind(passage).filter(status=status)))
    ]


def carry_out(passage: Passage) -> None:
    """As with the pledge that closes in the same step, nobody is told: they may have died."""
    for report in left_behind(passage).filter(status=ReportStatus.DRAFT):
        move(report, "excuse", by=None, note=not_here(report.cell))


def excuse_the_gone() -> int:
    """Drafts of those whose last day in the cell, written down ahead, is over; how many."""
    has_come = Membership.objects.regular().filter(
        member=OuterRef("pledge__member"), cell=OuterRef("cell"), since__lte=clock.today()
    )
    drafts = MonthlyReport.objects.filter(
        Exists(has_come), ~still_here("pledge__"), status=ReportStatus.DRAFT
    )
    return sum(is_excused(report) for report in drafts.with_people())


def is_excused(report: MonthlyReport) -> bool:
    try:
        move(report, "excuse", by=None, note=not_here(report.cell))
    except IllegalMove:  # sent or excused at this very moment
        return False
    return True


def left_behind(passage: Passage) -> MonthlyReportQuerySet:
    if passage.out_of is None:
        return MonthlyReport.objects.none()
    own = MonthlyReport.objects.filter(pledge__member=passage.member, cell=passage.out_of)
    return own.with_people().order_by("month")


def months_of(reports: MonthlyReportQuerySet) -> list[str]:
    return [month_words(report.month) for report in reports]
