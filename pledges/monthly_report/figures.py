"""One person's year as twelve small boxes, of the Party and of a youth branch apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from cells import clock
from cells.organisation.models import REGISTERING, SIDES
from pledges.monthly_report.models import MonthlyReport


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBox:
    number: int
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """``label`` tells two strips apart; empty where there is but one."""

    label: str
    boxes: list[MonthBox]


def year_strips(own: Iterable[MonthlyReport], year: int) -> list[Strip]:
    """The Party's first; whoever reports in one place alone has one strip."""
    reports = [report for report in own if report.month.year == year]
    kinds = [kind for kind in REGISTERING if any(one.cell.kind == kind for one in reports)]
    return [
        Strip(
            label=SIDES[kind] if len(kinds) > 1 else "",
            boxes=year_strip([one for one in reports if one.cell.kind == kind], year),
        )
        for kind in kinds
    ]


def year_strip(own: Iterable[MonthlyReport], year: int) -> list[MonthBox]:
    """The months of one person's reports; empty where there is no report in that year."""
    reports = {report.month.month: report for report in own if report.month.year == year}
    return (
        [month_box(number, reports.get(number), year) for number in range(1, 13)] if reports else []
    )


def month_box(number: int, report: MonthlyReport | None, year: int) -> MonthBox:
    if report is None:
        today = clock.today()
        is_ahead = (year, number) >= (today.year, today.month)
        return MonthBox(number=number, label="chưa đến" if is_ahead else "không có báo cáo")
    name = "monthly-report-write" if report.is_editable else "monthly-report"
    return MonthBox(number=number, label=report.state_label, url=reverse(name, args=[report.pk]))
