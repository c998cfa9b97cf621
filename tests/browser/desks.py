"""A monthly report before its author, or before the secretary."""

from typing import Any

from pledges.models import MonthlyReport
from tests.factories import (
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)


def report_of(member: Any, cell: Any, criterion: Any, **values: Any) -> MonthlyReport:
    pledge = PledgeFactory(member=member, cell=cell, accepted=True)
    report = MonthlyReportFactory(pledge=pledge, **values)
    for number, action in enumerate(["trả lời hồ sơ", "tiếp dân"], start=1):
        item = PledgeItemFactory(pledge=pledge, position=number, criterion=criterion, action=action)
        sentence = f"Đã {action}." if values else ""
        state = "done" if values else ""
        MonthlyReportLineFactory(report=report, item=item, state=state, sentence=sentence)
    return report


def with_difficulty_before(report: MonthlyReport, words: str) -> MonthlyReport:
    """February told a difficulty of the first item, and this month begins with its tick set."""
    month = report.month.replace(month=report.month.month - 1)
    before = MonthlyReportFactory(pledge=report.pledge, month=month, acknowledged=True)
    line = report.lines.get(item__position=1)
    MonthlyReportLineFactory(report=before, item=line.item, state="partly", difficulty=words)
    report.lines.filter(pk=line.pk).update(difficulty=words)
    return report
