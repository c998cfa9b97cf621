"""Who stands on the roll of a session's cells that day, and as whom (domain.md §4.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

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


def roll_of_day(session: Session, excused: Excused | None = None) -> list[Person]:
    """One line a person in all the session's cells, sorted by name; a constant number of queries."""
    excuses = known_excuses(session) if excused is None else excused
    best: dict[int, Person] = {}
    for person in candidates(session, excuses):
        before = best.get(person.member.pk)
        if before is None or person.rank < before.rank:
            best[person.member.pk] = person
    return sorted(best.values(), key=lambda person: (person.member.sort_key, person.member.pk))


def candidates(session: Session, excuses: Excused) -> Iterator[Person]:
    cells = cells_of(session)
    here = Membership.objects.open_on(session.day).filter(cell__in=cells)
    released = released_on(session)
    away = set(
        Membership.objects.open_on(session.day)
        .filter(is_temporary=True, member__in=here.values("member"))
        .values_list("member", "kind")
    )
    rows = sorted(
        here.select_related("member"),
        key=lambda row: [cell.pk for cell in cells].index(row.cell_id),
    )
    by_key = {cell.pk: cell for cell in cells}
    for row in rows:
        if row.kind == CellKind.PARTY and is_not_yet_admitted(row.member, session):
            continue
        category = category_of(row, released.get(row.member_id), away, session)
        yield person_of(by_key[row.cell_id], row.member, category, excuses)


def released_on(session: Session) -> dict[int, str]:
    standings = Standing.objects.open_on(session.day)
    return dict(standings.values_list("member", "kind"))


def is_not_yet_admitted(member: Member, session: Session) -> bool:
    """Known to be admitted later; a day that nobody has entered keeps nobody off the roll."""
    return member.admitted_on is not None and member.admitted_on > session.day


def category_of(
    row: Membership, standing: str | None, away: set[tuple[int, str]], session: Session
) -> RollCategory:
    """A standing is the Party's: it says nothing in a chi đoàn or a tổ công đoàn (Q12)."""
    if row.kind == CellKind.PARTY and standing:
        return RELEASED[StandingKind(standing)]
    if row.is_temporary:
        return RollCategory.TEMPORARY
    if (row.member_id, row.kind) in away:
        return RollCategory.AWAY
    if row.kind != CellKind.PARTY:
        return RollCategory.YOUTH
    official_on = row.member.official_on
    is_official = official_on is not None and official_on <= session.day
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
