"""What is to happen when: every step of the story runs at its own moment, in the order of time."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import count
from random import Random

from django.utils import timezone

from cells import clock

Act = Callable[[], object]


def moment(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def some_time(day: date, rng: Random) -> datetime:
    """An hour at which people write: mostly at work, sometimes in the evening."""
    hour = rng.choice([8, 8, 9, 9, 10, 10, 11, 14, 14, 15, 15, 16, 16, 17, 20, 21])
    return moment(day, hour, rng.randint(0, 59))


class Agenda:
    """Steps may put further steps on the agenda; what lies behind ``until`` never happens."""

    def __init__(self, until: datetime):
        self.until, self.numbers = until, count()
        self.steps: list[tuple[datetime, int, Act]] = []

    def add(self, when: datetime, act: Act) -> None:
        if when < self.until:
            heapq.heappush(self.steps, (when, next(self.numbers), act))

    def run(self) -> None:
        while self.steps:
            when, _, act = heapq.heappop(self.steps)
            with clock.at(when):
                act()
