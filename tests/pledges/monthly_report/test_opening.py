"""Opening a month: who gets a report, by when, on which items."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from cells import clock
from cells.models import Membership
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report.opening import open_due_months
from pledges.monthly_report.services import open_month, open_report_of_this_month
from pledges.reminder.missing import REPORTS
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    PledgeFactory,
    PledgeItemFactory,
    StandingFactory,
)
from tests.pledges.monthly_report.conftest import pledge_for

MARCH = date(2014, 3, 1)


def suspended(pledge):
    StandingFactory(member=pledge.member, kind="suspended")


def exempt(pledge):
    StandingFactory(member=pledge.member, kind="exempt")


def left(pledge):
    Membership.objects.filter(member=pledge.member).update(until=date(2014, 3, 19))


def only_visiting(pledge):
    Membership.objects.filter(member=pledge.member).update(is_temporary=True)


def not_accepted(pledge):
    Pledge.objects.filter(pk=pledge.pk).update(status="submitted")


def closed(pledge):
    Pledge.objects.filter(pk=pledge.pk).update(status="closed")


def of_another_year(pledge):
    Pledge.objects.filter(pk=pledge.pk).update(year=2013)


def accepted_in_april(pledge):
    moment = timezone.make_aware(datetime(2014, 4, 1))
    Pledge.objects.filter(pk=pledge.pk).update(accepted_at=moment)


def accepted_at_the_last_minute(pledge):
    moment = timezone.make_aware(datetime(2014, 3, 31, 23, 59))
    Pledge.objects.filter(pk=pledge.pk).update(accepted_at=moment)


def nothing(pledge):
    pass


@pytest.mark.parametrize(
    ("happened", "opened"),
    [
        (nothing, 1),
        (accepted_at_the_last_minute, 1),
        (accepted_in_april, 0),
        (suspended, 0),
        (exempt, 0),
        (left, 0),
        (only_visiting, 0),
        (not_accepted, 0),
        (closed, 0),
        (of_another_year, 0),
    ],
)
def test_who_gets_a_report(cast, happened, opened):
    happened(pledge_for(cast, "member"))
    assert open_month(MARCH) == opened
    assert MonthlyReport.objects.count() == opened


@pytest.mark.parametrize(
    ("by_leader", "report_day", "due"),
    [
        (False, 5, date(2014, 4, 5)),
        (True, 5, date(2014, 4, 3)),
        (False, 28, date(2014, 4, 28)),
        (True, 1, date(2014, 3, 30)),
    ],
)
def test_when_it_is_due(cast, by_leader, report_day, due):
    cast.cell.report_day = report_day
    cast.cell.save()
    pledge = pledge_for(cast, "member", by_leader=by_leader)
    open_month(date(2014, 3, 17))
    report = MonthlyReport.objects.get()
    assert (report.due_on, report.by_leader, report.cell) == (due, by_leader, pledge.cell)
    assert (report.month, report.status, report.state_label) == (MARCH, "draft", "Chưa viết")


def test_december_is_due_in_january(cast):
    pledge_for(cast, "member")
    with clock.at(date(2014, 12, 25)):
        open_month(date(2014, 12, 1))
    assert MonthlyReport.objects.get().due_on == date(2015, 1, 5)


def test_months_missed_before_new_year_are_made_up_and_nobody_starts_overdue(cast):
    pledge_for(cast, "member")
    with clock.at(date(2014, 10, 25)):
        open_month(date(2014, 10, 1))
    with clock.at(date(2015, 1, 7)):
        assert open_due_months() == {date(2014, 11, 1): 1, date(2014, 12, 1): 1}
        made_up = MonthlyReport.objects.filter(month__gte=date(2014, 11, 1))
        assert {report.due_on for report in made_up} == {date(2015, 1, 12)}
        assert set(REPORTS.missing()) == set(MonthlyReport.objects.all())


def test_a_month_skipped_by_hand_is_made_up(cast):
    pledge_for(cast, "member")
    with clock.at(date(2014, 5, 26)):
        open_month(MARCH)
        open_month(date(2014, 5, 1))
        assert open_due_months() == {date(2014, 4, 1): 1}
        assert open_due_months() == {}


def test_every_open_item_has_its_line(cast):
    pledge = pledge_for(cast, "member", items=1)
    PledgeItemFactory(pledge=pledge, position=2, ended_on=date(2014, 2, 28), end_reason="Đổi việc")
    PledgeItemFactory(pledge=pledge, position=3, ended_on=MARCH, end_reason="Đổi việc")
    open_month(MARCH)
    report = MonthlyReport.objects.get()
    assert [line.item.position for line in report.lines.all()] == [1, 3]


def test_a_second_run_opens_only_what_is_missing(cast):
    pledge_for(cast, "member")
    assert open_month(MARCH) == 1
    pledge_for(cast, "colleague")
    assert open_month(MARCH) == 1
    assert open_month(MARCH) == 0
    assert MonthlyReport.objects.filter(month=MARCH).count() == 2


def test_two_runs_at_once_open_each_report_once(crowd, cast):
    for _ in range(20):
        member = MemberFactory()
        MembershipFactory(member=member, cell=cast.cell)
        PledgeItemFactory(pledge=PledgeFactory(member=member, cell=cast.cell, accepted=True))
    assert sorted(crowd(lambda: open_month(MARCH), lambda: open_month(MARCH))) == [0, 20]
    [(reports, lines)] = crowd(
        lambda: (
            MonthlyReport.objects.count(),
            sum(r.lines.count() for r in MonthlyReport.objects.all()),
        )
    )
    assert (reports, lines) == (20, 20)


def test_the_number_of_queries_does_not_grow(cast, django_assert_max_num_queries):
    for _ in range(30):
        member = MemberFactory()
        MembershipFactory(member=member, cell=cast.cell)
        PledgeItemFactory(pledge=PledgeFactory(member=member, cell=cast.cell, accepted=True))
    with django_assert_max_num_queries(9):
        assert open_month(MARCH) == 30


def test_next_month_may_be_opened_and_no_later_one(cast):
    pledge_for(cast, "member")
    assert open_month(date(2014, 4, 1)) == 1
    with pytest.raises(ValidationError, match="Chỉ mở được đến tháng 4/2014"):
        open_month(date(2014, 5, 1))


def test_a_pledge_accepted_later_joins_from_its_month_on(cast):
    pledge_for(cast, "colleague")
    open_month(date(2014, 2, 1))
    late = pledge_for(cast, "member")
    open_report_of_this_month(late)
    assert not late.monthly_reports.exists()
    open_month(MARCH)
    MonthlyReport.objects.filter(pledge=late).delete()
    open_report_of_this_month(late)
    open_report_of_this_month(late)
    assert [report.month for report in late.monthly_reports.all()] == [MARCH]
    assert late.monthly_reports.get().lines.count() == 2


def test_the_command_says_one_line(cast):
    pledge_for(cast, "member")
    said = StringIO()
    call_command("open_month", "2014-03", stdout=said)
    assert said.getvalue() == "3/2014: mở 1 báo cáo mới\n"


@pytest.mark.parametrize(
    "month", ["2014-13", "03/2014", "tháng ba", "2014-3-1", "", "9999-12", "2014-05"]
)
def test_a_month_that_is_none_is_refused_in_one_sentence(cast, month):
    pledge_for(cast, "member")
    with pytest.raises(CommandError, match=r"(chưa phải một tháng|chưa tới)") as refusal:
        call_command("open_month", month)
    assert refusal.value.returncode == 1
    assert not MonthlyReport.objects.exists()
