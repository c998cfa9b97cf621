"""The roster of people: what a sheet would change, why it may not, and carrying it out.

A sheet never transfers anybody and says nothing about people it does not name. An empty cell keeps
what is stored; an empty office means plain member, an empty "Ngày chính thức" means probationary.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from simple_history.utils import bulk_create_with_history

from cells.audit import note_down
from cells.member.matching import Known, Matcher, Wrong, differs, look_up
from cells.member.models import Member, Membership, Office, Standing
from cells.member.moves.joining import follow_with_papers
from cells.member.roster_plan import Change, Entry, Plan, Step
from cells.member.roster_sheet import (
    HEADING,
    OFFICIAL,
    PROBATIONARY,
    Roster,
    RosterRow,
    Trouble,
    shown,
)
from cells.member.tenure import DAY, credit
from cells.organisation.models import Cell, CellKind, Committee

YOUNGEST = 15  # the rule says 18, wars made exceptions; younger is a slip of the pen
IDENTITY = ("cell_code", "full_name", "birth_year", "card_number")
PERSON: tuple[str, ...] = ("full_name", "sex", "birth_year", "card_number", "admitted_on")
PERSON += ("official_on", "job_title", "unit", "email")


def plan(roster: Roster, today: date, *, by: Any = None) -> Plan:
    """What the sheet would do, and every reason why it may not; touches nothing."""
    planner = Planner(look_up(roster, today), today, by.member_id if by else None, roster.troubles)
    entries = [entry for row in roster.rows if (entry := planner.enter(row))]
    planner.check_secretaries(entries)
    moving = [entry for entry in entries if entry.changes]
    return Plan(
        roster=roster,
        today=today,
        added=tuple(entry for entry in moving if entry.member_id is None),
        updated=tuple(entry for entry in moving if entry.member_id is not None),
        unchanged=len(entries) - len(moving),
        troubles=tuple(sorted(planner.troubles)),
    )


class Planner:
    def __init__(self, known: Known, today: date, own: int | None, troubles: Iterable[Trouble]):
        self.known, self.today, self.own = known, today, own
        self.matcher = Matcher(known, today)
        self.troubles = list(troubles)
        self.marked = {(trouble.row, trouble.column) for trouble in self.troubles}

    def note(self, row: int, name: str, words: str, moves: int | None = None) -> None:
        """One trouble a cell: what could not be read is not judged as well."""
        if (row, HEADING[name]) not in self.marked:
            self.marked.add((row, HEADING[name]))
            self.troubles.append(Trouble(row, HEADING[name], words, moves))

    def enter(self, row: RosterRow) -> Entry | None:
        """None for a row that can be tied to nobody; what else is wrong with it is still said."""
        try:
            cell = self.matcher.cell_of(row)
            if self.is_legible(row):
                return self.entry(row, cell, *self.matcher.identify(row, cell))
        except Wrong as wrong:
            self.note(row.number, wrong.name, wrong.words, wrong.moves)
        self.check_dates(row, None, {})
        self.standing_of(row, None)
        return None

    def is_legible(self, row: RosterRow) -> bool:
        return not any((row.number, HEADING[name]) in self.marked for name in IDENTITY)

    # what happens to the person

    def entry(
        self, row: RosterRow, cell: Cell, member: Member | None, current: Membership | None
    ) -> Entry:
        fields = self.new_fields(row, member)
        self.check_dates(row, member, dict(fields))
        step = self.step_of(row, member, current)
        standing = self.standing_of(row, member)
        if member and member.pk == self.own and (step or standing):
            which = "office" if step else "standing"
            self.note(
                row.number, which, "đồng chí không tự ghi cho mình. Để người khác nhập dòng này."
            )
        return Entry(
            row=row.number,
            name=row.full_name or "",
            cell_id=cell.pk,
            cell_name=cell.name,
            member_id=member.pk if member else None,
            fields=fields,
            step=step,
            standing=standing,
            changes=self.changes(member, current, fields, step, standing),
        )

    def new_fields(self, row: RosterRow, member: Member | None) -> tuple[tuple[str, Any], ...]:
        said = [(name, value) for name in PERSON if (value := getattr(row, name)) is not None]
        if member is None:
            return tuple(said)
        return tuple((name, value) for name, value in said if differs(name, value, member))

    def check_dates(self, row: RosterRow, member: Member | None, new: dict[str, Any]) -> None:
        admitted = row.admitted_on or (member.admitted_on if member else None)
        stored = member.official_on if member else None
        if admitted is None and member is None:
            self.note(row.number, "admitted_on", "chưa ghi ngày vào Đảng.")
        if row.official_on is None and stored:
            self.note(row.number, "official_on", f"đang ghi {stored:%d/%m/%Y}, không để trống.")
        for name in ("admitted_on", "official_on"):
            if name in new and new[name] > self.today:
                self.note(row.number, name, f"{new[name]:%d/%m/%Y} còn ở phía trước.")
        if admitted and row.official_on and row.official_on < admitted:
            self.note(row.number, "official_on", f"trước ngày vào Đảng ({admitted:%d/%m/%Y}).")
        self.check_age(row, admitted, new)

    def check_age(self, row: RosterRow, admitted: date | None, new: dict[str, Any]) -> None:
        if "birth_year" not in new or not row.birth_year:
            return
        if row.birth_year < 1900:
            self.note(row.number, "birth_year", f"năm {row.birth_year} không hợp lý.")
        if admitted and admitted.year - row.birth_year < YOUNGEST:
            words = f"sinh năm {row.birth_year} mà vào Đảng năm {admitted.year}."
            self.note(row.number, "birth_year", f"{words} Xem lại hai ô.")

    def step_of(
        self, row: RosterRow, member: Member | None, current: Membership | None
    ) -> Step | None:
        office = row.office or ""
        if current is None:
            step = Step(kind="join", office=office, since=row.since or self.today)
        elif current.office == office:
            if row.since in (None, current.since):
                return None
            step = Step(kind="correct", office=office, since=row.since, membership_id=current.pk)
        else:
            since = row.since or self.today
            kind = "turn" if since > current.since else "correct"
            step = Step(kind=kind, office=office, since=since, membership_id=current.pk)
            if since < current.since:
                words = f"trước lần ghi gần nhất ({current.since:%d/%m/%Y})."
                self.note(row.number, "since", words)
        if member and member.pk in self.known.followed:
            words = "chức vụ đang ghi có ngày hết nhiệm kỳ; đổi ở trang của đồng chí ấy."
            self.note(row.number, "office", words)
        else:
            self.check_since(row, member, step)
        return step

    def check_since(self, row: RosterRow, member: Member | None, step: Step) -> None:
        admitted = row.admitted_on or (member.admitted_on if member else None)
        ended = self.known.last_day.get(member.pk) if member else None
        if step.since > self.today:
            self.note(row.number, "since", f"{step.since:%d/%m/%Y} còn ở phía trước.")
        elif admitted and step.since < admitted <= self.today:
            self.note(row.number, "since", f"trước ngày vào Đảng ({admitted:%d/%m/%Y}).")
        elif ended and step.since <= ended:
            self.note(row.number, "since", f"lần sinh hoạt trước kéo tới {ended:%d/%m/%Y}.")

    def standing_of(self, row: RosterRow, member: Member | None) -> str | None:
        official = row.official_on or (member.official_on if member else None)
        is_official = bool(official and official <= self.today)
        if row.standing == OFFICIAL and not is_official:
            self.note(row.number, "standing", "ghi chính thức mà chưa có ngày chính thức.")
        if row.standing == PROBATIONARY and is_official:
            self.note(row.number, "standing", "ghi dự bị mà đã có ngày chính thức.")
        if row.standing in (None, OFFICIAL, PROBATIONARY):
            return None
        stored = self.known.standings.get(member.pk) if member else None
        return None if stored and stored.kind == row.standing else row.standing

    def changes(
        self,
        member: Member | None,
        current: Membership | None,
        fields: tuple[tuple[str, Any], ...],
        step: Step | None,
        standing: str | None,
    ) -> tuple[Change, ...]:
        said = [
            Change(HEADING[name], shown(name, getattr(member, name, None)), shown(name, value))
            for name, value in fields
        ]
        if step and (current is None or step.office != current.office):
            before = shown("office", current.office if current else None)
            said.append(Change(HEADING["office"], before, shown("office", step.office)))
        if step and (current is None or step.since != current.since):
            before = shown("since", current.since if current else None)
            said.append(Change(HEADING["since"], before, shown("since", step.since)))
        if standing:
            stored = self.known.standings.get(member.pk) if member else None
            before = shown("standing", stored.kind if stored else None)
            said.append(Change(HEADING["standing"], before, shown("standing", standing)))
        return tuple(said)

    # one secretary a cell, judged when every row is known

    def check_secretaries(self, entries: list[Entry]) -> None:
        leaving = {entry.member_id: entry.step for entry in entries if entry.step}
        rising: dict[int, int] = {}
        for entry in entries:
            if entry.step is None or entry.step.office != Office.SECRETARY:
                continue
            first = rising.setdefault(entry.cell_id, entry.row)
            if first != entry.row:
                self.note(entry.row, "office", f"{entry.cell_name} đã có bí thư ở dòng {first}.")
            for post in self.known.secretaries[entry.cell_id]:
                if post.member_id != entry.member_id:
                    self.check_handover(entry, entry.step.since, post, leaving.get(post.member_id))

    def check_handover(
        self, entry: Entry, since: date, post: Membership, step: Step | None
    ) -> None:
        until = post.until
        if until is None or until >= self.today:
            if step is None or step.office == Office.SECRETARY:
                words = f"{entry.cell_name} đang có bí thư là đồng chí {post.member}."
                self.note(entry.row, "office", f"{words} Ghi cả chức vụ mới của đồng chí ấy.")
                return
            until = step.since - DAY
        if since <= until:
            words = f"đồng chí {post.member} còn là bí thư đến hết {until:%d/%m/%Y}."
            self.note(entry.row, "since", words)


# ---- carrying it out

REASON = "nhập danh sách từ bảng tính"
BATCH = 500
CHANGED = "Danh sách vừa có người sửa sau lúc xem trước. Xem lại kế hoạch rồi nhập."


def apply(agreed: Plan, *, by: Any) -> None:
    """Carry out a plan without errors, all or nothing: endings first, each row with its history."""
    if agreed.troubles:
        raise ValidationError([str(trouble) for trouble in agreed.troubles])
    try:
        with transaction.atomic():
            if plan(agreed.roster, agreed.today, by=by) != agreed:
                raise ValidationError(CHANGED)
            Hand(by, agreed.today).carry_out(agreed)
            if committee := Committee.objects.first():
                note_down(committee, by, "import", f"danh sách đảng viên: {agreed.counts}")
    except IntegrityError:  # somebody else wrote the same rows between the plan and the last line
        raise ValidationError(CHANGED) from None


class Hand:
    """Writes with a name under every row, so that the history can say who imported it."""

    def __init__(self, by: Any, today: date):
        self.by, self.today = by, today

    def carry_out(self, agreed: Plan) -> None:
        steps = [entry.step for entry in agreed.updated if entry.step]
        rows = Membership.objects.in_bulk(
            [step.membership_id for step in steps if step.membership_id]
        )
        people = Member.objects.in_bulk([entry.member_id for entry in agreed.updated])
        # a cell has one secretary at any moment: whoever steps down is written before who steps up
        for entry in sorted(agreed.updated, key=rises):
            self.end_or_correct(entry.step, rows)
        for entry in agreed.updated:
            self.update(people[entry.member_id], entry)
        self.add_all(agreed.added)

    def end_or_correct(self, step: Step | None, rows: dict[int, Membership]) -> None:
        if step is None or step.membership_id is None:
            return
        row = rows[step.membership_id]
        if step.kind == "turn":
            row.until = step.since - DAY
        else:
            row.office, row.since = step.office, step.since
        self.save(row)

    def update(self, member: Member, entry: Entry) -> None:
        for name, value in entry.fields:
            setattr(member, name, value)
        if entry.fields:
            self.save(member)
        if entry.step and entry.step.kind != "correct":
            self.save(opening(member, entry, entry.step))
        if entry.standing:
            self.change_standing(member, entry.standing)
        if entry.step and entry.step.kind == "join":  # had left, and is back
            follow_with_papers(opening(member, entry, entry.step), by=self.by)

    def change_standing(self, member: Member, kind: str) -> None:
        stored = Standing.objects.open_on(self.today).filter(member=member).first()
        if stored and stored.since >= self.today:
            stored.kind = kind
            self.save(stored)
            return
        if stored:
            stored.until = self.today - DAY
            self.save(stored)
        self.save(Standing(member=member, kind=kind, since=self.today))

    def add_all(self, entries: tuple[Entry, ...]) -> None:
        """New people by the hundred: row by row, five thousand took half a minute on PostgreSQL."""
        people = [Member(**dict(entry.fields)) for entry in entries]
        self.create(Member, people)
        pairs = list(zip(people, entries, strict=True))
        self.create(
            Membership, [opening(one, entry, entry.step) for one, entry in pairs if entry.step]
        )
        standings = [
            Standing(member=one, kind=entry.standing, since=self.today)
            for one, entry in pairs
            if entry.standing
        ]
        self.create(Standing, standings)

    def create(self, model: type[models.Model], rows: list[Any]) -> None:
        bulk_create_with_history(
            rows, model, batch_size=BATCH, default_user=self.by, default_change_reason=REASON
        )

    def save(self, row: Any) -> None:
        credit(row, self.by, REASON).save()


def opening(member: Member, entry: Entry, step: Step) -> Membership:
    return Membership(
        member=member,
        cell_id=entry.cell_id,
        kind=CellKind.PARTY,
        office=step.office,
        since=step.since,
    )


def rises(entry: Entry) -> bool:
    """Takes the secretary's office by correction; everybody else is written before."""
    step = entry.step
    return bool(step and step.kind == "correct" and step.office == Office.SECRETARY)
