"""What preparing a session does: it is put on the calendar, changed, moved, called off."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cells import clock
from cells.audit import note_down, trace
from cells.member.models import Member, Membership, Office
from cells.organisation.models import Cell
from cells.programme.models import StudyForm, Topic
from cells.session.absence.models import AbsenceRequest
from cells.session.briefing.services import brief_anew
from cells.session.course.services import refuse_incomplete
from cells.session.models import (
    Attendance,
    Session,
    SessionPartner,
    SessionStatus,
    SessionTask,
)
from cells.session.planning.agenda import (
    default_agenda,
    follow_people,
    follow_preparation,
    with_words,
)
from cells.session.planning.models import CalendarFeed, new_secret
from cells.session.planning.telling import tell_of_cancelling, tell_of_move
from cells.session.services import hold_open
from cells.text import month_words, required_words
from cells.workflow import claim_version, move, take_turns

# Filled by floors above: what a day that was set or moved means for them
after_scheduling: list[Callable[[Session], None]] = []
MOVES = ("starts_at", "report_month", "form")  # what ``after_scheduling`` looks at


@transaction.atomic
def schedule_session(cell: Cell, *, by: Any, **values: Any) -> Session:
    """Put a session on the calendar with its usual agenda; ``values`` are the model's fields,
    ``partners`` the cells that take part. The same one sent twice (a double click) is one."""
    take_turns(cell)
    partners = values.pop("partners", [])
    session = Session(cell=cell, **values)
    complete(session)
    if same := scheduled_already(session, values, partners):
        return same
    check(session, partners)
    session.save()
    set_partners(session, partners)
    for item in default_agenda(session):
        item.save()
    trace(session, by, "schedule", "", SessionStatus.PLANNED, when(session))
    for step in after_scheduling:
        step(session)
    return session


def scheduled_already(
    session: Session, values: dict[str, Any], partners: Iterable[Cell]
) -> Session | None:
    """Alike in every word; with one changed it is another, and the page asks about that day."""
    words = {name: getattr(session, name) for name in (*values, "title", "report_month", "slot")}
    live = Session.objects.exclude(status=SessionStatus.CANCELLED)
    same = live.filter(cell=session.cell, **words).first()
    if same is None:
        return None
    joined = set(same.partners.values_list("cell", flat=True))
    return same if joined == {cell.pk for cell in partners} else None


@transaction.atomic
def save_preparation(session: Session, *, by: Any, version: int, **values: Any) -> None:
    """Keep what was changed unless somebody else saved meanwhile; a moved session says so."""
    take_turns(session.cell)
    claim_version(session, version)
    session.refresh_from_db()
    partners = values.pop("partners", None)
    before = copy(session)
    for name, value in values.items():
        setattr(session, name, value)
    session.prepared_at = clock.now()
    complete(session)
    refuse_another_day(session, before)
    check(session, partners or [])
    session.save(update_fields=[*values, "slot", "search_key", "report_month", "prepared_at"])
    invited = set(session.partners.values_list("cell", flat=True))
    if partners is not None:
        set_partners(session, partners)
    follow(session, before, by=by, invited=invited)
    refuse_incomplete(session)


def follow(session: Session, before: Session, *, by: Any, invited: set[int]) -> None:
    """What hangs on the words that were changed; ``invited``: the partners that knew the old."""
    if session.report_month != before.report_month or session.topic_id != before.topic_id:
        follow_preparation(session)
    if session.chair_id != before.chair_id or session.topic_id != before.topic_id:
        follow_people(session, before)
    brief_anew(session)
    if when(session) != when(before):
        note = f"Từ {when(before)} sang {when(session)}"
        trace(session, by, "move", session.status, session.status, note)
    if is_moved(session, before):
        tell_of_move(session, before.starts_at, invited=invited, by=by)
        for step in after_scheduling:
            step(session)


def is_moved(session: Session, before: Session) -> bool:
    """Only what lies ahead moves what hangs on it."""
    changed = any(getattr(session, name) != getattr(before, name) for name in MOVES)
    return changed and session.status == SessionStatus.PLANNED


@transaction.atomic
def cancel_session(session: Session, *, by: Any, note: str) -> None:
    """Call it off; its place in the year's plan and its reports' due days are free again. A roll
    that was begun for people who then did not meet goes with it."""
    note = required_words(note, "Ghi lý do huỷ buổi sinh hoạt.")
    take_turns(session.cell)
    hold_open(session)
    if session.status == SessionStatus.PLANNED:  # else it is too late, as ``move`` says
        refuse_begun(session)
    lines, _ = session.attendances.all().delete()
    if lines:
        note = f"{note} (bỏ điểm danh {lines} đồng chí)"
    move(session, "cancel", by=by, note=note, slot=None, prepared_at=clock.now())
    tell_of_cancelling(session, by=by)
    for step in after_scheduling:
        step(session)


# What is refused


def refuse_begun(session: Session) -> None:
    """People came together: that is closed and put into minutes, never called off."""
    if begun := begun_with(session):
        raise ValidationError(f"Buổi này {begun} nên không huỷ được.")


def begun_with(session: Session) -> str:
    found = {
        "đã ghi diễn biến": bool(with_words(session)),
        "đã giao việc": session.tasks.exists(),
        "đã có người ký biên bản": session.minutes.exists(),
    }
    return ", ".join(words for words, is_there in found.items() if is_there)


def refuse_another_day(session: Session, before: Session) -> None:
    """The roll is frozen with what everybody was on that day."""
    if session.day != before.day and session.attendances.exists():
        words = f"Buổi này đã điểm danh theo ngày {before.day:%d/%m/%Y} nên không đổi ngày được."
        if session.status == SessionStatus.PLANNED and not begun_with(session):
            words += " Nếu hôm ấy không họp thì huỷ buổi này rồi lên lịch buổi mới."
        raise ValidationError({"day": words})


def complete(session: Session) -> None:
    """What follows from the other words, and from nobody's typing."""
    if session.form != StudyForm.REGULAR:
        session.report_month = None
    if session.slot and session.slot.topic_id != session.topic_id:
        session.slot = None  # about something else: its place in the year's plan is free again
    session.title = session.title or usual_title(session)


