"""What a level asks besides its place under the cap, and what of it is lacking: pure arithmetic.

Advice only. A cap stops a decision until a reason is written; a condition warns whoever proposes,
appraises and decides, and stops nobody: what is stored is never the whole of somebody's year. What
no figure tells – shortcomings put right, work beyond its measure – the level says in its own words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cells.session.score.models import said as spoken
from reports.evaluation.choices import Employer, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; of nothing nothing is lacking. ``is_partial``: the reader's own paper
    is left out."""

    part: int = 0
    whole: int = 0
    is_partial: bool = False

    def reaches(self, percent: int) -> bool:
        return 100 * self.part >= percent * self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The least of each; what is left empty is not asked."""

    points: Decimal | None = None
    task_percent: int | None = None
    employer: str = ""
    duty_grade: str = ""
    grade: str = ""
    good_percent: int | None = None
    done_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is known of a person or of a cell. ``good`` and ``done``: people of the cell at the two
    best levels, and at the three best, of those who have one."""

    points: Decimal | None = None
    tasks: Share = Share()
    employer: str = ""
    duty_grade: str = ""
    grades: tuple[str, ...] = ()
    good: Share = Share()
    done: Share = Share()


def lacking(asked: Asked, shown: Shown) -> list[str]:
    """In words that follow “thiếu:”; empty where nothing is lacking."""
    return [
        *points_lacking(asked.points, shown.points),
        *share_lacking("việc xong đúng hạn", shown.tasks, asked.task_percent),
        *employer_lacking(asked.employer, shown.employer),
        *duty_lacking(asked.duty_grade, shown.duty_grade),
        *grades_lacking(asked.grade, shown.grades),
        *share_lacking("đảng viên hoàn thành tốt trở lên", shown.good, asked.good_percent),
        *share_lacking("đảng viên hoàn thành nhiệm vụ trở lên", shown.done, asked.done_percent),
    ]


def points_lacking(least: Decimal | None, given: Decimal | None) -> Iterator[str]:
    if not least:
        return
    if given is None:
        yield f"điểm (mức này từ {spoken(least)})"
    elif given < least:
        yield f"{spoken(least - given)} điểm ({spoken(given)}, mức này từ {spoken(least)})"


def share_lacking(label: str, share: Share, percent: int | None) -> Iterator[str]:
    if percent and not share.reaches(percent):
        but = ", không kể bản của đồng chí" if share.is_partial else ""
        yield f"{label} {share.part}/{share.whole}{but} (ít nhất {percent}%)"


def employer_lacking(least: str, given: str) -> Iterator[str]:
    """Who has no employer here is rated by none."""
    if is_below(given, least, Employer):
        asked = Employer(least).label
        yield f"cơ quan xếp loại “{asked}” (đang là “{Employer(given).label}”)"


def duty_lacking(least: str, given: str) -> Iterator[str]:
    if is_below(given, least, Grade):
        asked = Grade(least).label
        yield f"chức trách, nhiệm vụ tự đánh giá “{asked}” (đang là “{Grade(given).label}”)"


def grades_lacking(least: str, given: tuple[str, ...]) -> Iterator[str]:
    if below := len([grade for grade in given if is_below(grade, least, Grade)]):
        yield f"{below} tiêu chí tự đánh giá dưới “{Grade(least).label}”"


def is_below(given: str, least: str, scale: Any) -> bool:
    """``scale`` begins with the best; what is not said is not below."""
    best_first = list(scale.values)
    return bool(given and least) and best_first.index(given) > best_first.index(least)
