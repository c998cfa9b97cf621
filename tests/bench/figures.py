"""How a figure is taken and told: interleaved, warm, the median, one JSON line."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter

Act = Callable[[], object]
PATIENCE = 12  # seconds; what takes longer is repeated less often, at least three times
FEWEST_ROUNDS = 3


@dataclass(frozen=True, kw_only=True)
class Figure:
    """``ratio``: the value divided by what ``to`` names, measured in the same run; ``at_most`` is
    what was promised of it, if anything was."""

    name: str
    value: float
    unit: str
    ratio: float
    to: str
    rows: int
    database: str = "postgresql"
    at_most: float | None = None

    @property
    def is_missed(self) -> bool:
        return self.at_most is not None and self.ratio > self.at_most

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def compared(value: float, other: float, digits: int = 1) -> dict[str, float]:
    return {"value": round(value, digits), "ratio": round(value / other, 2) if other else 0.0}


def interleaved(rounds: int, *acts: Act) -> list[float]:
    """The median of each act in seconds; they take turns, so that a slow minute meets them all."""
    slowest = max(timed(act) for act in acts)  # the warm-up
    rounds = min(rounds, max(FEWEST_ROUNDS, int(PATIENCE / (slowest or 1))))
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, times in zip(acts, taken, strict=True):
            times.append(timed(act))
    return [median(times) for times in taken]


def timed(act: Act) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start
