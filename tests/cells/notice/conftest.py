"""Papers of the cast that somebody answers, and people with an address."""

import pytest

from cells.models import Member
from pledges.monthly_report import services as reports
from tests.factories import MonthlyReportFactory, MonthlyReportLineFactory, PledgeFactory
from tests.factories import PledgeItemFactory as ItemFactory


@pytest.fixture
def report(cast):
    """A report of the member's that waits for an answer."""
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    report = MonthlyReportFactory(pledge=pledge, sent=True, version=1)
    MonthlyReportLineFactory(report=report, item=ItemFactory(pledge=pledge))
    return report


@pytest.fixture
def returned(report, cast):
    named = {"note": "Ghi rõ số hồ sơ.", "items": [report.lines.get().item_id]}
    reports.return_monthly_report(report, by=cast.user("secretary"), **named)
    return report


@pytest.fixture
def addresses(cast):
    """The member and the colleague have an e-mail address, nobody else has."""
    for role in ("member", "colleague"):
        Member.objects.filter(pk=cast.members[role].pk).update(email=f"{role}@cosodang.example")
    return {role: f"{role}@cosodang.example" for role in ("member", "colleague")}
