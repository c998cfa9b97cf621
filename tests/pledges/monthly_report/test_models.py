"""What a stored row means on a given day."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from cells import clock
from pledges.monthly_report.models import MonthlyReport, ReportState, lines_of
from tests.factories import MonthlyReportFactory, MonthlyReportLineFactory, PledgeItemFactory

BLANK = {"on_time": 0, "late": 0, "missing": 0, "excused": 0}


def tally():
    return {state: MonthlyReport.objects.in_state(state).count() for state in BLANK}


def moment(*parts):
    return timezone.make_aware(datetime(*parts))


@pytest.mark.parametrize(
    ("sent", "today", "what"),
    [
        (moment(2014, 4, 5, 23, 59), date(2014, 4, 6), "on_time"),
        (moment(2014, 4, 6, 0, 0), date(2014, 4, 6), "late"),
        (moment(2014, 4, 1, 9, 0), date(2014, 4, 2), "on_time"),
        (None, date(2014, 4, 5), None),
        (None, date(2014, 4, 6), "missing"),
    ],
)
def test_on_time_late_and_missing_turn_at_midnight_in_hanoi(db, sent, today, what):
    status = "submitted" if sent else "draft"
    MonthlyReportFactory(status=status, first_submitted_at=sent, due_on=date(2014, 4, 5))
    with clock.at(today):
        assert tally() == (BLANK | {what: 1} if what else BLANK)


@pytest.mark.parametrize("status", ["returned", "acknowledged"])
def test_what_was_sent_in_time_stays_in_time_whatever_came_after(db, status):
    MonthlyReportFactory(status=status, first_submitted_at=moment(2014, 4, 5, 8, 0))
    with clock.at(date(2014, 5, 1)):
        assert tally() == BLANK | {"on_time": 1}


def test_what_was_withdrawn_is_missing_until_it_is_sent_again(db):
    report = MonthlyReportFactory(status="draft", first_submitted_at=moment(2014, 4, 5, 8, 0))
    with clock.at(date(2014, 5, 1)):
        assert report.state_label == "Quá hạn"
        assert tally() == BLANK | {"missing": 1}


def test_the_excused_are_counted_apart_and_nowhere_else(db):
    MonthlyReportFactory(status="excused")
    MonthlyReportFactory(status="excused", first_submitted_at=moment(2014, 4, 9, 8, 0))
    with clock.at(date(2014, 5, 1)):
        assert tally() == BLANK | {"excused": 2}


@pytest.mark.parametrize(
    ("fields", "today", "label", "state"),
    [
        ({}, date(2014, 4, 5), "Chưa viết", "blank"),
        ({"saved_at": moment(2014, 4, 1, 8, 0)}, date(2014, 4, 5), "Nháp", "draft"),
        ({"saved_at": moment(2014, 4, 1, 8, 0)}, date(2014, 4, 6), "Quá hạn", "missing"),
        ({}, date(2014, 4, 6), "Quá hạn", "missing"),
        ({"sent": True}, date(2014, 4, 6), "Đã gửi", "submitted"),
        ({"sent": True, "status": "returned"}, date(2014, 4, 6), "Cần bổ sung", "returned"),
        ({"acknowledged": True}, date(2014, 4, 6), "Đã nhận", "acknowledged"),
        ({"status": "excused"}, date(2014, 4, 6), "Được miễn", "excused"),
    ],
)
def test_the_word_shown_and_the_word_searched_for_agree(db, fields, today, label, state):
    report = MonthlyReportFactory(**fields)
    with clock.at(today):
        assert report.state_label == label
        plain = set(ReportState.values) - {"on_time", "late", "waiting"}  # those say more than one
        assert [
            each for each in sorted(plain) if MonthlyReport.objects.in_state(each).exists()
        ] == [state]


def test_on_time_and_late_can_be_asked_for(db):
    early = MonthlyReportFactory(acknowledged=True, first_submitted_at=moment(2014, 4, 5, 8, 0))
    late = MonthlyReportFactory(acknowledged=True, first_submitted_at=moment(2014, 4, 6, 8, 0))
    assert MonthlyReport.objects.in_state("on_time").get() == early
    assert MonthlyReport.objects.in_state("late").get() == late
    assert (early.was_late, late.was_late) == (False, True)


def test_an_item_added_later_is_asked_about_and_an_ended_one_is_not(report_of):
    report = report_of("member", items=2)
    ended, kept = report.pledge.items.all()
    ended.ended_on, ended.end_reason = date(2014, 2, 28), "Đổi việc"
    ended.save()
    added = PledgeItemFactory(pledge=report.pledge, position=3, criterion=None)
    assert [line.item for line in lines_of(report)] == [kept, added]
    report.pledge.status = "returned"
    assert [line.item for line in lines_of(report)] == [kept]


def test_words_on_an_ended_item_stay(report_of):
    report = report_of("member", items=1, sent=True)
    report.pledge.items.update(ended_on=date(2014, 2, 28), end_reason="Đổi việc")
    assert [line.state for line in lines_of(report)] == ["done"]


def test_nobody_is_asked_for_a_report_in_a_cell_they_left(cast, report_of):
    report = report_of("member")
    assert MonthlyReport.objects.of_those_still_here().get() == report
    cast.members["member"].memberships.update(until=date(2014, 3, 19))
    assert not MonthlyReport.objects.of_those_still_here().exists()


def test_a_line_is_named_after_its_item_and_its_state(db):
    line = MonthlyReportLineFactory(item__action="Kèm cặp một đồng chí", state="partly")
    assert str(line) == "Kèm cặp một đồng chí: Một phần"
