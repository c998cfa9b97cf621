"""Opening a month: a blank report and its lines for every accepted pledge at once."""

from collections.abc import Iterator
from datetime import date
from statistics import median

from pledges.models import MonthlyReport, MonthlyReportLine
from pledges.monthly_report.services import open_month
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


def measure(small: Ground, large: Ground) -> Iterator[Figure]:
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
