"""A person entered twice stands on a roll once: who came under either record was there."""

from typing import Any

from cells.member.merging.parts import Gathered, Part
from cells.member.models import Member
from cells.session.models import Attendance, AttendanceState


class Attendances:
    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        own = {mine.session_id: mine for mine in lines_of(kept)}
        for line in lines_of(double):
            place(line, own.get(line.session_id), gathered)
        return gathered.part()

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        Attendance.objects.filter(pk__in=part.dropped).delete()
        Attendance.objects.filter(pk__in=part.moved).update(member=kept)


def lines_of(member: Member) -> Any:
    lines = Attendance.objects.filter(member=member).select_related("session__cell")
    return lines.order_by("session__starts_at", "pk")


def place(line: Attendance, mine: Attendance | None, gathered: Gathered) -> None:
    words = f"Điểm danh: {line.session}"
    if mine is None:
        gathered.move(line, words)
    elif line.state == AttendanceState.PRESENT and mine.state != AttendanceState.PRESENT:
        gathered.drop(mine, f"{words}, dòng của hồ sơ giữ lại ({mine.get_state_display().lower()})")
        gathered.move(line, f"{words} (có mặt)")
    else:
        gathered.drop(line, f"{words} (hồ sơ giữ lại đã có dòng)")
