"""A roll-up on the screen: every figure leads to the rows behind it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.review.figures import Counts, dotted
from reports.rollup.figures import FIGURES, Line

Address = Callable[[str], str]  # of the rows behind a figure


@dataclass(frozen=True, slots=True)
class Number:
    label: str
    value: str
    url: str  # nothing where there is nothing behind it


@dataclass(frozen=True, slots=True)
class ShownLine:
    label: str
    url: str
    numbers: list[Number]


def number(name: str, label: str, counts: Counts, rows_at: Address) -> Number:
    how_many = counts[name]
    return Number(label, dotted(how_many), rows_at(name) if how_many else "")


def numbers(columns: Sequence[Any], counts: Counts, rows_at: Address) -> list[Number]:
    return [
        number(name, label, counts, rows_at) for _, figures in columns for name, label in figures
    ]


def shown_lines(
    columns: Sequence[Any],
    lines: Iterable[Line],
    *,
    page_of: Callable[[Line], str],
    rows_of: Callable[[Line], Address],
) -> list[ShownLine]:
    return [
        ShownLine(line.label, page_of(line), numbers(columns, line.counts, rows_of(line)))
        for line in lines
    ]


def facts(names: Iterable[str], counts: Counts, rows_at: Address) -> list[Number]:
    """The sums above the table, in full words."""
    return [number(name, FIGURES[name].label, counts, rows_at) for name in names]
