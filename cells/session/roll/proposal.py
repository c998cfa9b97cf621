"""Who stands on the roll of a session's cells that day, and as whom (domain.md §4.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from cells.member.models import Member, Membership, Standing, StandingKind
from cells.organisation.models import Cell, CellKind
from cells.session.models import ASKED, COUNTED, AttendanceState, RollCategory, Session

RELEASED = {
    StandingKind.EXEMPT: RollCategory.EXEMPT,
    StandingKind.SUSPENDED: RollCategory.SUSPENDED,
}
Excused = dict[int, tuple[str, str]]  # member → reason, and what is said besides

# An inversion: who knows of accepted absences ahead of the session adds itself here
EXCUSES: list[Callable[[Session], Excused]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of a cell on that day, before anybody has taken the roll."""

    cell: Cell
    member: Member
    category: RollCategory
    state: str = ""
    reason: str = ""
    reason_note: str = ""

    @property
    def rank(self) -> int:
        """Of somebody with two cells in one session: the roll on which they count goes first."""
        if self.category in COUNTED:
            return 0
        return 1 if self.category in ASKED else 2


def cells_of(session: Session) -> list[Cell]:
    """The host first."""
    partners = session.partners.select_related("cell")
    return [session.cell, *(partner.cell for partner in partners)]


def known_excuses(session: Session) -> Excused:
    return {member: excuse for source in EXCUSES for member, excuse in source(session).items()}


def roll_of_day(
    session: Session, excused: Excused | None = None, cells: list[Cell] | None = None
) -> list[Person]:
    """One line a person in all the session's cells, by name; a constant number of queries."""
    excuses = known_excuses(session) if excused is None else excused
    best: dict[int, Person] = {}
    for person in candidates(cells or cells_of(session), session.day, excuses):
        before = best.get(person.member.pk)
        if before is None or person.rank < before.rank:
            best[person.member.pk] = person
    return sorted(best.values(), key=lambda person: (person.member.sort_key, person.member.pk))


def candidates(cells: list[Cell], day: date, excuses: Excused) -> Iterator[Person]:
    by_key = {cell.pk: cell for cell in cells}
    places = list(by_key)  # the host's people first
    for row in sorted(stays_on(day, cells), key=lambda row: places.index(row.cell_id)):
        if not (row.kind == CellKind.PARTY and is_not_yet_admitted(row.member, day)):
            category = category_of(row, day)
            yield person_of(by_key[row.cell_id], row.member, category, excuses)


def stays_on(day: date, cells: list[Cell]) -> QuerySet[Membership]:
    """Whoever is in these cells, with what makes them stand apart, in one query."""
    released = Standing.objects.open_on(day).filter(member=OuterRef("member"))
    elsewhere = Membership.objects.open_on(day).filter(
        member=OuterRef("member"), kind=OuterRef("kind"), is_temporary=True
    )
    here = Membership.objects.open_on(day).filter(cell__in=cells)
    return here.select_related("member").annotate(
        standing=Subquery(released.values("kind")[:1]), is_away=Exists(elsewhere)
    )


def is_not_yet_admitted(member: Member, day: date) -> bool:
    """Known to be admitted later; a day that nobody has entered keeps nobody off the roll."""
    return member.admitted_on is not None and member.admitted_on > day


def category_of(row: Any, day: date) -> RollCategory:
    """Of a row of ``stays_on``. A standing is the Party's: it says nothing elsewhere (Q12)."""
    if row.kind == CellKind.PARTY and row.standing:
        return RELEASED[StandingKind(row.standing)]
    if row.is_temporary:
        return RollCategory.TEMPORARY
    if row.is_away:
        return RollCategory.AWAY
    if row.kind != CellKind.PARTY:
        return RollCategory.YOUTH
    official_on = row.member.official_on
    is_official = official_on is not None and official_on <= day
    return RollCategory.OFFICIAL if is_official else RollCategory.PROBATIONARY


def person_of(cell: Cell, member: Member, category: RollCategory, excuses: Excused) -> Person:
    """Everybody who is asked is present until somebody says otherwise."""
    if category not in ASKED:
        return Person(cell=cell, member=member, category=category)
    if excuse := excuses.get(member.pk):
        reason, note = excuse
        return Person(
            cell=cell,
            member=member,
            category=category,
            state=AttendanceState.EXCUSED,
            reason=reason,
            reason_note=note,
        )
    return Person(cell=cell, member=member, category=category, state=AttendanceState.PRESENT)
