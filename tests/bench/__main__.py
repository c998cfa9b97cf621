"""Started by scripts/bench.py, which has the database server: ``make bench [QUICK=1] [ARGS=…]``."""

import argparse
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import django

django.setup()

from tests.bench import (  # noqa: E402 – models need the settings
    grids,
    jobs,
    likeness,
    months,
    pages,
    prints,
    reminders,
    sheets,
)
from tests.bench.figures import Figure  # noqa: E402
from tests.bench.ground import Ground, grounds  # noqa: E402


@dataclass(frozen=True, kw_only=True)
class Scale:
    small: tuple[int, int]  # cells, members
    large: tuple[int, int]
    sheet: int
    job: int  # evaluation sheets
    crowd: int  # members of one full cell
    rounds: int


# A cell has about 25 people in each, so that what a secretary sees does not grow
SCALES = {
    "full": Scale(small=(12, 300), large=(1200, 30_000), sheet=1000, job=100, crowd=300, rounds=9),
    "quick": Scale(small=(4, 100), large=(40, 1000), sheet=200, job=40, crowd=100, rounds=5),
    "smallest": Scale(small=(3, 15), large=(4, 20), sheet=5, job=4, crowd=5, rounds=1),
}


TOPICS: dict[str, Callable[[Ground, Ground, Scale], Iterator[Figure]]] = {
    "pages": lambda small, large, scale: pages.measure(small, large, scale.rounds),
    "sheets": lambda small, large, scale: sheets.measure(small, large, scale.sheet, scale.rounds),
    "prints": lambda small, _large, scale: prints.measure(small, scale.rounds),
    "jobs": lambda small, _large, scale: jobs.measure(small, scale.job),
    "months": lambda small, large, scale: months.measure(small, large, scale.rounds),
    "grids": lambda small, large, scale: grids.measure(small, large, scale.rounds),
    "likeness": lambda small, large, scale: likeness.measure(
        small, large, scale.crowd, scale.rounds
    ),
    "reminders": lambda small, large, scale: reminders.measure(small, large, scale.rounds),
}


def measure(scale: Scale, topics: Collection[str]) -> Iterator[Figure]:
    small, large = grounds([scale.small, scale.large])
    small.seed()
    large.seed()
    for name, figures in TOPICS.items():
        if not topics or name in topics:
            yield from figures(small, large, scale)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--quick", dest="scale", action="store_const", const="quick")
    chosen.add_argument("--smallest", dest="scale", action="store_const", const="smallest")
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=", ".join(TOPICS))
    given = parser.parse_args(words)
    if unknown := set(given.topics) - set(TOPICS):
        parser.error(f"no such topic: {', '.join(sorted(unknown))}")
    for figure in measure(SCALES[given.scale or "full"], given.topics):
        print(figure.line(), flush=True)  # noqa: T201 – the lines are the answer
        if figure.is_missed:
            words_of_it = f"{figure.name}: × {figure.ratio}, promised at most {figure.at_most}"
            print(words_of_it, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
