"""The five steps of a session: what is done in each, in words, and the way to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from cells.session.models import (
    COUNTED,
    AgendaItem,
    Attendance,
    AttendanceState,
    Session,
    SessionStatus,
    SessionTask,
)


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    label: str
    words: str
    is_done: bool
    url: str  # empty: not this reader's step


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    items: int
    told: int
    asked: int
    present: int
    tasks: int


def number_of(rows: QuerySet, **condition: Any) -> Coalesce:
    own = rows.filter(session=OuterRef("pk"), **condition).order_by().values("session")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), Value(0), output_field=INT)


INT = IntegerField()


def progress_of(session: Session) -> Progress:
    """One question for all five steps."""
    items = AgendaItem.objects.filter(session=OuterRef("pk"))
    told = items.filter(~Q(notes="") | ~Q(conclusion="") | Q(speeches__isnull=False))
    told = told.order_by().values("session").annotate(n=Count("pk", distinct=True)).values("n")
    asked = Attendance.objects.filter(category__in=COUNTED)
    counts = {
        "items_": number_of(AgendaItem.objects.all()),
        "told_": Coalesce(Subquery(told), Value(0), output_field=INT),
        "asked_": number_of(asked),
        "present_": number_of(asked, state=AttendanceState.PRESENT),
        "tasks_": number_of(SessionTask.objects.all()),
    }
    row = Session.objects.filter(pk=session.pk).order_by().values(**counts).get()
    return Progress(**{name.rstrip("_"): value for name, value in row.items()})


def preparation(session: Session, done: Progress) -> tuple[str, bool]:
    many = done.items
    return (f"{many} nội dung", True) if many else ("chưa có chương trình", False)


def roll(session: Session, done: Progress) -> tuple[str, bool]:
    return (
        (f"{done.present}/{done.asked} có mặt", True) if done.asked else ("chưa điểm danh", False)
    )


def course(session: Session, done: Progress) -> tuple[str, bool]:
    if not done.told:
        return "chưa ghi", False
    return f"đã ghi {done.told}/{done.items} nội dung", done.told >= done.items


def conclusion(session: Session, done: Progress) -> tuple[str, bool]:
    is_closed = session.status != SessionStatus.PLANNED
    if done.tasks:
        return f"giao {done.tasks} việc", is_closed
    if session.no_task_reason:
        return "không giao việc, có lý do", is_closed
    return ("đã kết luận", is_closed) if session.conclusion else ("chưa kết luận", is_closed)


MINUTES = {
    SessionStatus.PLANNED: "chưa lập",
    SessionStatus.HELD: "chờ ký",
    SessionStatus.HALF_SIGNED: "một chữ ký",
    SessionStatus.SIGNED: "đã ký",
}


def minutes(session: Session, done: Progress) -> tuple[str, bool]:
    words = MINUTES.get(SessionStatus(session.status), "không lập")
    return words, session.status == SessionStatus.SIGNED


State = Callable[[Session, Progress], tuple[str, bool]]
STEPS: list[tuple[str, str, State, str, str]] = [  # key, label, state, address, permission
    ("prepare", "Chuẩn bị", preparation, "session", ""),
    ("roll", "Điểm danh", roll, "session-roll", "cells.roll_session"),
    ("course", "Diễn biến", course, "session-course", "cells.record_session"),
    ("conclude", "Kết luận, việc cần làm", conclusion, "session-conclude", "cells.record_session"),
    ("minutes", "Biên bản", minutes, "session-minutes", "cells.read_session"),
]


def steps_of(session: Session, user: Any) -> list[Step]:
    done = progress_of(session)
    found = []
    for key, label, state, name, needed in STEPS:
        said, is_done = state(session, done)
        is_open = not needed or user.has_perm(needed, session)
        found.append(
            Step(key, label, said, is_done, reverse(name, args=[session.pk]) if is_open else "")
        )
    return found
