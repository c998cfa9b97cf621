"""How many may stand at a level that is capped: whole numbers only, and nothing of a database.

``top`` people stand at the capped level, ``below`` at the one right under it. For members from 2019
on these are “Hoàn thành xuất sắc” and “Hoàn thành tốt”, over the whole committee.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class QuotaBase(StrEnum):
    """Of what the cap is a percentage; implementers of one guidance read it in both ways."""

    HTT_ONLY = "htt_only"
    HTT_AND_ABOVE = "htt_and_above"


class Rounding(StrEnum):
    FLOOR = "floor"
    HALF_UP = "half_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    percent: int
    base: QuotaBase = QuotaBase.HTT_ONLY
    rounding: Rounding = Rounding.FLOOR

    def ceiling(self, base: int) -> int:
        """The most that ``base`` people allow."""
        if self.rounding == Rounding.FLOOR:
            return base * self.percent // 100
        return (2 * base * self.percent + 100) // 200

    def counted_over(self, *, top: int, below: int) -> int:
        """How many people stand in the base."""
        return below if self.base == QuotaBase.HTT_ONLY else top + below

    def most(self, *, top: int, below: int) -> int:
        """The ceiling as people stand now."""
        return self.ceiling(self.counted_over(top=top, below=below))

    def fits(self, *, top: int, below: int) -> bool:
        return top <= self.most(top=top, below=below)

    def margin(self, *, top: int, below: int) -> int:
        """The largest k, below nothing where there are too many, so that the cap holds once k
        people have gone up from the level below: each of them makes ``below`` smaller, too.

        From ``top + k <= (below - k) * percent / 100``, without the fraction; rounding up from a
        half allows half a place more.
        """
        if self.base == QuotaBase.HTT_AND_ABOVE:
            return self.ceiling(top + below) - top
        half = 100 if self.rounding == Rounding.HALF_UP else 0
        return (2 * self.percent * below + half - 200 * top) // (200 + 2 * self.percent)

    def room_left(self, *, top: int, below: int) -> int:
        """“Còn k suất”: how many of the level below may still go up."""
        return max(min(self.margin(top=top, below=below), below), 0)

    def excess(self, *, top: int, below: int) -> int:
        """How many must go down one level before the cap holds."""
        return max(-self.margin(top=top, below=below), 0)

    def other_reading(self) -> "Quota":
        """The same cap over the other base, to be shown beside it."""
        is_only = self.base == QuotaBase.HTT_ONLY
        return replace(self, base=QuotaBase.HTT_AND_ABOVE if is_only else QuotaBase.HTT_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """What a vote must reach: more than half, or two thirds and no less."""

    percent: int
    is_exceeded: bool = True

    def is_reached(self, votes: int, base: int) -> bool:
        if self.is_exceeded:
            return 100 * votes > self.percent * base
        return base > 0 and 100 * votes >= self.percent * base
