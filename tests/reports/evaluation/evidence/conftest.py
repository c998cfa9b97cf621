"""The year 2014 of Nguyễn Văn Thịnh, told by hand: he moves to Chi bộ Vụ Đảng viên in June."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from cells import clock
from cells.models import Cell, Member, Membership
from pledges.models import MonthlyReport, Pledge, PledgeItem
from reports.models import CellEvaluation, MemberEvaluation
from tests.factories import (
    AttendanceFactory,
    CellEvaluationFactory,
    CommendationFactory,
    EvaluationRoundFactory,
    MemberEvaluationFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    OccasionFactory,
    PledgeFactory,
    PledgeItemFactory,
    SessionFactory,
    SessionTaskFactory,
    moment,
)

YEAR_END = datetime(2014, 12, 20, 9, 0)


@dataclass
class Year:
    """``old`` until the end of May, ``new`` from June on."""

    member: Member
    old: Cell
    new: Cell
    evaluation: MemberEvaluation
    of_old_cell: CellEvaluation
    pledges: dict[str, Pledge]
    items: dict[str, PledgeItem]


@pytest.fixture
def today():
    with clock.at(YEAR_END):
        yield YEAR_END.date()


@pytest.fixture
def year(cast) -> Year:
    member, old, new = cast.members["member"], cast.cell, cast.other_cell
    Membership.objects.filter(member=member).update(until=date(2014, 5, 31))
    Membership.objects.create(member=member, cell=new, kind=new.kind, since=date(2014, 6, 1))
    pledges, items = {}, {}
    for cell, status in ((old, "closed"), (new, "accepted")):
        pledge = PledgeFactory(member=member, cell=cell, accepted=True, status=status)
        pledges[cell.code] = pledge
    items["files"] = PledgeItemFactory(pledge=pledges["CSD"], position=1)
    items["power"] = PledgeItemFactory(pledge=pledges["DV"], position=1, action="Tiết kiệm điện")
    rounds = EvaluationRoundFactory(
        year=2014, self_due_on=date(2014, 12, 31), cell_due_on=date(2015, 1, 15)
    )
    year = Year(
        member=member,
        old=old,
        new=new,
        evaluation=MemberEvaluationFactory(round=rounds, member=member, cell=new),
        of_old_cell=CellEvaluationFactory(round=rounds, cell=old),
        pledges=pledges,
        items=items,
    )
    hold_sessions(year)
    tell_months(year)
    give_tasks(year)
    praise(year)
    return year


def hold_sessions(year: Year) -> None:
    """Five count: three came to, one with a reason, one without; two lie outside the year, one has
    not been closed, one is a visit in another cell's house."""
    told = [
        (year.old, (2014, 1, 1, 8), "official", "present", ""),
        (year.old, (2014, 3, 5, 14), "official", "excused", "mission"),
        (year.old, (2014, 5, 5, 14), "official", "unexcused", ""),
        (year.new, (2014, 7, 5, 14), "official", "present", ""),
        (year.new, (2014, 12, 5, 14), "official", "present", ""),
        (year.new, (2014, 9, 9, 14), "temporary", "present", ""),
        (year.old, (2013, 12, 31, 23), "official", "unexcused", ""),
        (year.new, (2015, 1, 1, 0), "official", "unexcused", ""),
    ]
    for cell, begins, category, state, reason in told:
        session = SessionFactory(cell=cell, status="signed", starts_at=moment(*begins))
        AttendanceFactory(
            session=session, member=year.member, category=category, state=state, reason=reason
        )
    planned = SessionFactory(cell=year.new, starts_at=moment(2014, 12, 31, 14))
    AttendanceFactory(session=planned, member=year.member, state="unexcused")


def tell_months(year: Year) -> None:
    """January on time, February late, March with words that the cell answered, April excused;
    in the new cell July unchanged, August not sent, September sent back."""
    old, new = year.pledges["CSD"], year.pledges["DV"]
    files, power = year.items["files"], year.items["power"]
    report(old, 1, "acknowledged", sent=moment(2014, 2, 1), lines={files: "done"})
    report(old, 2, "acknowledged", sent=moment(2014, 3, 9), lines={files: "not_yet"})
    march = report(old, 3, "acknowledged", sent=moment(2014, 4, 5, 23), lines={files: "partly"})
    march.lines.update(comment="Đề nghị đồng chí ghi rõ hồ sơ nào còn chậm.")
    report(old, 4, "excused")
    july = report(new, 7, "submitted", sent=moment(2014, 8, 1), lines={power: "done"})
    july.lines.update(is_unchanged=True)
    report(new, 8, "draft", lines={power: "done"})
    september = report(new, 9, "returned", sent=moment(2014, 10, 1), lines={power: "not_yet"})
    september.lines.update(comment="Chưa rõ.")


def report(pledge, month, status, *, sent=None, lines=()) -> MonthlyReport:
    row = MonthlyReportFactory(
        pledge=pledge,
        month=date(2014, month, 1),
        due_on=date(2014, month + 1, 5),
        status=status,
        first_submitted_at=sent,
    )
    for item, state in dict(lines).items():
        MonthlyReportLineFactory(report=row, item=item, state=state)
    return row


def give_tasks(year: Year) -> None:
    """One done, one done late, one overdue, one dropped; one of a session that still runs, one due
    in another year."""
    over = SessionFactory(cell=year.old, status="held", starts_at=moment(2014, 2, 5, 14))
    runs = SessionFactory(cell=year.old, starts_at=moment(2014, 12, 6, 14))
    for text, session, due, state, finished in [
        ("Xong đúng hạn", over, date(2014, 3, 28), "done", date(2014, 3, 28)),
        ("Xong muộn", over, date(2014, 3, 28), "done", date(2014, 3, 29)),
        ("Quá hạn", over, date(2014, 12, 19), "open", None),
        ("Thôi", over, date(2014, 6, 1), "dropped", None),
        ("Buổi chưa khép", runs, date(2014, 12, 10), "open", None),
        ("Năm sau", over, date(2015, 1, 1), "open", None),
    ]:
        SessionTaskFactory(
            session=session,
            owner=year.member,
            text=text,
            due_on=due,
            state=state,
            finished_on=finished,
        )


def praise(year: Year) -> None:
    """Of 2013, decided in January; one that only waits for its decision, one of the year before;
    and the cell itself."""
    past, present = OccasionFactory(year=2013), OccasionFactory(year=2014)
    person = {"member": year.member, "cell": year.old}
    award(date(2014, 1, 31), "02-QĐ/ĐUCQ", occasion=past, **person)
    award(date(2013, 12, 31), "09-QĐ/ĐUCQ", occasion=None, **person)
    CommendationFactory(gathered=True, occasion=present, **person)
    award(date(2014, 12, 31), "11-QĐ/ĐUCQ", occasion=present, cell=year.old, member=None)


def award(day: date, number: str, **more):
    decided = {"status": "awarded", "decision_number": number, "awarded_on": day}
    return CommendationFactory(proposed=True, **decided, **more)
