"""Who a row of the roster is: the cell it names, the person it means, what is stored of both.

A card decides; without one, cell, name and birth year; anything less is asked back, never guessed.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from cells.member.cards import card_key
from cells.member.models import Member, Membership, Office, Standing
from cells.member.roster_sheet import Roster, RosterRow
from cells.organisation.models import Cell, CellKind
from cells.text import name_key

# ---- what is stored, asked once for the whole sheet


@dataclass(slots=True)
class Known:
    cells: dict[str, Cell]
    by_card: dict[str, Member] = field(default_factory=dict)
    namesakes: dict[tuple[int, str], list[Member]] = field(
        default_factory=lambda: defaultdict(list)
    )
    current: dict[int, Membership] = field(default_factory=dict)
    last_day: dict[int, date] = field(default_factory=dict)
    followed: set[int] = field(default_factory=set)  # whose next row is agreed on already
    secretaries: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    standings: dict[int, Standing] = field(default_factory=dict)


def look_up(roster: Roster, today: date) -> Known:
    known = Known({name_key(cell.code): cell for cell in Cell.objects.all()})
    codes = {name_key(row.cell_code) for row in roster.rows if row.cell_code}
    cells = [known.cells[code].pk for code in codes if code in known.cells]
    cards = {row.card_number for row in roster.rows if row.card_number}
    stored = Member.objects.exclude(card_number="").values_list("pk", "card_number")
    holders = Member.objects.in_bulk([pk for pk, number in stored if card_key(number) in cards])
    known.by_card = {card_key(member.card_number): member for member in holders.values()}
    regular = Membership.objects.filter(kind=CellKind.PARTY, is_temporary=False)
    concerned = Q(member__in=regular.filter(cell__in=cells).values("member"))
    rows = regular.filter(concerned | Q(member__in=list(holders))).select_related("member", "cell")
    for row in rows.order_by("since", "pk"):
        place(row, known, today)
    for row in known.current.values():
        known.namesakes[row.cell_id, row.member.name_key].append(row.member)
    for standing in Standing.objects.open_on(today):
        known.standings[standing.member_id] = standing
    return known


def place(row: Membership, known: Known, today: date) -> None:
    """Rows come oldest first: the last one that has begun counts, before any that is to follow."""
    if row.office == Office.SECRETARY:
        known.secretaries[row.cell_id].append(row)
    earlier = known.current.get(row.member_id)
    if (row.until is None or row.until >= today) and (row.since <= today or not earlier):
        known.current[row.member_id] = row
        known.followed.discard(row.member_id)
    elif row.since > today:
        known.followed.add(row.member_id)
    ended = row if row.until and row.until < today else earlier
    if ended and ended.until:
        known.last_day[row.member_id] = ended.until


class Wrong(Exception):
    """Why a row cannot be planned: the field, and words for whoever mends the sheet."""

    def __init__(self, name: str, words: str, *, moves: Member | None = None):
        super().__init__(words)
        self.name, self.words = name, words
        self.moves = moves.pk if moves else None  # whom a transfer, not a sheet, would move


def could_be_one(one: tuple[str, int | None], other: tuple[str, int | None]) -> bool:
    """Whether two people of one name and cell, told by card and birth year, may be the same."""
    (card, year), (other_card, other_year) = one, other
    if card and other_card:
        return card == other_card
    return not (year and other_year) or year == other_year


class Matcher:
    """Goes through the rows in order and remembers whom it has met."""

    def __init__(self, known: Known, today: date):
        self.known, self.today = known, today
        self.cards: dict[str, int] = {}
        self.names: dict[tuple[int, str], list[RosterRow]] = defaultdict(list)
        self.taken: dict[int, int] = {}

    def identify(self, row: RosterRow, cell: Cell) -> tuple[Member | None, Membership | None]:
        if not row.full_name:
            raise Wrong("full_name", "chưa ghi họ và tên.")
        self.refuse_twice(row, cell)
        member = self.person_of(row, cell)
        return member, self.membership_of(member, cell)

    def cell_of(self, row: RosterRow) -> Cell:
        if not row.cell_code:
            raise Wrong("cell_code", "chưa ghi mã chi bộ.")
        cell = self.known.cells.get(name_key(row.cell_code))
        if cell is None:
            raise Wrong("cell_code", f"không có chi bộ nào mang mã “{row.cell_code}”.")
        if cell.kind != CellKind.PARTY:
            raise Wrong(
                "cell_code", f"“{row.cell_code}” là {cell.get_kind_display()}, không phải chi bộ."
            )
        if cell.closed_on and cell.closed_on < self.today:
            raise Wrong("cell_code", f"{cell.name} đã kết thúc từ {cell.closed_on:%d/%m/%Y}.")
        return cell

    def refuse_twice(self, row: RosterRow, cell: Cell) -> None:
        card = row.card_number or ""
        if card and (before := self.cards.setdefault(card, row.number)) != row.number:
            raise Wrong("card_number", f"số thẻ {card} đã có ở dòng {before}.")
        twins = self.names[cell.pk, name_key(row.full_name or "")]
        for twin in twins:
            if could_be_one((card, row.birth_year), (twin.card_number or "", twin.birth_year)):
                raise Wrong("full_name", f"đồng chí {row.full_name} đã có ở dòng {twin.number}.")
        twins.append(row)

    def person_of(self, row: RosterRow, cell: Cell) -> Member | None:
        member = self.by_card(row) or self.by_name(row, cell)
        if member and (before := self.taken.setdefault(member.pk, row.number)) != row.number:
            raise Wrong("full_name", f"cùng là đồng chí {member} với dòng {before}.")
        return member

    def by_card(self, row: RosterRow) -> Member | None:
        member = self.known.by_card.get(row.card_number or "")
        if member is None:
            return None
        same_name = name_key(row.full_name or "") == member.name_key
        if not same_name and (row.birth_year or 0) != member.birth_year:
            raise Wrong("card_number", f"số thẻ {row.card_number} đang là của đồng chí {member}.")
        return member

    def by_name(self, row: RosterRow, cell: Cell) -> Member | None:
        namesakes = self.known.namesakes.get((cell.pk, name_key(row.full_name or "")), [])
        found = [member for member in namesakes if is_same(row, member)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Wrong(
                "full_name",
                f"{cell.name} có {len(found)} người cùng tên, cùng năm sinh. Ghi số thẻ.",
            )
        for member in namesakes:
            if not are_surely_two(row, member):
                raise Wrong("full_name", namesake_words(member, cell))
        return None

    def membership_of(self, member: Member | None, cell: Cell) -> Membership | None:
        current = self.known.current.get(member.pk) if member else None
        if current and current.cell_id != cell.pk:
            words = f"đồng chí {member} đang ở {current.cell}; dùng Chuyển sinh hoạt."
            raise Wrong("cell_code", words, moves=member)
        return current


def is_same(row: RosterRow, member: Member) -> bool:
    """Cell and name are the same: the birth year decides, for want of one the day of admission."""
    if row.card_number and member.card_number and row.card_number != card_key(member.card_number):
        return False
    if row.birth_year is None and member.birth_year is None:
        return row.admitted_on == member.admitted_on
    return row.birth_year == member.birth_year


def are_surely_two(row: RosterRow, member: Member) -> bool:
    cards = row.card_number and member.card_number
    years = row.birth_year and member.birth_year and row.birth_year != member.birth_year
    return bool(cards and years)


def namesake_words(member: Member, cell: Cell) -> str:
    year = f"sinh năm {member.birth_year}" if member.birth_year else "chưa rõ năm sinh"
    number = f"thẻ {member.card_number}" if member.card_number else "chưa có số thẻ"
    advice = "Ghi khớp năm sinh, số thẻ nếu là một người."
    return f"{cell.name} đã có đồng chí {member}, {year}, {number}. {advice}"


def differs(name: str, value: Any, member: Member) -> bool:
    stored = getattr(member, name)
    if name == "full_name":
        return name_key(value) != member.name_key
    if name == "card_number":
        return value != card_key(stored)
    return value != stored
