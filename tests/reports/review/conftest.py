"""A small world, counted by hand: January to June 2014, looked at on 20 July 2014."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.utils import timezone

from cells import clock
from cells.models import Cell, User
from pledges.models import Pledge
from tests.factories import (
    CellFactory,
    CommitteeFactory,
    CommitteePostFactory,
    CriterionFactory,
    LetterheadFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PledgeFactory,
    PledgeItemFactory,
    ProgrammeFactory,
    StandingFactory,
    UserFactory,
)

FIRST, LAST = date(2014, 1, 1), date(2014, 6, 1)
NOT_DUE = date(2014, 7, 25)


@pytest.fixture(autouse=True)
def july(today):
    with clock.at(datetime(2014, 7, 20, 9, 0)):
        yield date(2014, 7, 20)


def moment(month, day, year=2014):
    return timezone.make_aware(datetime(year, month, day, 9, 0))


def person(name, cell, *, office="", since=date(2010, 1, 1), until=None, **fields):
    member = MemberFactory(full_name=name, **fields)
    MembershipFactory(member=member, cell=cell, office=office, since=since, until=until)
    return member


def accepted(member, cell, actions, *, on=(1, 15), status="accepted", year=2014, criterion=None):
    """An accepted pledge and its items."""
    when = moment(*on, year)
    pledge = PledgeFactory(
        member=member,
        cell=cell,
        year=year,
        status=status,
        first_submitted_at=when,
        accepted_at=when,
    )
    for position, action in enumerate(actions, start=1):
        PledgeItemFactory(pledge=pledge, position=position, action=action, criterion=criterion)
    return pledge


def report(pledge, month, *states, sent=None, status="acknowledged", due_on=None, year=2014):
    """A month's report; ``sent`` is the day and month of its first sending."""
    made = MonthlyReportFactory(
        pledge=pledge,
        month=date(year, month, 1),
        due_on=due_on or date(year + month // 12, month % 12 + 1, 5),
        first_submitted_at=moment(*sent, year) if sent else None,
        status=status,
    )
    for item, state in zip(pledge.items.all(), states, strict=False):
        MonthlyReportLineFactory(report=made, item=item, state=state)
    return made


@dataclass
class World:
    first: Cell
    second: Cell
    closed: Cell
    youth: Cell
    staff: User
    secretary: User


@pytest.fixture
def world(db):
    CommitteeFactory()
    LetterheadFactory()
    ProgrammeFactory()
    first = CellFactory(code="A", name="Chi bộ Vụ Cơ sở đảng")
    second = CellFactory(code="B", name="Chi bộ Vụ Đảng viên")
    closed = CellFactory(code="C", name="Chi bộ Vụ cũ", closed_on=date(2014, 4, 30))
    youth = CellFactory(code="Y", name="Chi đoàn cơ quan", kind="youth")
    cards(first, second, closed)
    people_of_first(first)
    secretary = people_of_second(first, second)
    people_outside(closed, youth)
    clerk = person("Lê Thu Hà", youth, admitted_on=None, official_on=None)
    CommitteePostFactory(member=clerk, body="task_force")
    return World(
        first=first,
        second=second,
        closed=closed,
        youth=youth,
        staff=UserFactory(member=clerk, username="staff"),
        secretary=UserFactory(member=secretary, username="secretary"),
    )


def cards(first, second, closed):
    old = MoralStandardFactory(
        cell=first, year=2013, status="replaced", resolution_number="1", adopted_on=date(2013, 2, 1)
    )
    new = MoralStandardFactory(cell=first, adopted=True)
    later = MoralStandardFactory(
        cell=second, status="adopted", resolution_number="2", adopted_on=date(2014, 7, 1)
    )
    gone = MoralStandardFactory(cell=closed, adopted=True)
    for standard, lines in [(old, 5), (new, 3), (later, 4), (gone, 6)]:
        CriterionFactory.create_batch(lines, standard=standard)


def people_of_first(cell):
    anh = accepted(person("Nguyễn Vân Anh", cell), cell, ["A1", "A2"])
    accepted(anh.member, cell, ["năm trước"], year=2013)
    report(anh, 1, "partly", "not_yet", sent=(2, 5))
    report(anh, 2, "done", "not_yet", sent=(3, 10), status="submitted")  # late
    report(anh, 3, "done", "done", sent=(4, 1), status="returned")  # on time, its states unsettled
    report(anh, 4, "done", "done", status="draft")  # missing, whatever the draft says
    report(anh, 7, "partly", "partly", sent=(7, 19), due_on=NOT_DUE)  # after the span
    binh = person("Lê Thanh Bình", cell, official_on=date(2014, 12, 1))
    binh = accepted(binh, cell, ["B1"], on=(5, 10))
    unchanged = report(binh, 5, "done", sent=(6, 5))
    unchanged.lines.update(is_unchanged=True, sentence="")
    report(binh, 6, status="draft", due_on=NOT_DUE)
    chi = person("Đỗ Linh Chi", cell)
    StandingFactory(member=chi, since=date(2014, 2, 1))
    report(accepted(chi, cell, ["C1"]), 1, "done", status="excused")
    StandingFactory(member=person("Cao Dũng", cell), kind="suspended", since=date(2014, 6, 1))
    PledgeFactory(
        member=person("Ngô Thị Em", cell),
        cell=cell,
        status="submitted",
        first_submitted_at=moment(1, 20),
    )
    PledgeFactory(member=person("Hà Giang", cell), cell=cell)
    ha = accepted(person("Vũ Hải Hà", cell), cell, ["H1"], on=(7, 5))  # after the span
    Pledge.objects.filter(pk=ha.pk).update(first_submitted_at=moment(6, 20))


def people_of_second(first, second):
    khanh = person("Lê Khánh", second, office="secretary")
    pledge = accepted(khanh, second, ["K1", "K2"])
    pledge.items.filter(position=2).update(ended_on=date(2014, 3, 1), end_reason="xong sớm")
    report(pledge, 1, "done", "partly", sent=(2, 4))
    report(pledge, 2, status="excused")
    lan = person("Phan Ngọc Lan", first, until=date(2014, 3, 31))
    MembershipFactory(member=lan, cell=second, since=date(2014, 4, 1))
    report(accepted(lan, first, ["L1"], status="closed"), 2, "done", sent=(3, 5))
    PledgeFactory(member=lan, cell=second)
    return khanh


def people_outside(closed, youth):
    minh = person("Trần Minh", closed, until=date(2014, 4, 30))
    report(accepted(minh, closed, ["M1"], status="closed"), 1, sent=(2, 20), status="submitted")
    young = person("Bùi Nhi", youth, admitted_on=None, official_on=None)
    report(accepted(young, youth, ["Y1"]), 1, "done", sent=(2, 1))
