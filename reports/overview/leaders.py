"""Leaders first: how those stand with their own pledges and months whose turn comes earlier."""

from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
)

from cells.organisation.models import CellKind
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report.models import ReportStatus, missing_on
from pledges.pledge.models import PledgeStatus


def behind_on(day: date) -> Q:
    """A pledge or a month of theirs is past due and not with the cell."""
    months = MonthlyReport.objects.filter(missing_on(day), pledge=OuterRef("pk"))
    return Q(status=PledgeStatus.DRAFT, due_on__lt=day) | Q(Exists(months))


def leaders_of(year: int, today: date) -> Any:
    """The Party leaders' pledges of a year with the months, and whether each is behind."""
    behind = ExpressionWrapper(behind_on(today), output_field=BooleanField())
    months = MonthlyReport.objects.order_by("month")
    return (
        Pledge.objects.of_year(year)
        .filter(by_leader=True, cell__kind=CellKind.PARTY)
        .of_those_still_here()
        .annotate(is_behind=behind)
        .select_related("member", "cell")
        .prefetch_related(Prefetch("monthly_reports", queryset=months))
    )


def of_months(pledge: Pledge, today: date) -> dict[str, list[MonthlyReport]]:
    """One leader's months by how they went; what the month is called at home is its own word."""
    found: dict[str, list[MonthlyReport]] = {}
    for report in pledge.monthly_reports.all():
        found.setdefault(how_it_went(report, today), []).append(report)
    return found


def how_it_went(report: MonthlyReport, today: date) -> str:
    if report.status == ReportStatus.EXCUSED:
        return "excused"
    if report.status == ReportStatus.DRAFT:
        return "missing" if report.due_on < today else "waiting"
    return "late" if report.was_late else "on_time"
