"""Reports of the cast, and a way to let several people press at the same moment."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pledges.monthly_report.models import MonthlyReport
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)


def pledge_for(cast, role: str, items: int = 2, **fields: Any):
    member = cast.members[role]
    cell = member.memberships.get(kind="party").cell
    pledge = PledgeFactory(member=member, cell=cell, accepted=True, **fields)
    for position in range(1, items + 1):
        PledgeItemFactory(
            pledge=pledge, position=position, criterion=None, action=f"Việc số {position}"
        )
    return pledge


@pytest.fixture
def report_of(cast) -> Callable[..., MonthlyReport]:
    """``report_of("member", sent=True)``: a report with its lines; else an untouched draft."""

    def make(role: str, *, items: int = 2, pledge: Any = None, **fields: Any) -> MonthlyReport:
        pledge = pledge or pledge_for(cast, role, items)
        is_sent = fields.get("sent") or fields.get("acknowledged") or fields.get("status")
        report = MonthlyReportFactory(pledge=pledge, **fields)
        for item in pledge.items.all():
            MonthlyReportLineFactory(
                report=report,
                item=item,
                state="done" if is_sent else "",
                sentence=f"Lời của {role} về việc {item.position}" if is_sent else "",
            )
        return MonthlyReport.objects.with_people().get(pk=report.pk)

    return make


def earlier(
    report: MonthlyReport, state: str = "partly", sentence: str = "Lời tháng trước", **fields
):
    """The month before, with words on the first item."""
    before = MonthlyReportFactory(
        pledge=report.pledge, month=date(2014, 2, 1), acknowledged=True, **fields
    )
    item = report.pledge.items.first()
    return MonthlyReportLineFactory(report=before, item=item, state=state, sentence=sentence)


@pytest.fixture
def many_reports(cast) -> Callable[[int], None]:
    """Sent, unsent and answered reports of as many members of the cast's cell."""

    def make(how_many: int) -> None:
        traits = [{"sent": True}, {}, {"acknowledged": True}]
        for number in range(how_many):
            member = MemberFactory(full_name="Nguyễn Văn An")
            MembershipFactory(member=member, cell=cast.cell)
            pledge = PledgeFactory(member=member, cell=cast.cell, accepted=True)
            MonthlyReportFactory(pledge=pledge, **traits[number % 3])

    return make


@pytest.fixture
def count_queries(db) -> Callable[[Callable[[], Any]], int]:
    def count(step: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as asked:
            step()
        return len(asked)

    return count
