"""The names at the head of a paper, as they stood on its date: print's only door to the models."""

import math
import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import date

from cells.organisation.models import Cell, CellKind, Committee, Letterhead

LINE = 22  # capitals at 14 pt bold that surely fit the 73 mm of the left column
CELL_SYMBOL = "CB"
# A youth branch says nothing of the Party, and signs in its own name
YOUTH_SIGNS = {"authority": "T/M BAN CHẤP HÀNH", "crown": "ĐOÀN TNCS HỒ CHÍ MINH"}


@dataclass(frozen=True)
class LetterheadLines:
    """Plain words, ready to print: `superior` upright, `body` bold, one header line each."""

    superior: tuple[str, ...]
    body: tuple[str, ...]
    place: str
    symbol: str


def letterhead_for(cell: Cell | None, on: date) -> LetterheadLines:
    """The head of a paper that the cell – or without one the committee – issues on that day."""
    committee = Committee.objects.get(pk=1)
    record = Letterhead.objects.on(on) or Letterhead.objects.order_by("valid_from").first()
    superior = in_capitals(record.superior_lines) if record else ()
    body = in_capitals(record.body_lines) if record else in_lines(committee.name)
    if cell is None:
        return LetterheadLines(superior, body, committee.place, committee.symbol)
    own = in_capitals(cell.letterhead_lines) or in_lines(cell.name)
    if cell.kind == CellKind.YOUTH:
        return LetterheadLines((), own, committee.place, CELL_SYMBOL)
    return LetterheadLines(body, own, committee.place, CELL_SYMBOL)


def superior_name(day: date) -> str:
    """As the office typed it; capitals cannot be turned back into a name."""
    record = Letterhead.objects.on(day)
    name = " ".join(record.superior_lines.split()) if record else ""
    if not name or name.isupper():
        return "Cấp uỷ cấp trên trực tiếp"
    return name.replace("Đảng bộ", "Đảng uỷ", 1)


def in_capitals(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(capitals(line) for line in lines if line)


def capitals(text: str) -> str:
    return unicodedata.normalize("NFC", text).upper()


def in_lines(name: str) -> tuple[str, ...]:
    """A name in capitals on as few lines as it needs, all about equally long."""
    name = capitals(" ".join(name.split()))
    fewest = len(broken(name, LINE))
    even = math.ceil(len(name) / fewest) if fewest else LINE
    for width in range(even, LINE):
        if len(lines := broken(name, width)) == fewest:
            return lines
    return broken(name, LINE)


def broken(name: str, width: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(name, width, break_long_words=False, break_on_hyphens=False))
