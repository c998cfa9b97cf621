"""A cell arranges its own year: when it takes up a topic, and in what form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cells import clock
from cells.audit import note_down
from cells.organisation.models import Cell
from cells.plan.study.figures import Meeting, TopicRow, study_rows
from cells.programme.models import ROMAN, StudyForm, StudySlot, Topic, quarter_of
from cells.workflow import Clash, claim_row, take_turns


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """One topic as somebody wants it; no version where it was not planned yet."""

    topic_id: int
    month: date
    form: str
    note: str = ""
    version: int | None = None


GONE = "Có chủ đề không còn trong kế hoạch năm. Xem lại rồi lưu."


@transaction.atomic
def arrange_slots(cell: Cell, year: int, lines: list[SlotLine], *, by: Any) -> list[str]:
    """All lines or none; the sentences about what is unusual, though nobody forbids it."""
    take_turns(cell)
    rows = {row.topic.pk: row for row in study_rows(cell, year, clock.today())}
    for line in lines:
        row = rows.get(line.topic_id)
        if row is None:
            raise ValidationError(GONE)
        refuse_line(row, line, year)
        write_line(cell, row, line)
    if lines:
        words = "; ".join(spoken(rows[line.topic_id].topic, line) for line in lines)
        note_down(cell, by, "arrange", f"Năm {year}: {words}")
    return [said for line in lines if (said := unusual(rows[line.topic_id].topic, line.month))]


def refuse_line(row: TopicRow, line: SlotLine, year: int) -> None:
    if row.meeting:
        raise ValidationError(moved_there(row, row.meeting))
    if line.month.year != year:
        raise ValidationError(f"Kế hoạch này của năm {year}; chọn một tháng trong năm đó.")


def moved_there(row: TopicRow, meeting: Meeting) -> str:
    title, day = row.topic.title, meeting.day
    return f"“{title}” đã có buổi ngày {day:%d/%m/%Y}; dời ngày ở trang của buổi ấy."


def spoken(topic: Topic, line: SlotLine) -> str:
    words = [f"“{topic.title}” tháng {line.month.month}", StudyForm(line.form).label.lower()]
    return ", ".join([*words, line.note] if line.note else words)


def write_line(cell: Cell, row: TopicRow, line: SlotLine) -> None:
    slot: Any = row.slot
    if slot is None:
        slot = StudySlot(cell=cell, topic=row.topic)
        if line.version is not None:  # planned when it was read, and gone since
            raise Clash(row.topic)
    else:
        claim_row(slot, line.version)
    slot.month, slot.form, slot.note = line.month, line.form, line.note
    try:
        with transaction.atomic():
            slot.save()
    except IntegrityError:
        raise Clash(row.topic) from None


def unusual(topic: Topic, month: date) -> str:
    if (quarter := quarter_of(month)) == topic.quarter:
        return ""
    return (
        f"“{topic.title}” là chủ đề {topic.quarter_name}, đang xếp vào tháng {month.month} "
        f"(quý {ROMAN[quarter]})."
    )
