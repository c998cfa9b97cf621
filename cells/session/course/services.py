"""What is written down while a cell sits together, and how the session is closed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cells import clock
from cells.audit import note_down
from cells.member.models import Member, Membership
from cells.notice.models import Notice
from cells.session.briefing.services import brief, unbrief
from cells.session.course.figures import entitled, lacks
from cells.session.models import (
    AgendaItem,
    Session,
    SessionStatus,
    SessionTask,
    Speech,
    Threshold,
    Vote,
    VoteBase,
)
from cells.session.services import hold_open
from cells.session.task.services import tell_owner
from cells.workflow import Clash, IllegalMove, claim_version, move

SIGNED_ONCE = (
    "Biên bản buổi này đã có người ký nên không mở lại buổi được; "
    "diễn biến, kết luận vẫn sửa được ở các trang của buổi."
)

# What was said


@transaction.atomic
def save_item(
    item: AgendaItem, *, notes: str, conclusion: str, version: int, by: Any
) -> AgendaItem:
    """Keep notes and conclusion, unless somebody saved other words in the meantime."""
    hold_open(item.session)
    words = {"notes": notes, "conclusion": conclusion}
    stored = still_there(item)
    if any(getattr(stored, name) != text for name, text in words.items()):
        swap(stored, version, **words, saved_at=clock.now(), saved_by=by)
    return stored


def still_there(row: Any) -> Any:
    """As it is stored now; what was taken away meanwhile takes no more words."""
    stored = type(row).objects.filter(pk=row.pk).order_by("pk").first()  # not sorted by parents
    if stored is None:
        raise IllegalMove(f"{row} is gone")
    return stored


def swap(row: Any, version: int, **changes: Any) -> None:
    """Write on the version that was read, or say that somebody was faster."""
    here = type(row).objects.filter(pk=row.pk, version=version)
    if not here.update(version=F("version") + 1, **changes):
        raise Clash(row)
    row.refresh_from_db()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechInput:
    """One person's words; ``speaker`` by record, else ``speaker_name``."""

    text: str
    speaker: Member | None = None
    speaker_name: str = ""


@transaction.atomic
def add_speech(item: AgendaItem, given: SpeechInput) -> Speech:
    return once(Speech, item, **fields_of(given))


@transaction.atomic
def save_speech(speech: Speech, given: SpeechInput, *, version: int) -> Speech:
    return amend(speech, speech.item.session, version, fields_of(given))


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteInput:
    """Counts from the hall; without ``entitled`` the number that the roll gives for the base."""

    question: str
    in_favour: int
    against: int = 0
    abstained: int = 0
    is_secret: bool = False
    base: str = VoteBase.OFFICIAL
    threshold: str = Threshold.HALF
    entitled: int | None = None


@transaction.atomic
def record_vote(item: AgendaItem, given: VoteInput) -> Vote:
    values = counted(item.session, given)
    return once(Vote, item, **values)


@transaction.atomic
def save_vote(vote: Vote, given: VoteInput, *, version: int) -> Vote:
    session = vote.item.session
    return amend(vote, session, version, counted(session, given))


def counted(session: Session, given: VoteInput) -> dict[str, Any]:
    """The values of a vote; nobody votes twice, and what was not given is asked of the roll."""
    values = fields_of(given)
    if given.entitled is None:
        values["entitled"] = entitled(session).get(given.base)
    if not values["entitled"]:
        people = session.cell.people
        asked = f"Ghi số {people} làm căn cứ tính: chưa điểm danh nên máy chưa biết."
        raise ValidationError({"entitled": asked})
    if given.in_favour + given.against + given.abstained > values["entitled"]:
        people = f"{values['entitled']} {session.cell.people}"
        said = f"Cộng các phiếu nhiều hơn {people} được biểu quyết."
        raise ValidationError({"in_favour": said})
    return values


def fields_of(given: Any) -> dict[str, Any]:
    return {name: getattr(given, name) for name in given.__slots__}


def once(model: Any, item: AgendaItem, **values: Any) -> Any:
    """A new row; the same one sent twice (a double click) is one."""
    hold_open(item.session)
    still_there(item)
    same = model.objects.filter(item=item, **values).order_by("pk").first()
    if same:
        return same
    row = model(item=item, **values)
    row.full_clean()
    row.save(force_insert=True)
    return row


def amend(row: Any, session: Session, version: int, values: dict[str, Any]) -> Any:
    hold_open(session)
    stored = still_there(row)
    if any(getattr(stored, name) != value for name, value in values.items()):
        swap(stored, version, **values)
    return stored


@transaction.atomic
def remove(row: Speech | Vote, session: Session) -> None:
    """Take a speech or a vote away again; asked on a page of its own."""
    hold_open(session)
    row.delete()


# What is to be done


