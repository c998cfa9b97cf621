"""A month, a quarter, half a year or a year, as roll-ups step through them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from cells import clock
from cells.text import month_on_paper, month_words
from reports.review.span import ReviewScope

LENGTHS = {"m": 1, "q": 3, "h": 6, "y": 12}  # months
LABELS = {"m": "tháng", "q": "quý", "h": "6 tháng", "y": "năm"}
ROMAN = ("I", "II", "III", "IV")
WORD = re.compile(r"(20\d\d)(?:-([mqh])([1-9][0-2]?))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months of one year; ``number`` counts the periods of this length from its first day."""

    year: int
    unit: str = "y"
    number: int = 1

    @classmethod
    def of_word(cls, word: str) -> Self | None:
        """As it stands in an address: 2014, 2014-h1, 2014-q3, 2014-m11."""
        found = WORD.fullmatch(word)
        if not found:
            return None
        year, unit, number = int(found[1]), found[2] or "y", int(found[3] or 1)
        return cls(year, unit, number) if number * LENGTHS[unit] <= LENGTHS["y"] else None

    @classmethod
    def around(cls, day: date, unit: str) -> Self:
        return cls(day.year, unit, (day.month - 1) // LENGTHS[unit] + 1)

    def __str__(self) -> str:
        return str(self.year) if self.unit == "y" else f"{self.year}-{self.unit}{self.number}"

    @property
    def label(self) -> str:
        if self.unit == "m":
            return f"tháng {month_words(self.first)}"
        if self.unit == "q":
            return f"quý {ROMAN[self.number - 1]}/{self.year}"
        if self.unit == "h":
            return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
        return f"năm {self.year}"

    @property
    def paper_label(self) -> str:
        return f"tháng {month_on_paper(self.first)}" if self.unit == "m" else self.label

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * LENGTHS[self.unit] + 1, 1)

    @property
    def last(self) -> date:
        """The first day of its last month."""
        return date(self.year, self.number * LENGTHS[self.unit], 1)

    @property
    def scope(self) -> ReviewScope:
        return ReviewScope(self.first, self.last)

    def parts(self, unit: str) -> list[Self]:
        """The shorter periods it is made of."""
        length = LENGTHS[unit]
        months = range(self.first.month, self.last.month + 1, length)
        return [self.__class__(self.year, unit, (month - 1) // length + 1) for month in months]

    @property
    def before(self) -> Self:
        if self.number > 1:
            return self.__class__(self.year, self.unit, self.number - 1)
        return self.__class__(self.year - 1, self.unit, LENGTHS["y"] // LENGTHS[self.unit])

    @property
    def is_known(self) -> bool:
        """Whether an address can name it."""
        return WORD.fullmatch(str(self)) is not None

    @property
    def after(self) -> Self:
        if self.number * LENGTHS[self.unit] < LENGTHS["y"]:
            return self.__class__(self.year, self.unit, self.number + 1)
        return self.__class__(self.year + 1, self.unit, 1)

    @property
    def switches(self) -> list[tuple[str, Self]]:
        """The same time in every length: around today where today is inside, else at the end that
        is nearer to it."""
        day = min(max(clock.today(), self.first), self.scope.last_day)
        return [(LABELS[unit], self.__class__.around(day, unit)) for unit in LENGTHS]

    @property
    def has_begun(self) -> bool:
        return self.first <= clock.today()


def this_year() -> Period:
    return Period(clock.today().year)
