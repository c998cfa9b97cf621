"""Late months of a reviewed year are taken until its round is closed (Q18)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells import clock
from pledges.models import MonthlyReport
from pledges.monthly_report.models import lines_of
from pledges.monthly_report.services import (
    LineInput,
    enter_monthly_report,
    submit_monthly_report,
)
from tests.factories import (
    EvaluationRoundFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)
from tests.todo import tasks_of

TITLE = "Báo cáo tháng 12/2013"


@pytest.fixture
def late(cast):
    """December's report of a member, written in time and not sent."""
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, year=2013, accepted=True)
    month = date(2013, 12, 1)
    report = MonthlyReportFactory(pledge=pledge, cell=cast.cell, month=month)
    MonthlyReportLineFactory(report=report, item=PledgeItemFactory(pledge=pledge), state="done")
    return report


def close_the_round(status="closed"):
    now = clock.now()
    return EvaluationRoundFactory(status=status, published_at=now, closed_at=now)


def is_asked(cast):
    return TITLE in [task.title for task in tasks_of(cast.user("member"))]


def test_a_late_month_is_taken_until_the_round_of_its_year_is_closed(cast, late):
    found = close_the_round()
    with pytest.raises(ValidationError, match="năm 2013 đã khép"):
        submit_monthly_report(late, by=cast.users["member"])
    assert not is_asked(cast)
    found.status = "published"
    found.save()
    assert is_asked(cast)
    submit_monthly_report(late, by=cast.users["member"])
    assert late.status == "submitted"


def test_nobody_enters_it_for_the_member_then_either(cast, late):
    found = close_the_round()
    [line] = lines_of(late)
    given = {
        "lines": [LineInput(item_id=line.item_id, state="done")],
        "version": 0,
        "by": cast.users["secretary"],
        "has_paper_slip": True,
    }
    with pytest.raises(ValidationError, match="năm 2013 đã khép"):
        enter_monthly_report(late, **given)
    found.status = "published"
    found.save()
    enter_monthly_report(late, **given)
    assert late.status == "submitted"


def test_one_that_was_sent_before_is_mended_and_sent_again(cast, late):
    close_the_round()
    MonthlyReport.objects.filter(pk=late.pk).update(
        status="returned", first_submitted_at=clock.now()
    )
    late.refresh_from_db()
    submit_monthly_report(late, by=cast.users["member"])
    assert late.status == "submitted"


@pytest.mark.parametrize(("role", "name"), [("member", "write"), ("secretary", "enter")])
def test_nobody_writes_in_vain(late, sign_in, role, name):
    url = reverse(f"monthly-report-{name}", args=[late.pk])
    assert sign_in(role).get(url).status_code == 200
    close_the_round()
    page = sign_in(role).get(url, follow=True).content.decode()
    assert "năm 2013 đã khép" in page
