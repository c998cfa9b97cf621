"""What people are reminded of: drafts of those obliged who still belong to the cell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cells import clock
from cells.models import Member
from cells.organisation.models import CellKind
from cells.text import month_words
from pledges.monthly_report.models import MonthlyReport, ReportStatus
from pledges.monthly_report.services import still_asked
from pledges.pledge.models import Pledge, PledgeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    key: str  # of the address; the column of Reminder too
    noun: str
    author: str  # the path from a paper to its member
    missing: Callable[[], Any]
    name: Callable[[Any], str]  # of one paper among those of its author

    def others(self, user: Any) -> Any:
        """Missing papers that are not this person's own."""
        return self.missing().exclude(**{self.author: user.member_id or 0})


def asked(member: str) -> Q:
    """A standing is the Party's (Q12): a youth branch asks everybody who belongs to it."""
    obliged = Member.objects.obliged(clock.today())
    return Q(cell__kind=CellKind.YOUTH) | Q(**{f"{member}__in": obliged})


def side(paper: Any) -> str:
    """A youth branch's paper says so: its author may have the like in a chi bộ."""
    return " của Đoàn Thanh niên" if paper.cell.kind == CellKind.YOUTH else ""


def missing_pledges() -> Any:
    """Of this year and the next: nobody is asked for a year that is over."""
    drafts = Pledge.objects.filter(status=PledgeStatus.DRAFT, year__gte=clock.today().year)
    return drafts.of_those_still_here().filter(asked("member"))


def missing_reports() -> Any:
    drafts = MonthlyReport.objects.filter(status=ReportStatus.DRAFT)
    return still_asked(drafts, clock.today()).filter(asked("pledge__member"))


REPORTS = Kind(
    key="report",
    noun="báo cáo tháng",
    author="pledge__member",
    missing=missing_reports,
    name=lambda report: f"tháng {month_words(report.month)}{side(report)}",
)
PLEDGES = Kind(
    key="pledge",
    noun="bản đăng ký",
    author="member",
    missing=missing_pledges,
    name=lambda pledge: f"năm {pledge.year}{side(pledge)}",
)
KINDS = {kind.key: kind for kind in (REPORTS, PLEDGES)}
