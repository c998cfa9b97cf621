"""Long work in tests: the queue worked off by the test itself, or by the real workers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django_q.models import OrmQ

from cells.jobs.services import run_part

ROOT = Path(__file__).parent.parent


def waiting_parts() -> list[list[int]]:
    return [row.args()[1] for row in OrmQ.objects.order_by("pk")]


def work_off(most: int = 1000) -> None:
    """Do what waits, oldest first, as a worker would."""
    for row in OrmQ.objects.order_by("pk")[:most]:
        arguments = row.args()
        row.delete()
        run_part(*arguments)


def database_url() -> str:
    """Of the database this test uses, for a process of its own."""
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{there['NAME']}"
    who = f"{there['USER']}:{there['PASSWORD']}"
    return f"postgresql://{who}@{there['HOST']}:{there['PORT'] or 5432}/{there['NAME']}"


class Nursery:
    """Starts real workers, which draw light sheets, and kills them."""

    def __init__(self, media_root: Path):
        kept = {name: value for name, value in os.environ.items() if "CHI03" not in name}
        environment = kept | {
            "CHI03_DEBUG": "1",
            "CHI03_DEMO": "1",
            "CHI03_TODAY": "2014-03-20",
            "CHI03_DATABASE_URL": database_url(),
            "CHI03_DATA_DIR": str(media_root.parent),
            "CHI03_JOB_SILENCE": "0",  # whoever starts finds the dead of this moment
            "DJANGO_SETTINGS_MODULE": "tests.light.settings",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.light.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.living: list[int] = []

    def start(self) -> int:
        """The process group of ``run_jobs`` and its two workers."""
        self.process.stdin.write("start\n")
        self.process.stdin.flush()
        while not (answer := self.process.stdout.readline().strip()).isdecimal():
            assert self.process.poll() is None, "the nursery died"  # else a word of the command's
        self.living.append(int(answer))
        return self.living[-1]

    def kill(self, group: int) -> None:
        """kill -9, the workers and whoever minds them; nobody gets to say good-bye."""
        os.killpg(group, signal.SIGKILL)
        self.living.remove(group)

    def close(self) -> None:
        for group in [*self.living]:
            self.kill(group)
        self.process.kill()
        self.process.communicate()


@contextmanager
def nursery(media_root: Path) -> Iterator[Nursery]:
    here = Nursery(media_root)
    try:
        yield here
    finally:
        here.close()


def wait_until(is_so: Callable[[], Any], *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)
