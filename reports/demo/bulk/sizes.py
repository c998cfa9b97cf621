"""How large the invented committee is to be, and how its people spread over the cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

FEWEST_CELLS, MOST_CELLS = 3, 5_000
FEWEST_PEOPLE = 5  # in a cell: secretary, deputy, one more officer and two others
MOST_MEMBERS = 200_000
MOST_YEARS = 5
UNEVENNESS = 0.45


@dataclass(frozen=True, kw_only=True)
class Sizes:
    cells: int
    members: int
    years: int
    seed: int = 2014

    def troubles(self) -> Iterator[str]:
        """Why such a committee cannot be made, a sentence each."""
        if not FEWEST_CELLS <= self.cells <= MOST_CELLS:
            yield f"Số chi bộ từ {FEWEST_CELLS} đến {MOST_CELLS}, không phải {self.cells}."
        elif self.members < self.cells * FEWEST_PEOPLE:
            need = self.cells * FEWEST_PEOPLE
            yield (
                f"Mỗi chi bộ cần ít nhất {FEWEST_PEOPLE} đảng viên: "
                f"{self.cells} chi bộ cần từ {need} người, không phải {self.members}."
            )
        if self.members > MOST_MEMBERS:
            yield f"Nhiều nhất {MOST_MEMBERS} đảng viên, không phải {self.members}."
        if not 1 <= self.years <= MOST_YEARS:
            yield f"Số năm từ 1 đến {MOST_YEARS}, không phải {self.years}."

    def spread(self, rng: Random) -> list[int]:
        """People per cell. The first cell has the average size, so that two committees compare."""
        first = self.members // self.cells
        weights = [rng.lognormvariate(0, UNEVENNESS) for _ in range(self.cells - 1)]
        rest = self.members - first - FEWEST_PEOPLE * len(weights)
        share = rest / sum(weights)
        others = [FEWEST_PEOPLE + int(weight * share) for weight in weights]
        for place in range(self.members - first - sum(others)):
            others[place % len(others)] += 1
        return [first, *others]
