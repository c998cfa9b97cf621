"""The morning's command, met by whatever may go wrong around it."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from cells import clock
from cells.audit import note_down
from cells.models import AuditEntry, Membership, Notice, User
from cells.notice.letters import NOT_SET_UP
from pledges.management.commands import run_due
from pledges.models import MonthlyReport, Pledge, Reminder
from pledges.monthly_report.services import open_month
from pledges.reminder.figures import due_pushes, overdue
from pledges.reminder.missing import PLEDGES, REPORTS
from pledges.reminder.services import send, send_due
from tests.factories import (
    CellFactory,
    EvaluationRoundFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
    StandingFactory,
)

DUE = date(2014, 4, 5)  # of the reports of March


@pytest.fixture
def report(cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    return MonthlyReportFactory(pledge=pledge)


@pytest.fixture
def branch(cast):
    return CellFactory(code="CD", kind="youth", name="Chi đoàn cơ quan")


def run(day: date | None = None) -> str:
    out = StringIO()
    call_command("run_due", today=str(day) if day else None, stdout=out)
    return out.getvalue()


def told_on(day: date) -> dict[str, int]:
    with clock.at(day):
        return send_due()


def state() -> tuple:
    return (
        sorted(Reminder.objects.values_list("recipient", "report", "pledge", "rung", "sent_on")),
        sorted(MonthlyReport.objects.values_list("pledge", "month", "status")),
        Notice.objects.count(),
        AuditEntry.objects.count(),
    )


# again and again


@pytest.mark.parametrize("day", [date(2014, 4, 1), DUE, date(2014, 4, 15), date(2014, 4, 25)])
def test_twice_on_a_day_is_as_once(report, settings, day):
    settings.CHI03_DEMO = True
    run(day)
    before = state()
    run(day)
    assert state() == before


def test_a_month_is_opened_on_its_day_and_once(report, settings):
    settings.CHI03_DEMO = True
    assert "Chưa đến ngày mở tháng mới." in run(date(2014, 4, 24))
    assert "Mở tháng 4/2014: 1 báo cáo." in run(date(2014, 4, 25))
    assert "Tháng 4/2014 đã mở từ trước." in run(date(2014, 4, 25))
    assert "Tháng 4/2014 đã mở từ trước." in run(date(2014, 4, 26))
    assert "Chưa đến ngày mở tháng mới." in run(date(2014, 5, 1))
    with clock.at(date(2014, 4, 26)):
        assert open_month(date(2014, 4, 1)) == 0


def test_a_month_that_had_nobody_is_not_spoken_of_every_morning(report, settings):
    settings.CHI03_DEMO = True
    run(date(2014, 4, 25))
    Membership.objects.update(until=date(2014, 5, 20))
    assert "Đã đến ngày mở tháng 5/2014, nhưng chưa ai phải báo cáo." in run(date(2014, 5, 25))
    said = run(date(2014, 6, 2))
    assert "Chưa đến ngày mở tháng mới." in said
    assert "Mở tháng" not in said


def test_a_deed_that_is_refused_says_the_sentence_and_the_others_are_done(report, monkeypatch):
    def refused():
        raise ValidationError(["Năm 2014 chưa có chuyên đề."])
        yield

    monkeypatch.setattr(run_due, "DEEDS", (refused, run_due.reminders))
    out = StringIO()
    with pytest.raises(CommandError, match=r"^Năm 2014 chưa có chuyên đề\.$"):
        call_command("run_due", stdout=out)
    assert "Nhắc" in out.getvalue()


def test_what_was_sent_or_excused_meanwhile_is_not_reminded_of(report):
    with clock.at(DUE):
        pushes = due_pushes(REPORTS)
        MonthlyReport.objects.update(status="submitted", first_submitted_at=clock.now())
        assert [push.paper for push in pushes] == [report.pk]
        assert send(REPORTS, pushes) == 0
    assert not Reminder.objects.exists()
    assert not Notice.objects.exists()


def test_returned_and_acknowledged_papers_are_with_somebody_else_s_words(report):
    for status in ("returned", "acknowledged"):
        MonthlyReport.objects.update(status=status, first_submitted_at=clock.now())
        assert told_on(DUE) == {"report": 0, "pledge": 0}


# the clock


def test_a_clock_that_ran_back_changes_nothing_until_somebody_says_it_is_right(report, cast):
    with clock.at(clock.today() + timedelta(days=3)):
        note_down(cast.cell, cast.user("staff"), "print", "2 giấy nhắc")
    before = state()
    with pytest.raises(CommandError, match="Đồng hồ máy chỉ ngày 20/03/2014"):
        run()
    assert state() == before
    assert "Việc đến hạn ngày 20/03/2014" in run(clock.today())


def test_what_a_clock_far_ahead_has_written_silences_nobody(report):
    Reminder.objects.create(
        recipient=report.pledge.member,
        report=MonthlyReportFactory(pledge=report.pledge, month=date(2014, 2, 1)),
        cell=report.cell,
        rung=3,
        way="app",
        sent_on=date(2015, 4, 5),
    )
    assert told_on(DUE)["report"] == 1


def test_a_clock_that_goes_back_a_day_reminds_nobody_again(report):
    assert told_on(DUE)["report"] == 1
    assert told_on(DUE - timedelta(days=1))["report"] == 0
    assert told_on(DUE)["report"] == 0


# whose papers


def test_whose_last_day_is_over_is_excused_with_a_whole_sentence(report, settings):
    settings.CHI03_DEMO = True
    Membership.objects.filter(member=report.pledge.member).update(until=date(2014, 4, 1))
    run(date(2014, 4, 2))
    entry = AuditEntry.objects.of(report).latest("pk")
    assert (entry.verb, entry.note) == ("excuse", "không còn sinh hoạt tại chi bộ")


def test_who_has_not_come_yet_on_the_day_of_the_run_is_not_excused(report, settings):
    settings.CHI03_DEMO = True
    run(date(2000, 1, 10))
    report.refresh_from_db()
    assert report.status == "draft"


def test_nobody_is_asked_for_a_year_that_is_closed(cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, year=2013, accepted=True)
    MonthlyReportFactory(pledge=pledge, month=date(2013, 12, 1), due_on=date(2014, 1, 5))
    MonthlyReportFactory(pledge=pledge, month=date(2013, 11, 1), due_on=date(2013, 12, 5))
    PledgeFactory(member=cast.members["colleague"], cell=cast.cell, year=2013)
    day = date(2014, 1, 6)
    with clock.at(day):
        asked = MonthlyReport.objects.filter(pk__in=[push.paper for push in due_pushes(REPORTS)])
        assert {report.month.month for report in asked} == {11, 12}
        assert due_pushes(PLEDGES) == []
        over = {"published_at": clock.now(), "closed_at": clock.now()}
        EvaluationRoundFactory(year=2013, status="closed", **over)
        assert due_pushes(REPORTS) == []


def test_who_moved_is_asked_by_the_new_cell_alone(report, cast):
    member = cast.members["member"]
    Membership.objects.filter(member=member).update(until=date(2014, 3, 31))
    MembershipFactory(member=member, cell=cast.other_cell, since=date(2014, 4, 1))
    there = MonthlyReportFactory(
        pledge=PledgeFactory(member=member, cell=cast.other_cell, accepted=True),
        cell=cast.other_cell,
    )
    assert told_on(DUE)["report"] == 1
    assert list(Reminder.objects.values_list("report", "cell")) == [(there.pk, cast.other_cell.pk)]


def test_a_guest_is_reminded_by_home_alone(report, cast):
    MembershipFactory(member=cast.members["member"], cell=cast.other_cell, is_temporary=True)
    told_on(DUE)
    assert list(Reminder.objects.values_list("cell", flat=True)) == [cast.cell.pk]


def test_in_a_youth_branch_everybody_is_asked_and_a_standing_releases_from_the_party_alone(
    report, branch, cast
):
    young = MemberFactory(admitted_on=None, official_on=None, card_number="")
    for member in (young, cast.members["member"]):
        MembershipFactory(member=member, cell=branch)
        MonthlyReportFactory(
            pledge=PledgeFactory(member=member, cell=branch, accepted=True), cell=branch
        )
    PledgeFactory(
        member=MembershipFactory(
            cell=branch, member__admitted_on=None, member__official_on=None
        ).member,
        cell=branch,
        due_on=DUE,
    )
    StandingFactory(member=cast.members["member"])
    assert told_on(DUE) == {"report": 2, "pledge": 1}
    assert set(Reminder.objects.values_list("cell", flat=True)) == {branch.pk}


def test_who_is_in_both_reads_one_sentence_that_says_which_is_which(report, branch, cast):
    member = cast.members["member"]
    MembershipFactory(member=member, cell=branch)
    MonthlyReportFactory(
        pledge=PledgeFactory(member=member, cell=branch, accepted=True), cell=branch
    )
    assert told_on(DUE)["report"] == 1
    assert Notice.objects.get().sentence == (
        "Nhắc: 2 báo cáo tháng chưa gửi: 3/2014 (hạn 05/04), "
        "3/2014 của Đoàn Thanh niên (hạn 05/04)."
    )


def test_an_officer_of_two_cells_is_told_of_each(report, branch, cast):
    MembershipFactory(
        member=cast.members["secretary"], cell=branch, kind="youth", office="secretary"
    )
    young = MemberFactory(admitted_on=None, official_on=None, card_number="")
    MembershipFactory(member=young, cell=branch)
    MonthlyReportFactory(
        pledge=PledgeFactory(member=young, cell=branch, accepted=True), cell=branch
    )
    told_on(date(2014, 4, 10))
    of_cells = Notice.objects.filter(verb="remind_cell").order_by("sentence")
    assert [notice.sentence for notice in of_cells] == [
        "Chi bộ còn 1 đồng chí quá hạn chưa gửi báo cáo tháng.",
        "Chi đoàn còn 1 đồng chí quá hạn chưa gửi báo cáo tháng.",
    ]
    assert len({notice.path for notice in of_cells}) == 2


def test_where_no_officer_can_be_told_staff_hear_of_it_earlier(report, cast):
    with clock.at(date(2014, 4, 10)):
        assert not overdue(REPORTS).exists()
        officers = Membership.objects.exclude(office="").values("member")
        User.objects.filter(member__in=officers).update(is_active=False)
        assert list(overdue(REPORTS)) == [report]
        send_due()
    assert not Reminder.objects.filter(rung=5).exists()


# one deed fails


def test_a_deed_that_fails_keeps_no_other_from_being_done(report, settings, monkeypatch):
    settings.CHI03_DEMO = True

    def no_room() -> list:
        raise OSError("disk is full")

    monkeypatch.setattr(run_due, "sweep_files", no_room)
    out = StringIO()
    with pytest.raises(CommandError, match="disk is full"):
        call_command("run_due", today=str(DUE), stdout=out)
    assert "Nhắc 1 đồng chí về báo cáo tháng." in out.getvalue()
    assert NOT_SET_UP in out.getvalue()
    assert Pledge.objects.exists()
