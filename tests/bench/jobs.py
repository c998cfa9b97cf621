"""The year-end job by real workers, against the same HTML one by one with the library's defaults.

They take turns; a worker is warm before its turn is timed, and the turn ends with the zip. And a
page that people open meanwhile: beside two workers that wait, and beside the same two at work.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from django.conf import settings
from django.urls import reverse

from cells import clock
from cells.jobs.models import Job, JobState
from cells.models import Cell
from reports.evaluation.desks import PEOPLE
from reports.evaluation.models import EvaluationRound, MemberEvaluation
from reports.evaluation.papers.sheet import sheet_html
from reports.evaluation.round.services import open_round
from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.scheme.shipped import ship_rating_schemes
from reports.evaluation.yearend.services import print_set
from tests.bench.figures import Act, Figure, compared, timed
from tests.bench.ground import Ground
from tests.bench.pages import ROLES
from tests.bench.prints import TO, print_carelessly
from tests.jobs import ROOT, database_url

YEAR = 2014
TURNS = 3
VISITS = 15
MOST = 0.55  # of the time by hand: what two workers were promised to take for a sheet


def measure(ground: Ground, sheets: int) -> Iterator[Figure]:
    ground.enter()
    found = round_with(ground, sheets)
    papers = list(PEOPLE.papers.filter(round=found, status="submitted"))
    pages = [sheet_html(paper) for paper in papers]
    rows = len(papers)
    by_hand: list[float] = []
    by_job: dict[int, list[float]] = {1: [], 2: []}
    sizes: list[tuple[int, int]] = []
    print_carelessly(pages[0])
    for _ in range(TURNS if rows > 10 else 1):
        by_hand.append(timed(lambda: [print_carelessly(page) for page in pages]))
        for workers, taken in by_job.items():
            seconds, size = turn(ground, found, workers)
            taken.append(seconds)
            sizes.append(size)
    theirs = median(by_hand) / rows
    for workers, taken in by_job.items():
        ours = median(taken) / rows
        name = f"year-end job, {workers} worker{'s' if workers > 1 else ''}"
        told = compared(1 / ours, 1 / theirs)
        yield Figure(name=name, unit="sheets/s", **told, to=TO, rows=rows)
        told = compared(1000 * ours, 1000 * theirs)
        most = MOST if workers == 2 else None
        yield Figure(name=f"{name}, a sheet", unit="ms", **told, to=TO, rows=rows, at_most=most)
    before, after = max(sizes, key=max)
    told = compared(after / 1024, before / 1024)
    to = "the same worker before the job"
    yield Figure(name="year-end job, memory of a worker", unit="MiB", **told, to=to, rows=rows)
    beside, alone = page_meanwhile(ground, found)
    told = compared(1000 * beside, 1000 * alone)
    to = "the same page beside workers that wait"
    yield Figure(name="page, secretary: home, during the job", unit="ms", **told, to=to, rows=rows)


def round_with(ground: Ground, sheets: int) -> EvaluationRound:
    """This year's round, in which so many people have sent their paper."""
    staff = ground.user("giupviec")
    found = EvaluationRound.objects.filter(year=YEAR).first()
    if found is None:
        ship_rating_schemes()
        scheme = RatingScheme.objects.of_year(YEAR).first()
        due = date(YEAR, 12, 28)
        found = open_round(
            YEAR, scheme=scheme, self_due_on=due, cell_due_on=due, note="Đo", by=staff
        )
    people = MemberEvaluation.objects.filter(round=found, case="normal")
    chosen = list(people.order_by("pk").values_list("pk", flat=True)[:sheets])
    people.filter(pk__in=chosen).update(status="submitted", first_submitted_at=clock.now())
    return found


def turn(ground: Ground, found: EvaluationRound, workers: int) -> tuple[float, tuple[int, int]]:
    """Seconds from asking to the finished zip, and the largest worker before and after, in KiB."""
    staff = ground.user("giupviec")
    cells = cells_of(found)
    with tempfile.TemporaryDirectory() as folder, at_work(Path(folder), workers) as group:
        finished(print_set(found, cells[:1], merged=False, reason="Làm nóng", by=staff))
        before = largest(group)
        begun = time.perf_counter()
        finished(print_set(found, cells, merged=False, reason="Đo", by=staff))
        return time.perf_counter() - begun, (before, largest(group))


def cells_of(found: EvaluationRound) -> list[Cell]:
    """Those that have something to print."""
    sent = found.member_evaluations.filter(status="submitted")
    return list(Cell.objects.filter(pk__in=sent.values("cell")))


def page_meanwhile(ground: Ground, found: EvaluationRound) -> tuple[float, float]:
    """The median time of a page while the job runs, and just before and after it."""
    staff, cells = ground.user("giupviec"), cells_of(found)
    visit, home = partial(ground.get, ROLES["secretary"]), reverse("home")
    beside: list[float] = []
    with tempfile.TemporaryDirectory() as folder, at_work(Path(folder), 2):
        finished(print_set(found, cells[:1], merged=False, reason="Làm nóng", by=staff))
        visit(home)
        alone = [timed(lambda: visit(home)) for _ in range(VISITS)]
        job = print_set(found, cells, merged=False, reason="Đo", by=staff)
        finished(job, meanwhile=lambda: beside.append(timed(lambda: visit(home))))
        alone += [timed(lambda: visit(home)) for _ in range(VISITS)]
    return median(beside), median(alone)


def wait() -> None:
    time.sleep(0.05)


def finished(job: Job, meanwhile: Act = wait) -> None:
    while job.is_open:
        meanwhile()
        job.refresh_from_db()
    if job.state != JobState.DONE:
        raise RuntimeError(f"the job ended as {job.state}: {job.error}")


@contextmanager
def at_work(folder: Path, workers: int) -> Iterator[int]:
    environment = os.environ | {
        "CHI03_DATABASE_URL": database_url(),
        "CHI03_DATA_DIR": str(folder),
        "CHI03_WORKERS": str(workers),
    }
    command = [sys.executable, "manage.py", "run_jobs"]
    kept, settings.MEDIA_ROOT = settings.MEDIA_ROOT, folder / "files"
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        settings.MEDIA_ROOT = kept


def largest(group: int) -> int:
    """The memory of the group's largest process at its height."""
    return max(peak_of(path) for path in members_of(group))


def members_of(group: int) -> Sequence[Path]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(path.name)) == group:
                found.append(path)
        except ProcessLookupError:
            continue
    return found


def peak_of(path: Path) -> int:
    lines = (path / "status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
