"""What a year of study holds so far: its quarters, what they lack, what went to the cells."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from cells.programme.models import QUARTERS, StudySlot, Theme, Topic, quarter_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    number: int
    topics: tuple[Topic, ...]

    @property
    def name(self) -> str:
        return quarter_name(self.number)


def quarters_of(theme: Theme) -> list[Quarter]:
    """All four, each with its topics and how much is ready for them."""
    topics = theme.topics.annotate(
        material_count=Count("materials", distinct=True), cell_count=Count("slots", distinct=True)
    )
    return by_quarter(topics)


def by_quarter(topics: Iterable[Topic]) -> list[Quarter]:
    topics = list(topics)
    return [
        Quarter(number=n, topics=tuple(topic for topic in topics if topic.quarter == n))
        for n in QUARTERS
    ]


def empty_quarters(quarters: Iterable[Quarter]) -> list[str]:
    return [quarter.name for quarter in quarters if not quarter.topics]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What the last step says before the year goes to the cells."""

    gaps: tuple[str, ...]
    without_questions: tuple[str, ...]
    without_materials: tuple[str, ...]
    cells: int  # that have at least one of the topics in their plan


def readiness(theme: Theme, quarters: list[Quarter]) -> Readiness:
    topics = [topic for quarter in quarters for topic in quarter.topics]
    slots = StudySlot.objects.filter(topic__theme=theme)
    return Readiness(
        gaps=tuple(empty_quarters(quarters)),
        without_questions=tuple(topic.title for topic in topics if not topic.questions),
        without_materials=tuple(
            topic.title for topic in topics if not getattr(topic, "material_count", 0)
        ),
        cells=slots.values("cell").distinct().count(),
    )
