"""A morning of reminders long after December fell due, when nobody has sent it; the secretary's
preview and the staff's list before anybody was told."""

from collections.abc import Iterator
from datetime import date
from statistics import median

from django.urls import reverse

from cells import clock
from cells.models import Cell
from pledges.reminder.services import send_due
from tests.bench.figures import FEWEST_ROUNDS, Figure, compared, timed
from tests.bench.ground import Ground
from tests.bench.pages import ROLES, measure_page

MORNING = date(2015, 1, 28)  # past every rung of the ladder


def measure(small: Ground, large: Ground, rounds: int) -> Iterator[Figure]:
    with clock.at(MORNING):
        yield from measure_page(
            "reminders, preview of a cell", "secretary", own_preview, small, large, rounds
        )
        yield from measure_page(
            "reminders, list of the overdue", "staff", overdue, small, large, rounds
        )
        yield from measure_mornings(small, large)


def own_preview() -> str:
    cell = Cell.objects.get(memberships__member__user__username=ROLES["secretary"])
    return reverse("reminder-cell", args=[cell.pk])


def overdue() -> str:
    return f"{reverse('reminder-overdue')}?kind=report"


def measure_mornings(small: Ground, large: Ground) -> Iterator[Figure]:
    few, many = [], []
    for _ in range(FEWEST_ROUNDS):
        few.append(morning_of(small))
        many.append(morning_of(large))
    slow, _again, how_many, fewer = (median(each) for each in zip(*few, strict=True))
    fast, again, total, asked = (median(each) for each in zip(*many, strict=True))
    told = {"to": f"the same morning at {small.members} members", "rows": int(total)}
    yield Figure(
        name="reminders, a morning", unit="ms", **compared(1000 * fast, 1000 * slow), **told
    )
    yield Figure(
        name="reminders, people told",
        unit="people/s",
        **compared(total / fast, how_many / slow),
        **told,
    )
    yield Figure(
        name="reminders, a morning, queries", unit="queries", **compared(asked, fewer), **told
    )
    yield Figure(
        name="reminders, the same morning once more",
        unit="ms",
        **compared(1000 * again, 1000 * fast),
        to="the first run",
        rows=int(total),
    )


def morning_of(ground: Ground) -> tuple[float, float, int, int]:
    """Seconds of the first run and of one that finds everybody told; how many people the first
    told, with how many queries; all is taken back."""
    told: list[int] = []
    with ground.trying():
        with ground.listening() as asked:
            seconds = timed(lambda: told.append(sum(send_due().values())))
        again = timed(lambda: told.append(sum(send_due().values())))
    first, second = told
    if not first or second:
        raise RuntimeError(f"{first} people were told, then {second} once more")
    return seconds, again, first, len(asked)
