"""What a roll-call does: opened once with the categories of that day, saved, amended by name."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells import clock
from cells.member.accounts.models import User
from cells.member.models import Member
from cells.organisation.models import Cell
from cells.session.models import (
    ASKED,
    AbsenceReason,
    Attendance,
    AttendanceState,
    RollCategory,
    Session,
    SessionPartner,
)
from cells.session.roll.proposal import Excused, Person, roll_of_day
from cells.session.services import hold_open
from cells.text import SHORT_LENGTH, clean
from cells.workflow import Clash

GONE = "Danh sách vừa đổi: có tên không còn ở đây. Đồng chí xem lại rồi lưu."


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLine:
    member_id: int
    state: str
    reason: str = ""
    reason_note: str = ""


def keeper_of(session: Session, cell: Cell) -> Session | SessionPartner:
    """The row that holds the version of this cell's roll."""
    if cell.pk == session.cell_id:
        return session
    return session.partners.get(cell=cell)


def refuse_too_early(session: Session) -> None:
    if session.day > clock.today():
        raise ValidationError(
            f"Buổi sinh hoạt vào ngày {session.day:%d/%m/%Y}; điểm danh từ hôm ấy."
        )


@transaction.atomic
def open_roll(session: Session, cell: Cell, *, excused: Excused | None = None) -> None:
    """Write a line for everybody of that day, exactly once; safe to run twice.

    ``excused``: who has leave already; by default what ``EXCUSES`` know.
    """
    hold_open(session)
    session.refresh_from_db(fields=["starts_at"])  # moved meanwhile: the roll is of that day
    refuse_too_early(session)
    if session.attendances.filter(cell=cell).exists():
        return
    taken = set(session.attendances.order_by().values_list("member", flat=True))
    Attendance.objects.bulk_create(
        attendance_of(session, person)
        for person in roll_of_day(session, excused)
        if person.cell.pk == cell.pk and person.member.pk not in taken
    )


def attendance_of(session: Session, person: Person) -> Attendance:
    return Attendance(
        session=session,
        cell=person.cell,
        member=person.member,
        category=person.category,
        state=person.state,
        reason=person.reason,
        reason_note=person.reason_note,
    )


@transaction.atomic
def save_roll(
    session: Session,
    cell: Cell,
    lines: list[RollLine],
    *,
    version: int,
    by: User,
    excused: Excused | None = None,
) -> None:
    """Keep the roll as it was taken, unless another officer has saved it meanwhile."""
    open_roll(session, cell, excused=excused)
    claim_roll(session, cell, version, by)
    stored = {each.member_id: each for each in session.attendances.filter(cell=cell).order_by()}
    if any(line.member_id not in stored for line in lines):
        raise ValidationError(GONE)
    if faults := faults_of(lines, {key: each.category for key, each in stored.items()}):
        raise ValidationError(list(faults.values()))
    changed = [stored[line.member_id] for line in lines if take(stored[line.member_id], line)]
    Attendance.objects.bulk_update(changed, ["state", "reason", "reason_note"])


def claim_roll(session: Session, cell: Cell, version: int | None, by: User) -> None:
    """Take the next version of this roll; ``None`` where nothing typed is at stake."""
    keeper: Any = keeper_of(session, cell)
    rows = type(keeper).objects.filter(pk=keeper.pk)
    if version is not None:
        rows = rows.filter(roll_version=version)
    values = {"roll_saved_at": clock.now(), "roll_saved_by": by}
    # Counted by the database: the number came from a form and may be the largest there is
    if not rows.update(roll_version=F("roll_version") + 1, **values):
        raise Clash(keeper)


def faults_of(lines: list[RollLine], categories: dict[int, str]) -> dict[int, str]:
    """What is wrong with a line, in a sentence, by person."""
    found = {line.member_id: fault_of(line, categories[line.member_id]) for line in lines}
    return {member: sentence for member, sentence in found.items() if sentence}


def fault_of(line: RollLine, category: str) -> str:
    if category not in ASKED:
        came = {"", AttendanceState.PRESENT}
        return "" if line.state in came else "Chỉ ghi có đến dự, hoặc để trống."
    if line.state not in AttendanceState.values:
        return "Chọn có mặt, vắng có lý do hoặc vắng không lý do."
    if line.state == AttendanceState.EXCUSED and line.reason not in AbsenceReason.values:
        return "Chọn lý do vắng."
    if len(line.reason_note) > SHORT_LENGTH:
        return f"Lý do dài {len(line.reason_note)} ký tự; ghi gọn lại, tối đa {SHORT_LENGTH}."
    return ""


def take(row: Attendance, line: RollLine) -> bool:
    """Put a line into its row; whether that changed anything. A reason goes with the excuse."""
    is_excused = line.state == AttendanceState.EXCUSED
    reason = line.reason if is_excused else ""
    note = clean(line.reason_note) if is_excused else ""
    before = (row.state, row.reason, row.reason_note)
    row.state, row.reason, row.reason_note = line.state, reason, note
    return before != (line.state, reason, note)


# Late additions


@transaction.atomic
def add_to_roll(session: Session, cell: Cell, member: Member, *, by: User) -> None:
    """Somebody the list of that day has not: one of the cell by their category, else a guest."""
    open_roll(session, cell)
    claim_roll(session, cell, None, by)  # another window does not know this line yet
    if line := session.attendances.filter(member=member).select_related("cell").first():
        raise ValidationError(f"Đồng chí {member} đã có tên ở danh sách của {line.cell}.")
    person = next((each for each in roll_of_day(session) if each.member.pk == member.pk), None)
    if person and person.cell.pk != cell.pk:
        raise ValidationError(
            f"Đồng chí {member} sinh hoạt tại {person.cell} hôm ấy, được điểm danh ở đó."
        )
    Attendance.objects.create(
        session=session,
        cell=cell,
        member=member,
        category=person.category if person else RollCategory.TEMPORARY,
        state=AttendanceState.PRESENT,
    )


@transaction.atomic
def drop_from_roll(session: Session, cell: Cell, member: Member, *, by: User) -> None:
    """Take back an addition; whoever belongs to the cell that day stays."""
    hold_open(session)
    claim_roll(session, cell, None, by)
    if any(each.member.pk == member.pk for each in roll_of_day(session) if each.cell == cell):
        raise ValidationError(f"Đồng chí {member} sinh hoạt tại {cell} hôm ấy, không bỏ tên được.")
    session.attendances.filter(cell=cell, member=member).delete()
