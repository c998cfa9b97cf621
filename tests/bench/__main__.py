"""Started by scripts/bench.py, which has the database server: ``make bench [QUICK=1]``."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import django

django.setup()

from tests.bench import months, pages, prints, sheets  # noqa: E402 – models need the settings
from tests.bench.figures import Figure  # noqa: E402
from tests.bench.ground import grounds  # noqa: E402


@dataclass(frozen=True, kw_only=True)
class Scale:
    small: tuple[int, int]  # cells, members
    large: tuple[int, int]
    sheet: int
    rounds: int


# A cell has about 25 people in each, so that what a secretary sees does not grow
SCALES = {
    "full": Scale(small=(12, 300), large=(1200, 30_000), sheet=1000, rounds=9),
    "quick": Scale(small=(4, 100), large=(40, 1000), sheet=200, rounds=5),
    "smallest": Scale(small=(3, 15), large=(4, 20), sheet=5, rounds=1),
}


def measure(scale: Scale) -> Iterator[Figure]:
    small, large = grounds([scale.small, scale.large])
    small.seed()
    large.seed()
    yield from pages.measure(small, large, scale.rounds)
    yield from sheets.measure(small, large, scale.sheet, scale.rounds)
    yield from prints.measure(small, scale.rounds)
    yield from months.measure(small, large)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--quick", dest="scale", action="store_const", const="quick")
    chosen.add_argument("--smallest", dest="scale", action="store_const", const="smallest")
    scale = parser.parse_args(words).scale or "full"
    for figure in measure(SCALES[scale]):
        print(figure.line(), flush=True)  # noqa: T201 – the lines are the answer


if __name__ == "__main__":
    main(sys.argv[1:])
