"""Sessions on the home page: what is next, what is left open, what was given to do."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from cells import clock
from cells.models import (
    AgendaItem,
    Attendance,
    Cell,
    PlanTask,
    Session,
    SessionPartner,
    SessionTask,
    StudyForm,
    User,
)
from cells.plan.models import TaskState as PlanTaskState
from cells.session.models import TOOK_PLACE, SessionStatus, TaskState
from reports.home.cards import Task, css_of, due_words, queue

MINUTES_WAIT = timedelta(days=15)  # then staff ask
UNSIGNED = (SessionStatus.HELD, SessionStatus.HALF_SIGNED)


def when(session: Session) -> str:
    return f"{timezone.localtime(session.starts_at):%H:%M ngày %d/%m}, {session.place}"


def next_sessions(cells: frozenset[int] | set[int]) -> list[Any]:
    """Of each cell the first that lies ahead, hosted or joined."""
    ahead = Session.objects.filter(status=SessionStatus.PLANNED, starts_at__gte=clock.now())
    lines = AgendaItem.objects.filter(session=OuterRef("pk"))
    mine = ahead.filter(Q(cell__in=cells) | Q(partners__cell__in=cells)).distinct()
    mine = mine.annotate(has_agenda=Exists(lines))
    found: dict[int, Session] = {}
    for session in mine.select_related("cell").order_by("starts_at", "pk"):
        found.setdefault(session.cell_id, session)
    return list(found.values())


def to_attend(user: User, ahead: list[Any]) -> Iterator[Task]:
    """The next sessions of one's cells; the host's officers prepare it and see that instead."""
    for session in ahead:
        if session.cell_id in user.rights.cells_as_officer:
            continue
        yield Task(
            state="Sắp tới",
            css="sent",
            title=session.title,
            text=f"{when(session)} – {session.cell}.",
            action="Xem buổi sinh hoạt",
            url=session.get_absolute_url(),
            more=("Xin vắng", reverse("session-absence", args=[session.pk])),
        )


def own_given_tasks(user: User) -> Iterator[Task]:
    """What one answers for by name, after a session or in a plan; read together, by their day."""
    columns = ("due_on", "kind", "pk", "text", "source")
    own = user.rights.member_id
    held = SessionTask.objects.filter(session__status__in=TOOK_PLACE).order_by()
    after = held.filter(owner=own, state=TaskState.OPEN)
    after = after.annotate(kind=Value("task"), source=F("cell__name"))
    planned = PlanTask.objects.filter(owner=own, state=PlanTaskState.OPEN).order_by()
    planned = planned.annotate(kind=Value("plan-task"), source=F("plan__title"))
    both = after.values_list(*columns).union(planned.values_list(*columns), all=True)
    for due_on, kind, pk, text, source in both.order_by("due_on", "kind", "pk"):
        is_planned = kind == "plan-task"
        given = "Việc trong kế hoạch" if is_planned else "Việc được giao"
        state = "Quá hạn" if due_on < clock.today() else given
        yield Task(
            state=state,
            css=css_of(state),
            title=text[:120],
            text=f"Trong “{source}”." if is_planned else f"{source} giao sau sinh hoạt.",
            action="Ghi kết quả" if is_planned else "Ghi tiến độ",
            url=reverse(kind, args=[pk]),
            due=due_words(due_on),
        )


def to_hold(user: User, ahead: list[Any]) -> Iterator[Task]:
    """What an officer's cells have on the calendar, and what a session still lacks."""
    own = user.rights.cells_as_officer
    for session in ahead:
        if session.cell_id in own:
            yield coming(session)
    past = Q(status=SessionStatus.PLANNED, starts_at__lt=clock.now())
    roll = Attendance.objects.filter(session=OuterRef("pk"), cell=OuterRef("cell"))
    left_open = Session.objects.filter(past | Q(status__in=UNSIGNED), cell__in=own)
    rows = left_open.annotate(has_roll=Exists(roll)).select_related("cell")
    for session in rows.order_by("starts_at", "pk"):
        yield unsigned(session) if session.status in UNSIGNED else unfinished(session)
    yield from partner_rolls(own)


