"""django-q2, and all that the program knows of it: parts are handed in, workers call ``run_part``.

The queue is a table of the database, so a job and its parts are written in one transaction.
"""

from collections.abc import Iterator, Sequence

from django_q.models import OrmQ
from django_q.tasks import async_task

PART = 10  # pieces: a few seconds of work
RUN = "cells.jobs.services.run_part"


def give_out(job: int, key: str, numbers: Sequence[int]) -> None:
    """Nothing left to make is a part too: whoever takes it packs."""
    for part in parted(numbers):
        async_task(RUN, job, part, group=key)


def parted(numbers: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers) or 1, PART):
        yield list(numbers[start : start + PART])


def waiting() -> set[str]:
    """The keys of the jobs of which a part will still be called."""
    return {row.group() for row in OrmQ.objects.all()}


def forget(key: str) -> None:
    """What still waits of a job, and what a dead worker had taken."""
    mine = [row.pk for row in OrmQ.objects.all() if row.group() == key]
    OrmQ.objects.filter(pk__in=mine).delete()
