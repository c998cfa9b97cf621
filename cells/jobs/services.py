"""How a job goes: asked for, made piece by piece, packed – and taken up again when a worker died.

Whatever a worker does may be cut off at any moment and done again, by another one too.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from cells import clock
from cells.jobs import pieces, queue
from cells.jobs.kinds import KINDS, Args
from cells.jobs.models import MAKING, OPEN, Job, JobFile, JobState
from cells.member.accounts.models import User
from cells.uploads import shelf
from cells.workflow import IllegalMove, take_turns

MOST_STALLS = 3
KEPT = timedelta(days=7)  # a file is fetched within a week, or made again
LOST_RIGHT = "Đồng chí không còn quyền với các hồ sơ này nên việc đã dừng."
BROKEN = "Có lỗi trong lúc làm. Đồng chí báo quản trị hệ thống số của việc này."
STALLED = "Bị dừng nhiều lần ở cùng một chỗ. Đồng chí báo quản trị hệ thống số của việc này."


# ---- whoever asks


@transaction.atomic
def enqueue(kind: str, *, total: int, by: User, args: Args) -> Job:
    """Pieces 0 … total-1 will be made; ``args`` are plain values that go into JSON."""
    title = KINDS[kind].title(args)
    job = Job.objects.create(kind=kind, title=title, total=total, requested_by=by, args=args)
    queue.give_out(job.pk, job.key, range(total))
    return job


def asked_already(kind: str, *, by: User, args: Args) -> Job | None:
    """The job that is still at work on just this for them. Ask in the transaction that would
    ``enqueue``: of two presses at once the second finds the job of the first."""
    take_turns(by)
    theirs = Job.objects.open().filter(kind=kind, requested_by=by)
    return next((job for job in theirs if job.args == args), None)


@transaction.atomic
def cancel_job(job: Job) -> None:
    if not end(job, JobState.CANCELLED):
        raise IllegalMove(f"job {job.pk} is over")


# ---- a worker


def run_part(pk: int, numbers: list[int]) -> None:
    """What the queue calls. A part may come late or twice, or while its twin is at work."""
    job = Job.objects.select_related("requested_by").filter(pk=pk).first()
    if job is None or not swap(job, MAKING, JobState.RUNNING):
        return
    try:
        make(job, numbers)
    except (OperationalError, InterfaceError):
        raise  # the database went away or was busy: the sweep takes the job up again
    except PermissionDenied:
        end(job, JobState.FAILED, error=LOST_RIGHT)
    except ValidationError as error:
        end(job, JobState.FAILED, error=" ".join(error.messages))
    except Exception:
        # Of a job that is over – cancelled, or packed by another – the pieces went under our hands
        if end(job, JobState.FAILED, error=BROKEN):
            raise  # into the log


def make(job: Job, numbers: list[int]) -> None:
    kind, by = job.its_kind, job.requested_by
    kind.check(by, job.args)
    there = pieces.kept(job.key)
    for number in numbers:
        if number in there:
            continue
        pieces.keep(job.key, number, kind.make(by, job.args, number))
        if not beat(job, stalls=0):
            return  # cancelled meanwhile, or done by others
    if len(pieces.kept(job.key)) == job.total:
        pack(job)


def pack(job: Job) -> None:
    """Two who finish at once both come here: one packs. Should two have packed after all, because
    the first was taken for dead, one file is kept."""
    if not swap(job, {JobState.RUNNING}, JobState.PACKING, done=F("total")):
        return
    kind, by = job.its_kind, User.objects.get(pk=job.requested_by_id)  # their rights of now
    kind.check(by, job.args)
    files = [pieces.path_of(job.key, number) for number in range(job.total)]
    made = kind.pack(by, job.args, files, lambda: swap(job, {JobState.PACKING}, JobState.PACKING))
    file = JobFile.shelved(made, by=by)
    with transaction.atomic():
        is_first = swap(job, {JobState.PACKING}, JobState.DONE, finished_at=clock.now())
        if is_first:
            file.job = job
            file.save()
    if is_first:
        pieces.throw_away(job.key)
    else:
        shelf.throw_away(file.key)


def beat(job: Job, **fields: Any) -> bool:
    """Say that somebody is at work, and how far; False: no piece is wanted any more. What was
    counted before the last piece came is not written over the whole."""
    done = min(len(pieces.kept(job.key)), job.total)
    here = Job.objects.filter(pk=job.pk, state__in=MAKING)
    return bool(here.update(done=done, heartbeat=Now(), **fields))


def swap(job: Job, sources: Collection[Any], target: str, **fields: Any) -> bool:
    """Compare and swap, as ``move`` does for papers."""
    here = Job.objects.filter(pk=job.pk, state__in=sources)
    return bool(here.update(state=target, heartbeat=Now(), **fields))


def end(job: Job, state: str, *, error: str = "") -> bool:
    """Without a result: nothing of it stays."""
    is_ended = swap(job, OPEN, state, error=error, finished_at=clock.now())
    if is_ended:
        queue.forget(job.key)
        pieces.throw_away(job.key)
    return is_ended


# ---- whoever watches


def sweep() -> int:
    """Take up what was lost, clear away what is over; how many were taken up."""
    taken_up = sum(take_up(job) for job in lost())
    clear_away()
    return taken_up


def lost() -> list[Job]:
    """Where a worker's heart stopped; or who waits for a turn that no queue has any more."""
    silent = list(Job.objects.filter(is_silent()))
    queued = queue.waiting() if silent else set()
    return [job for job in silent if job.state != JobState.WAITING or job.key not in queued]


def is_silent() -> Q:
    silence = timedelta(seconds=settings.CHI03_JOB_SILENCE)
    return Q(state__in=OPEN, heartbeat__lt=Now() - silence)


@transaction.atomic
def take_up(job: Job) -> bool:
    """Back into the queue with what is missing; another who sweeps now finds a fresh beat."""
    if job.stalls >= MOST_STALLS:
        end(job, JobState.FAILED, error=STALLED)
        return False
    here = Job.objects.filter(is_silent(), pk=job.pk, state=job.state)
    if not here.update(state=JobState.WAITING, heartbeat=Now(), stalls=F("stalls") + 1):
        return False
    queue.forget(job.key)
    missing = sorted(set(range(job.total)) - pieces.kept(job.key))
    queue.give_out(job.pk, job.key, missing)
    return True


def clear_away() -> None:
    """Pieces of jobs that are over, which a worker may have written after the end; old files."""
    there = pieces.folders()  # before the jobs are read: a folder is never older than its job
    wanted = set(Job.objects.open().values_list("key", flat=True))
    for key in there:
        if key not in wanted:
            pieces.throw_away(key)
    for file in JobFile.objects.filter(stored_at__lt=clock.now() - KEPT):
        file.delete()
        shelf.throw_away(file.key)
