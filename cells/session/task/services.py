"""What becomes of a task after its session: its owner reports, finishes; officers may drop it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells import clock
from cells.audit import note_down
from cells.notice.models import Notice
from cells.notice.services import heed, tell
from cells.session.models import SessionTask, TaskState
from cells.text import clean, required_words
from cells.workflow import Clash, IllegalMove

OVER = [TaskState.DONE, TaskState.DROPPED]
PROGRESS_LENGTH = 2000


def tell_owner(task: SessionTask, *, by: Any) -> None:
    """Once: a session that is resumed and closed again tells nobody twice."""
    told = Notice.objects.about(task).filter(member=task.owner_id, verb="assign")
    if not told.exists():
        sentence = f"Chi bộ giao đồng chí một việc, hạn {task.due_on:%d/%m/%Y}."
        tell(task.owner_id, task, verb="assign", sentence=sentence, by=by)


@transaction.atomic
def report_progress(task: SessionTask, *, progress: str, version: int, by: Any) -> None:
    """How far it is; the trail keeps what was said before."""
    words = report_of(progress, "Ghi việc đã làm đến đâu.")
    if stands(task, words):
        return
    change(task, version, progress=words)
    note_down(task, by, "progress", words)
    heed(task, by=by)


def report_of(words: str, question: str) -> str:
    words = clean(words, max_length=PROGRESS_LENGTH, lines=True)
    if not words:
        raise ValidationError({"progress": question})
    return words


def stands(task: SessionTask, words: str) -> bool:
    """The same words sent twice (a double click) are one report."""
    return SessionTask.objects.filter(pk=task.pk, state=TaskState.OPEN, progress=words).exists()


@transaction.atomic
def finish_task(
    task: SessionTask, *, result: str, version: int, by: Any, finished_on: date | None = None
) -> None:
    words = report_of(result, "Ghi kết quả của việc.")
    day = finished_on or clock.today()
    if not task.session.day <= day <= clock.today():
        raise ValidationError({"finished_on": "Ngày xong nằm giữa ngày giao việc và hôm nay."})
    change(task, version, state=TaskState.DONE, progress=words, finished_on=day)
    note_down(task, by, "finish", words)
    heed(task, by=by)


@transaction.atomic
def drop_task(task: SessionTask, *, reason: str, version: int, by: Any) -> None:
    """The cell gives it up; what was reported so far stays."""
    why = required_words(reason, "Ghi lý do thôi không làm.")
    change(task, version, state=TaskState.DROPPED)
    note_down(task, by, "drop", why)
    sentence = "Việc chi bộ giao đồng chí đã thôi không làm, có lời ghi."
    tell(task.owner_id, task, verb="drop", sentence=sentence, by=by)


@transaction.atomic
def reopen_task(task: SessionTask, *, reason: str, version: int, by: Any) -> None:
    """Finished or dropped too soon."""
    why = required_words(reason, "Ghi lý do mở lại việc này.")
    change(task, version, out_of=OVER, state=TaskState.OPEN, finished_on=None)
    note_down(task, by, "reopen", why)
    sentence = "Việc chi bộ giao đồng chí được mở lại, có lời ghi."
    tell(task.owner_id, task, verb="reopen", sentence=sentence, by=by)


def change(
    task: SessionTask, version: int, *, out_of: list[TaskState] | None = None, **changes: Any
) -> None:
    """Swap on state and version: who comes second is told so, with their words kept."""
    here = SessionTask.objects.filter(pk=task.pk, state__in=out_of or [TaskState.OPEN])
    if not here.filter(version=version).update(version=F("version") + 1, **changes):
        raise Clash(task) if here.exists() else IllegalMove(str(task))
    task.refresh_from_db()
