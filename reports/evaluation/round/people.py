"""Who stands in a round, where, and in which case (domain.md §2.6), as of 31 December of its year.

What no date tells – a long absence, a cấp uỷ office suspended, somebody away – staff write by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cells import clock
from cells.member.models import StandingKind
from cells.models import Cell, Member, Membership, Standing
from cells.organisation.models import CellKind
from pledges.pledge.services import leaders_on
from reports.evaluation.choices import Case


@dataclass(frozen=True, slots=True)
class Person:
    member_id: int
    cell_id: int
    case: str
    by_leader: bool


def last_day_of(year: int) -> date:
    return date(year, 12, 31)


def is_new(since: date | None, year: int) -> bool:
    """Six months are full on the same day of the sixth month: from 30 June on to 31 December."""
    return since is not None and since > date(year, 6, 30)


def people_of(year: int) -> Iterator[Person]:
    """Every đảng viên whom a chi bộ counts that day; between two cells they are the newer one's."""
    day = last_day_of(year)
    open_rows = Membership.objects.open_on(day).filter(kind=CellKind.PARTY)
    homes = open_rows.regular().filter(member__admitted_on__lte=day).order_by("since", "pk")
    found = homes.values_list("member_id", "cell_id", "member__admitted_on")
    released = dict(Standing.objects.open_on(day).values_list("member_id", "kind"))
    guests = set(open_rows.filter(is_temporary=True).values_list("member_id", flat=True))
    leaders = leaders_on(day)
    for member, (cell, admitted) in {row[0]: row[1:] for row in found}.items():
        case = case_of(released.get(member), is_new(admitted, year), member in guests)
        yield Person(member, cell, case, (member, CellKind.PARTY) in leaders)


def case_of(released: str | None, is_new_here: bool, is_guest: bool) -> str:
    """The case that excuses most comes first."""
    if released == StandingKind.SUSPENDED:
        return Case.SUSPENDED
    if released == StandingKind.EXEMPT:
        return Case.EXEMPT
    if is_new_here:
        return Case.NEW
    return Case.GUEST if is_guest else Case.NORMAL


def cells_of(year: int) -> Iterator[tuple[int, str]]:
    """(cell, case) of every chi bộ of that day."""
    cells = Cell.objects.party().open_on(last_day_of(year))
    for cell, founded in cells.values_list("pk", "founded_on"):
        yield cell, Case.NEW_CELL if is_new(founded, year) else Case.NORMAL


def official_members(cell: Cell) -> int:
    """Who votes in it today: đảng viên chính thức."""
    today = clock.today()
    return Member.objects.of_party(today, cell).filter(official_on__lte=today).count()


def gone_by(year: int) -> Q:
    """Members who belong to no chi bộ any more."""
    here = Membership.objects.open_on(last_day_of(year)).regular().filter(kind=CellKind.PARTY)
    return ~Q(member__in=here.values("member"))