def partner_rolls(own: frozenset[int]) -> Iterator[Task]:
    """Elsewhere as guests: the host keeps the session, each partner its own roll."""
    roll = Attendance.objects.filter(session=OuterRef("session"), cell=OuterRef("cell"))
    begun = SessionPartner.objects.filter(
        ~Exists(roll),
        roll_saved_at__isnull=True,  # saved without a line: its people stand on another roll
        cell__in=own,
        session__status__in=Session.EDITABLE,
        session__starts_at__lt=clock.now(),
    )
    for one in begun.select_related("session", "cell").order_by("session__starts_at", "pk"):
        yield Task(
            state="Chưa điểm danh",
            css="late",
            title=one.session.title,
            text=f"{when(one.session)} – {one.cell} cùng dự.",
            action="Điểm danh",
            url=reverse("session-roll-cell", args=[one.session_id, one.cell_id]),
        )


def coming(session: Any) -> Task:
    has_agenda = session.has_agenda
    lacks = "" if has_agenda else " Chưa có chương trình."
    return Task(
        state="Sắp tới",
        css="sent" if has_agenda else "draft",
        title=session.title,
        text=f"{when(session)} – {session.cell}.{lacks}",
        action="Chuẩn bị" if has_agenda else "Soạn chương trình",
        url=session.get_absolute_url()
        if has_agenda
        else reverse("session-agenda", args=[session.pk]),
    )


def unfinished(session: Any) -> Task:
    """It was held, by its hour; either the roll or the course has not been written."""
    has_roll = session.has_roll
    return Task(
        state="Ghi dở" if has_roll else "Chưa điểm danh",
        css="draft" if has_roll else "late",
        title=session.title,
        text=f"{when(session)} – {session.cell}.",
        action="Ghi tiếp diễn biến" if has_roll else "Điểm danh",
        url=reverse("session-course" if has_roll else "session-roll", args=[session.pk]),
    )


def unsigned(session: Session) -> Task:
    days = (clock.today() - session.day).days
    return Task(
        state=session.get_status_display(),
        css="sent",
        title=f"Biên bản: {session.title}",
        text=f"{session.cell}, họp ngày {session.day:%d/%m/%Y}, đã {days} ngày.",
        action="Xem và ký biên bản",
        url=reverse("session-minutes", args=[session.pk]),
    )


def overdue_tasks(user: User) -> Iterator[Task]:
    """Of an officer's cells, somebody else's: one card a cell."""
    late = SessionTask.objects.overdue().filter(
        cell__in=user.rights.cells_as_officer, session__status__in=TOOK_PLACE
    )
    others = late.exclude(owner=user.rights.member_id).values("cell", "cell__name")
    for row in others.annotate(how_many=Count("pk")).order_by("cell__code"):
        yield Task(
            state="Quá hạn",
            css="late",
            title=f"{row['how_many']} việc sau sinh hoạt quá hạn",
            text=f"{row['cell__name']}; đưa vào mục đầu của buổi sau.",
            action="Xem các việc",
            url=queue("task-list", state="overdue", cell=row["cell"]),
        )


# For who follows several cells


def last_month(today: date) -> date:
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def met_last_month(today: date) -> QuerySet:
    """Regular sessions that took place in the month before, by the clock on the wall."""
    first = last_month(today)
    held = Session.objects.that_took_place().filter(form=StudyForm.REGULAR)
    days = held.annotate(day_held=TruncDate("starts_at"))
    return days.filter(day_held__gte=first, day_held__lt=today.replace(day=1))


def without_session(today: date) -> Q:
    """Nobody is asked for sessions before the office writes them down here, no cell for a month
    before its founding."""
    begun = Q(Exists(Session.objects.that_took_place()))
    there = Cell.objects.party().open_on(today).open_on(today.replace(day=1) - timedelta(days=1))
    lacking = there.exclude(pk__in=met_last_month(today).values("cell"))
    return begun & Q(pk__in=lacking.values("pk"))


def with_waiting_minutes(today: date) -> Q:
    days = Session.objects.filter(status__in=UNSIGNED).annotate(day_held=TruncDate("starts_at"))
    late = days.filter(day_held__lt=today - MINUTES_WAIT)
    return Q(pk__in=late.values("cell"))
