"""Opening a month: a blank report and its lines for every accepted pledge at once; and for one
whose pledge is accepted when the month is open already."""

from collections.abc import Iterator
from datetime import date
from statistics import median

from pledges.models import MonthlyReport, MonthlyReportLine
from pledges.monthly_report.services import open_month, open_report_of_this_month
from tests.bench.figures import FEWEST_ROUNDS, Figure, compared, timed
from tests.bench.ground import Ground

MONTH = date(2014, 12, 1)


def open_anew(ground: Ground) -> tuple[float, int]:
    """Seconds, and how many reports; the month is first made unopened, and all is taken back."""
    opened: list[int] = []
    with ground.trying():
        MonthlyReportLine.objects.filter(report__month=MONTH).delete()
        MonthlyReport.objects.filter(month=MONTH).delete()
        seconds = timed(lambda: opened.append(open_month(MONTH)))
    return seconds, opened[0]


def open_late(ground: Ground) -> float:
    """Seconds for the report of one pledge; the others have theirs."""
    with ground.trying():
        report = MonthlyReport.objects.filter(month=MONTH, status="draft").earliest("pk")
        report.lines.all().delete()
        report.delete()
        return timed(lambda: open_report_of_this_month(report.pledge))


def measure(small: Ground, large: Ground, rounds: int) -> Iterator[Figure]:
    few, many = [], []
    for _ in range(FEWEST_ROUNDS):
        few.append(open_anew(small))
        many.append(open_anew(large))
    slow, how_many = median(seconds for seconds, _ in few), few[0][1]
    fast, total = median(seconds for seconds, _ in many), many[0][1]
    to = f"the same month at {small.members} members"
    yield Figure(
        name="opening a month", unit="ms", **compared(1000 * fast, 1000 * slow), to=to, rows=total
    )
    yield Figure(
        name="opening a month, reports",
        unit="rows/s",
        **compared(total / fast, how_many / slow),
        to=to,
        rows=total,
    )
    late = [(open_late(small), open_late(large)) for _ in range(rounds)]
    slow, fast = (median(seconds) for seconds in zip(*late, strict=True))
    yield Figure(
        name="opening a month, a pledge accepted later",
        unit="ms",
        **compared(1000 * fast, 1000 * slow),
        to=to,
        rows=1,
    )