@transaction.atomic
def assign_task(
    session: Session, *, text: str, owner: Member, due_on: date, by: Any
) -> SessionTask:
    """A solution with its owner and day; the owner is told once the session is closed."""
    hold_open(session)
    session.refresh_from_db(fields=["starts_at"])
    values = task_values(session, text, owner, due_on)
    there = SessionTask.objects.filter(session=session, **values).first()
    if there:
        return there
    task = SessionTask(session=session, **values)
    task.full_clean()
    task.save(force_insert=True)
    note_down(task, by, "assign", f"{owner}, hạn {due_on:%d/%m/%Y}")
    if not is_planned(session):
        tell_owner(task, by=by)
    return task


def task_values(session: Session, text: str, owner: Member, due_on: date) -> dict[str, Any]:
    if due_on < session.day:
        early = f"Hạn không thể trước ngày sinh hoạt {session.day:%d/%m/%Y}."
        raise ValidationError({"due_on": early})
    cell = home_of(session, owner)
    return {"text": text, "owner": owner, "due_on": due_on, "cell_id": cell}


def home_of(session: Session, owner: Member) -> int:
    """The cell that will ask after the task: the host if the owner lives there, else a partner."""
    cells = [session.cell_id, *session.partners.values_list("cell", flat=True)]
    lives = Membership.objects.open_on(session.day).filter(member=owner, cell__in=cells)
    homes = set(lives.values_list("cell", flat=True))
    if not homes:
        outside = f"{owner} không sinh hoạt ở chi bộ nào dự buổi này."
        raise ValidationError({"owner": outside})
    return next(cell for cell in cells if cell in homes)


@transaction.atomic
def reword_task(
    task: SessionTask, *, text: str, owner: Member, due_on: date, version: int, by: Any
) -> SessionTask:
    """While nobody has reported on it: afterwards it is dropped with a reason, never reworded."""
    session = task.session
    hold_open(session)
    session.refresh_from_db(fields=["starts_at"])
    values = task_values(session, text, owner, due_on)
    stored = still_there(task)
    if all(getattr(stored, name) == value for name, value in values.items()):
        return stored
    refuse_begun(stored)
    swap(stored, version)
    before = stored.owner_id
    for name, value in values.items():
        setattr(stored, name, value)
    stored.save()  # no plain update: the key that finds it follows the text
    note_down(stored, by, "reword", f"{owner}, hạn {due_on:%d/%m/%Y}")
    if before != owner.pk:
        Notice.objects.about(stored).filter(member=before, verb="assign").delete()
        if not is_planned(session):
            tell_owner(stored, by=by)
    return stored


@transaction.atomic
def remove_task(task: SessionTask) -> None:
    """Written by mistake; a closed session keeps what it had to have."""
    session = task.session
    hold_open(session)
    refuse_begun(still_there(task))
    Notice.objects.about(task).delete()
    SessionTask.objects.filter(pk=task.pk).delete()
    refuse_incomplete(session)


def refuse_begun(task: SessionTask) -> None:
    if not task.is_untouched:
        raise ValidationError(
            "Việc này đã có người báo cáo tiến độ, không sửa lời giao được nữa. "
            "Thôi không làm thì ghi lý do ở trang của việc."
        )


def is_planned(session: Session) -> bool:
    return Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED).exists()


# How it ends


@transaction.atomic
def save_conclusion(
    session: Session,
    *,
    conclusion: str,
    no_task_reason: str,
    ends_at: datetime | None,
    version: int,
    by: Any,
) -> Session:
    """The chair's closing words, the hour, and why nothing was given to do."""
    if ends_at is not None and ends_at <= session.starts_at:
        began = timezone.localtime(session.starts_at)
        said = f"Buổi sinh hoạt bắt đầu lúc {began:%H:%M}; giờ kết thúc phải muộn hơn."
        raise ValidationError({"ends_at": said})
    words = {"conclusion": conclusion, "no_task_reason": no_task_reason, "ends_at": ends_at}
    hold_open(session)
    stored = Session.objects.get(pk=session.pk)
    if any(getattr(stored, name) != value for name, value in words.items()):
        claim_version(stored, version)
        Session.objects.filter(pk=stored.pk).update(**words)
        refuse_incomplete(stored)
    stored.refresh_from_db()
    return stored


def refuse_incomplete(session: Session) -> None:
    """A session that was closed stays complete while its minutes are being written."""
    stored = Session.objects.get(pk=session.pk)
    if stored.status != SessionStatus.PLANNED:
        refuse_lacks(stored)


def refuse_lacks(session: Session) -> None:
    if missing := lacks(session):
        raise ValidationError([lack.sentence for lack in missing])


@transaction.atomic
def close_session(session: Session, *, by: Any) -> None:
    """From here on the minutes are written; documents count as heard, owners are told."""
    hold_open(session)
    stored = Session.objects.get(pk=session.pk)
    if stored.status == SessionStatus.PLANNED:
        refuse_lacks(stored)
    move(session, "close", by=by)
    brief(session)
    for task in session.tasks.select_related("session"):
        tell_owner(task, by=by)


@transaction.atomic
def resume_session(session: Session, *, by: Any) -> None:
    """Until somebody signs; what a signed paper tells of stays closed, and is edited as such."""
    hold_open(session)
    if session.minutes.exists():
        raise ValidationError(SIGNED_ONCE)
    move(session, "resume", by=by)
    unbrief(session)