def check(session: Session, partners: Iterable[Cell]) -> None:
    """Every sentence beside its box, before the database would refuse without one."""
    problems = {**wrong_times(session), **wrong_people(session), **heard_already(session)}
    if any(cell.pk == session.cell_id for cell in partners):
        problems["partners"] = "Chi bộ chủ trì không ghi thêm ở đây."
    if session.slot and Session.objects.filter(slot=session.slot).exclude(pk=session.pk).exists():
        problems["topic"] = "Chủ đề này của kế hoạch năm đã có buổi sinh hoạt."
    if problems:
        raise ValidationError(problems)
    session.clean_fields(exclude=["search_key"])


def wrong_times(session: Session) -> dict[str, str]:
    if session.ends_at and session.ends_at <= session.starts_at:
        return {"ends_at": "Giờ kết thúc phải sau giờ bắt đầu."}
    return {}


def wrong_people(session: Session) -> dict[str, str]:
    here = people_on(session.cell, session.day)
    problems = {}
    for name in ("chair", "minute_taker"):
        if not here.filter(pk=getattr(session, f"{name}_id")).exists():
            problems[name] = f"Ngày {session.day:%d/%m/%Y} đồng chí ấy không sinh hoạt ở chi bộ."
    if session.chair_id == session.minute_taker_id:
        problems["minute_taker"] = "Biên bản cần hai chữ ký: chọn người khác với người chủ trì."
    return problems


def heard_already(session: Session) -> dict[str, str]:
    if session.report_month is None:
        return {}
    month = session.report_month.replace(day=1)
    others = Session.objects.filter(cell=session.cell_id, report_month=month)
    other = others.exclude(status=SessionStatus.CANCELLED).exclude(pk=session.pk).first()
    if other is None:
        return {}
    words = f"Báo cáo tháng {month_words(month)} nghe ở buổi ngày {other.day:%d/%m/%Y} rồi."
    return {"report_month": words}


def people_on(cell: Cell, day: date) -> QuerySet[Member]:
    """Who belongs to the cell that day; guests lead and record no sessions."""
    here = Membership.objects.regular().open_on(day).filter(cell=cell)
    return Member.objects.filter(pk__in=here.values("member"))


