"""Three guides, one for each way of working here. Their words stand in templates/reports/guide/."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from pledges.reminder.figures import SPACING
from pledges.reminder.wording import day_words, ladder_words


@dataclass(frozen=True, slots=True)
class Guide:
    key: str  # of the address and the template
    reader: str  # in the name of the printed file
    title: str
    pages: int  # of A4, when it is printed
    pictures: tuple[str, ...]  # static/guide/*.png, taken by tests/browser/test_guide.py

    @property
    def file_name(self) -> str:
        return f"huong-dan-{self.reader}.pdf"

    @property
    def words(self) -> str:
        return f"reports/guide/_{self.key}.html"


@dataclass(frozen=True, slots=True)
class Task:
    anchor: str
    title: str


# The sections stand in the guide's own template; nothing that a person writes gets there.
SECTION = re.compile(r'<section id="([\w-]+)">\s*<h2>(.+?)</h2>')


def tasks_in(words: str) -> list[Task]:
    """What a guide tells of, in its order: the list on top of the page."""
    return [Task(anchor, title) for anchor, title in SECTION.findall(words)]


def calendar() -> dict[str, Any]:
    """When things happen by themselves here: the settings, for the words of the guides."""
    return {
        "opens_on": settings.CHI03_OPEN_MONTH_ON,
        "ladder": ladder_words(),
        "officers_on": day_words(settings.CHI03_REMIND_OFFICERS_ON),
        "staff_on": day_words(settings.CHI03_REMIND_STAFF_ON),
        "spacing": SPACING.days,
    }


GUIDES = {
    guide.key: guide
    for guide in (
        Guide(
            "member",
            "dang-vien",
            "Hướng dẫn cho đảng viên, đoàn viên",
            1,
            ("report", "sent"),
        ),
        Guide(
            "officer",
            "cap-uy",
            "Hướng dẫn cho cấp uỷ chi bộ",
            2,
            ("queue", "grid", "remind"),
        ),
        Guide(
            "staff",
            "giup-viec",
            "Hướng dẫn cho bộ phận giúp việc",
            2,
            ("overview", "new-year"),
        ),
    )
}
FOR_ROLE = {"officer": "officer", "member": "member"}  # everybody else works with the whole


def guide_for(role: str | None) -> Guide:
    """For the capacity in which a person works just now; a visitor is shown the member's."""
    return GUIDES[FOR_ROLE.get(role, "staff") if role else "member"]
