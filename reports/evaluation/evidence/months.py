"""What was pledged, and how each item stood in each month of the year."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pledges.models import MonthlyReport, MonthlyReportLine, Pledge, PledgeItem
from pledges.monthly_report.models import LineState, ReportStatus
from pledges.pledge.models import REGISTERED, PledgeStatus
from reports.evaluation.evidence.parts import MONTHS, ItemYear, Month, Source, said

HANDED_IN = {ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED}
TOLD = {
    LineState.DONE: "đã làm",
    LineState.PARTLY: "làm một phần",
    LineState.NOT_YET: "chưa làm",
}


def item_years(
    pledges: list[Pledge], reports: list[MonthlyReport], year: int
) -> Iterable[ItemYear]:
    for pledge in pledges:
        own = {report.month.month: report for report in reports if report.pledge_id == pledge.pk}
        for number, item in enumerate(shown_items(pledge, own.values()), start=1):
            where = f", {pledge.cell}" if len(pledges) > 1 else ""
            yield item_year(item, f"{number}. {item.action}{where}", own)


def shown_items(pledge: Pledge, reports: Iterable[MonthlyReport]) -> list[PledgeItem]:
    """What the cell has agreed to; of a pledge that is open again, what has been reported on."""
    items = list(pledge.items.all())
    if pledge.status in REGISTERED:
        return items
    told = {line.item_id for report in reports for line in told_lines(report)}
    is_readable = pledge.status != PledgeStatus.DRAFT
    return [item for item in items if is_readable and item.pk in told]


def told_lines(report: MonthlyReport) -> list[MonthlyReportLine]:
    return list(report.lines.all()) if report.status in HANDED_IN else []


def item_year(item: PledgeItem, title: str, reports: dict[int, MonthlyReport]) -> ItemYear:
    lines = {
        number: line
        for number, report in reports.items()
        for line in told_lines(report)
        if line.item_id == item.pk and line.state
    }
    last = lines[max(lines)].state if lines else ""
    details = [item.measure, item.when]
    if item.ended_on:
        details.append(f"kết thúc ngày {said(item.ended_on)}: {item.end_reason}")
    return ItemYear(
        key=f"item-{item.pk}",
        title=title,
        words=" · ".join(part for part in details if part),
        last=last,
        summary=summary_of(lines.values()),
        months=tuple(
            month_of(number, reports.get(number), lines.get(number)) for number in range(1, 13)
        ),
        source=Source(page="pledge", pk=item.pledge_id),
    )


def summary_of(lines: Iterable[MonthlyReportLine]) -> str:
    states = Counter(line.state for line in lines)
    if not states:
        return "chưa có báo cáo tháng"
    told = [f"{word} {states[state]}" for state, word in TOLD.items() if states[state]]
    return f"báo cáo {states.total()} tháng: {', '.join(told)}"


def month_of(number: int, report: MonthlyReport | None, line: MonthlyReportLine | None) -> Month:
    if report is None:
        return Month(number=number, state="none")
    source = Source(page="monthly-report", pk=report.pk)
    return Month(number=number, state=month_state(report, line), source=source)


def month_state(report: Any, line: MonthlyReportLine | None) -> str:
    if report.status in HANDED_IN:
        if line is None:
            return "silent"
        return "unchanged" if line.is_unchanged else line.state
    return report.pace if report.pace in MONTHS else "waiting"
