"""What enters a roll: a state a person, a reason only where somebody is excused.

A field a person (and two more for each of the excused) keeps 300 people far below the limit of
fields in one request, with and without scripts.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cells.member.models import Member
from cells.organisation.models import Cell
from cells.session.models import (
    ASKED,
    COUNTED,
    AbsenceReason,
    Attendance,
    AttendanceState,
    RollCategory,
    Session,
)
from cells.session.roll.figures import RollCount, counted_lines
from cells.session.roll.proposal import Person, cells_of, known_excuses, roll_of_day
from cells.session.roll.services import GONE, RollLine, faults_of, keeper_of
from cells.text import clean

STATE = re.compile(r"state-(\d{1,18})")
FOUND_AT_MOST = 10


@dataclass(slots=True, kw_only=True)
class Row:
    """One person on the page: what stands in the boxes, what is wrong, what another has saved."""

    member: Member
    category: str
    state: str = ""
    reason: str = ""
    reason_note: str = ""
    error: str = ""
    error_at: str = ""  # the last part of the id of the box that is wrong
    rival: str = ""
    agreed: str = ""  # why this person may be away, as agreed ahead of the session
    is_added: bool = False

    @property
    def category_label(self) -> str:
        return RollCategory(self.category).label

    @property
    def says(self) -> str:
        """The line in words: what a rival saved, what could not be stored."""
        if not self.state:
            return "không đến dự"
        words = AttendanceState(self.state).label.lower()
        if self.state != AttendanceState.EXCUSED:
            return words
        return ": ".join(filter(None, [words, reason_words(self.reason, self.reason_note)]))

    @property
    def unheeded(self) -> str:
        """Leave that this row does not know: agreed after the roll was opened, or not used."""
        return "" if self.state == AttendanceState.EXCUSED else self.agreed

    def line(self) -> RollLine:
        return RollLine(
            member_id=self.member.pk,
            state=self.state,
            reason=self.reason,
            reason_note=self.reason_note,
        )

    @property
    def content(self) -> tuple[str, str, str]:
        is_excused = self.state == AttendanceState.EXCUSED
        return (self.state, self.reason, self.reason_note) if is_excused else (self.state, "", "")

    @property
    def mark(self) -> str:
        """A few letters by which a page knows later whether anybody has touched this row."""
        return hashlib.sha256(json.dumps(self.content).encode()).hexdigest()[:8]


def reason_words(reason: str, note: str) -> str:
    label = AbsenceReason(reason).label if reason in AbsenceReason.values else ""
    return ", ".join(filter(None, [label, note]))


def row_of(source: Attendance | Person, **more: Any) -> Row:
    return Row(
        member=source.member,
        category=source.category,
        state=source.state,
        reason=source.reason,
        reason_note=source.reason_note,
        **more,
    )


class RollSheet:
    """The roll of one cell as a page: stored or still proposed, with what somebody has typed."""

    def __init__(self, session: Session, cell: Cell, data: Any = None):
        self.session, self.cell, self.data = session, cell, data
        self.keeper = keeper_of(session, cell)
        self.refusals: list[str] = []
        self.cells = cells_of(session)
        excuses = known_excuses(session)
        self.agreed = {member: reason_words(*excuse) for member, excuse in excuses.items()}
        everybody = roll_of_day(session, excuses, self.cells)
        self.of_day = [each for each in everybody if each.cell.pk == cell.pk]
        self.lines = list(self.stored())
        self.rows = self.fresh_rows()
        self.version = self.keeper.roll_version
        if data is not None:
            self.version = posted_number(data.get("version"))
            self.read()

    def stored(self) -> QuerySet[Attendance]:
        lines = self.session.attendances.filter(cell=self.cell).select_related("member")
        return lines.order_by("member__sort_key", "member")

    def fresh_rows(self) -> list[Row]:
        expected = {person.member.pk for person in self.of_day}
        return [
            row_of(
                each,
                is_added=each.member.pk not in expected,
                agreed=self.agreed.get(each.member.pk, "") if each.category in ASKED else "",
            )
            for each in self.lines or self.of_day
        ]

    def read(self) -> None:
        """Put what was sent into the rows; a name that is not on the roll is told."""
        known = {row.member.pk for row in self.rows}
        if any(number not in known for number in self.sent()):
            self.refusals.append(GONE)
        for row in self.rows:
            self.read_row(row)

    def sent(self) -> list[int]:
        return [int(match[1]) for name in self.data if (match := STATE.fullmatch(name))]

    def read_row(self, row: Row) -> None:
        key = row.member.pk
        if row.category not in ASKED:
            # A box without a tick sends nothing: only who was on the sent page can be unticked
            row.state = self.data.get(f"state-{key}", "") if "version" in self.data else row.state
            return
        if f"state-{key}" not in self.data:
            return
        row.state = self.data[f"state-{key}"]
        row.reason = self.data.get(f"reason-{key}", "")
        note = self.data.get(f"note-{key}", "")
        try:
            row.reason_note = clean(note)
        except ValidationError as error:
            row.reason_note, row.error = note, " ".join(error.messages)
            row.error_at = "note"

    def is_valid(self) -> bool:
        categories = {row.member.pk: row.category for row in self.rows}
        found = faults_of(self.answers(), categories)
        for row in self.rows:
            if not row.error and (sentence := found.get(row.member.pk)):
                row.error, row.error_at = sentence, place_of(row)
        return not self.refusals and not any(row.error for row in self.rows)

    def answers(self) -> list[RollLine]:
        return [row.line() for row in self.rows]

    @property
    def seen(self) -> str:
        """The rows as this page shows them; it comes back with the form."""
        return json.dumps({row.member.pk: row.mark for row in self.rows})

    def untouched(self) -> set[int]:
        """Whose rows came back as the page had shown them: nobody here said anything of them."""
        try:
            seen = json.loads(self.data.get("seen") or "{}")
        except ValueError:
            seen = {}
        known = seen if isinstance(seen, dict) else {}
        return {row.member.pk for row in self.rows if known.get(str(row.member.pk)) == row.mark}

    def show_rivals(self) -> bool:
        """Put what another window stored beside what was typed here; false where both agree. Rows
        that were not touched here follow what is stored."""
        untouched = self.untouched()
        now = RollSheet(self.session, self.cell)
        self.keeper, self.version = now.keeper, now.version
        typed = {row.member.pk: row for row in self.rows}
        self.lines, self.rows = now.lines, now.rows
        for place, row in enumerate(self.rows):
            mine = typed.get(row.member.pk)
            if mine is None or mine.content == row.content or row.member.pk in untouched:
                continue
            mine.rival = row.says
            self.rows[place] = mine
        return any(row.rival for row in self.rows)

    # For the page

    @property
    def is_open(self) -> bool:
        """Whether anything has been written yet, or all this is a proposal."""
        return bool(self.lines)

    @property
    def counted(self) -> list[Row]:
        return [row for row in self.rows if row.category in COUNTED]

    @property
    def guests(self) -> list[Row]:
        return [row for row in self.rows if row.category == RollCategory.TEMPORARY]

    @property
    def unasked(self) -> list[Row]:
        return [row for row in self.rows if row.category not in ASKED]

    @property
    def count(self) -> RollCount:
        """Of what stands in the boxes; what is stored counts by the very same rule."""
        return counted_lines((row.category, row.state) for row in self.rows)

    @property
    def problems(self) -> list[tuple[str, str]]:
        wrong = [
            (f"roll-{row.member.pk}-{row.error_at}", f"{row.member}: {row.error}")
            for row in self.rows
            if row.error
        ]
        return [("", text) for text in self.refusals] + wrong

    @property
    def missing(self) -> list[Member]:
        """Who belongs to the cell that day and came into its records after the roll was opened."""
        if not self.lines:
            return []
        listed = {row.member.pk for row in self.rows}
        return [each.member for each in self.of_day if each.member.pk not in listed]

    def found(self, words: str, user: Any) -> list[Member]:
        """People this user may name who stand on no roll of the session."""
        if not words.strip():
            return []
        here = {row.member.pk for row in self.rows}  # perhaps still a proposal
        others = self.session.attendances.exclude(cell=self.cell).values_list("member", flat=True)
        people = Member.objects.named_to(user).search(words).exclude(pk__in=here.union(others))
        return list(people[:FOUND_AT_MOST])


def place_of(row: Row) -> str:
    """Where the fault of a row is mended: in its states, its reason, or what is said besides."""
    if row.category not in ASKED or row.state not in AttendanceState.values:
        return AttendanceState.PRESENT.value
    return "note" if row.reason in AbsenceReason.values else "reason"


def posted_number(given: Any) -> int:
    """A version or a key from a form; a number that fits nothing where it was tampered with."""
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def typed_exceptions(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """What somebody had marked, to be shown again where it could not be stored."""
    usual = {True: AttendanceState.PRESENT, False: ""}
    marked = [row for row in rows if row.state != usual[row.category in ASKED]]
    return [(str(row.member), row.says) for row in marked]
