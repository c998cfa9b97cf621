"""Papers for the tests that write and answer: the member's draft, and what waits for the secretary."""

from typing import Any

import pytest

from pledges.models import MonthlyReport, Pledge
from tests.factories import (
    CriterionFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PledgeFactory,
    PledgeItemFactory,
)


@pytest.fixture
def criterion(office):
    standard = MoralStandardFactory(cell=office.cell, adopted=True)
    return CriterionFactory(standard=standard, position=1)


@pytest.fixture
def draft_pledge(office, criterion) -> Pledge:
    return PledgeFactory(member=office.members["member"], cell=office.cell)


@pytest.fixture
def draft_report(office, criterion) -> MonthlyReport:
    return report_of(office.members["member"], office.cell, criterion)


@pytest.fixture
def sent_reports(office, criterion) -> list[MonthlyReport]:
    """Three wait for the secretary."""
    roles = ["member", "colleague", "cell committee"]
    people = [office.members[role] for role in roles]
    return [report_of(person, office.cell, criterion, sent=True) for person in people]


def report_of(member: Any, cell: Any, criterion: Any, **values: Any) -> MonthlyReport:
    pledge = PledgeFactory(member=member, cell=cell, accepted=True)
    report = MonthlyReportFactory(pledge=pledge, **values)
    for number, action in enumerate(["trả lời hồ sơ", "tiếp dân"], start=1):
        item = PledgeItemFactory(
            pledge=pledge, position=number, criterion=criterion, action=action
        )
        told = {"state": "done", "sentence": f"Đã {action}."} if values else {"state": "", "sentence": ""}
        MonthlyReportLineFactory(report=report, item=item, **told)
    return report