def set_partners(session: Session, partners: Iterable[Cell]) -> None:
    wanted = {cell.pk for cell in partners}
    leaving = session.partners.exclude(cell__in=wanted).select_related("cell")
    for partner in leaving:
        if held := held_by(session, partner.cell):
            words = f"{partner.cell} {held} ở buổi này nên không bỏ được."
            raise ValidationError({"partners": words})
    leaving.delete()
    present = set(session.partners.values_list("cell", flat=True))
    SessionPartner.objects.bulk_create(
        SessionPartner(session=session, cell_id=key) for key in sorted(wanted - present)
    )


def held_by(session: Session, cell: Cell) -> str:
    """What of a partner cell hangs on the session, in words."""
    found = {
        "đã điểm danh": Attendance.objects.all(),
        "đã nhận việc": SessionTask.objects.all(),
        "có đồng chí xin vắng": AbsenceRequest.objects.open(),
    }
    here = {"session": session, "cell": cell}
    return ", ".join(words for words, rows in found.items() if rows.filter(**here).exists())


# What is proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the form begins with: from the last session, the offices of today, the month before."""

    form: str
    topic: Topic | None
    report_month: date | None
    starts: str
    ends: str
    place: str
    chair: Member | None
    minute_taker: Member | None


def proposal(cell: Cell, *, form: str = StudyForm.REGULAR, topic: Topic | None = None) -> Proposal:
    last = Session.objects.filter(cell=cell).exclude(status=SessionStatus.CANCELLED).first()
    chair, minute_taker = usual_people(cell)
    return Proposal(
        form=form,
        topic=topic,
        report_month=month_to_hear(cell) if form == StudyForm.REGULAR else None,
        starts=hour_of(last.starts_at) if last else "14:00",
        ends=hour_of(last.ends_at) if last and last.ends_at else "",
        place=last.place if last else "",
        chair=chair,
        minute_taker=minute_taker,
    )


def month_to_hear(cell: Cell) -> date | None:
    """The month before, unless some session hears it already."""
    month = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    heard = Session.objects.filter(cell=cell, report_month=month)
    return None if heard.exclude(status=SessionStatus.CANCELLED).exists() else month


def usual_people(cell: Cell) -> tuple[Member | None, Member | None]:
    """The secretary leads, somebody else of the cell committee records."""
    held = Membership.objects.regular().open_on(clock.today()).officers().filter(cell=cell)
    posts = sorted(held.select_related("member"), key=lambda post: RANKS.index(post.office))
    first, *others = [post.member for post in posts] or [None]
    return first, (others[-1] if others else None)


RANKS = [Office.SECRETARY, Office.DEPUTY, Office.COMMITTEE]


def hour_of(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def usual_title(session: Session) -> str:
    """What the session is called where nobody gave it a name."""
    if session.topic:
        return session.topic.title
    label, day = session.get_form_display().lower(), session.day
    if session.form == StudyForm.REGULAR:
        return f"Sinh hoạt thường kỳ tháng {day.month} năm {day.year}"
    return f"Sinh hoạt {label} ngày {day:%d/%m/%Y}"


def when(session: Session) -> str:
    begins = timezone.localtime(session.starts_at)
    return f"{begins:%H:%M} ngày {begins:%d/%m/%Y}, {session.place}"


def doubts(session: Session) -> list[str]:
    """What looks like a slip of the pen, and may be meant."""
    found = []
    if session.starts_at < clock.now():
        found.append(f"Ngày giờ đã qua: {when(session)}.")
    if session.day.isoweekday() == 7:
        found.append(f"Ngày {session.day:%d/%m/%Y} là Chủ nhật.")
    begins = timezone.localtime(session.starts_at).replace(hour=0, minute=0)
    same_day = Q(starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1))
    others = Session.objects.of_cell(session.cell).filter(same_day).exclude(pk=session.pk)
    for other in others.exclude(status=SessionStatus.CANCELLED):
        found.append(f"Cùng ngày chi bộ còn buổi lúc {when(other)}.")
    return found


# The calendar's address


@transaction.atomic
def renew_calendar(cell: Cell, *, by: Any) -> CalendarFeed:
    """A new secret; whoever reads the old address finds nothing from now on."""
    take_turns(cell)
    values = {"secret": new_secret(), "renewed_at": clock.now()}
    feed, _ = CalendarFeed.objects.update_or_create(cell=cell, defaults=values)
    note_down(feed, by, "renew", "")
    return feed
