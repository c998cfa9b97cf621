"""The words of a session: its states and whatever is chosen from a list."""

from typing import Any

from django.db import models

from cells.organisation.models import CellKind


class SessionStatus(models.TextChoices):
    PLANNED = "planned", "Chuẩn bị"
    HELD = "held", "Chờ biên bản"
    HALF_SIGNED = "half_signed", "Chờ chữ ký thứ hai"
    SIGNED = "signed", "Đã ký biên bản"
    CANCELLED = "cancelled", "Đã huỷ"


TOOK_PLACE = (SessionStatus.HELD, SessionStatus.HALF_SIGNED, SessionStatus.SIGNED)


class AgendaKind(models.TextChoices):
    TASKS = "tasks", "Việc của buổi trước"
    REPORTS = "reports", "Báo cáo kết quả làm theo"
    TOPIC = "topic", "Chuyên đề"
    DOCUMENT = "document", "Quán triệt văn bản"
    OTHER = "other", "Nội dung khác"


class Threshold(models.TextChoices):
    HALF = "half", "Quá một nửa"
    TWO_THIRDS = "two_thirds", "Từ hai phần ba"


class VoteBase(models.TextChoices):
    """Of whom the share is counted: both are in use, so the minutes say which."""

    OFFICIAL = "official", "đảng viên chính thức của chi bộ"
    PRESENT = "present", "đảng viên chính thức có mặt"

    def within(self, cell: Any) -> str:
        """In the words of that cell: only the Party tells official members apart."""
        if cell.kind == CellKind.PARTY:
            return str(self.label)
        where = "có mặt" if self == VoteBase.PRESENT else f"của {cell.get_kind_display()}"
        return f"{cell.people} {where}"


class RollCategory(models.TextChoices):
    """As whom a person stands on the roll: the first two make the denominator (domain.md §4.4)."""

    OFFICIAL = "official", "Chính thức"
    PROBATIONARY = "probationary", "Dự bị"
    TEMPORARY = "temporary", "Sinh hoạt tạm thời"
    EXEMPT = "exempt", "Miễn công tác, sinh hoạt"
    AWAY = "away", "Sinh hoạt tạm thời nơi khác"
    SUSPENDED = "suspended", "Đình chỉ sinh hoạt"
    YOUTH = "youth", "Đoàn viên"


class AttendanceState(models.TextChoices):
    PRESENT = "present", "Có mặt"
    EXCUSED = "excused", "Vắng có lý do"
    UNEXCUSED = "unexcused", "Vắng không lý do"


class AbsenceReason(models.TextChoices):
    MISSION = "mission", "công tác"
    LEAVE = "leave", "nghỉ phép"
    PRIVATE = "private", "việc riêng"
    LONG_LEAVE = "long_leave", "nghỉ dài ngày theo chế độ"
    OTHER = "other", "lý do khác"


class TaskState(models.TextChoices):
    OPEN = "open", "Đang làm"
    DONE = "done", "Đã xong"
    DROPPED = "dropped", "Thôi không làm"
