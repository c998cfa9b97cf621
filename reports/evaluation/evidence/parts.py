"""What evidence is made of: plain values that page, sheet and frozen copy share.

A line carries a key of its own (“report-17”): what the person says about it is tied to that.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

VERSION = 1  # of the stored form

# How a month of an item reads: the word, its colour, its sign
MONTHS = {
    "done": ("Đã làm", "done", "check-lg"),
    "partly": ("Một phần", "sent", "circle-half"),
    "not_yet": ("Chưa làm", "return", "x-lg"),
    "unchanged": ("Không thay đổi", "draft", "arrow-right"),
    "excused": ("Được miễn", "exempt", "dash-lg"),
    "missing": ("Chưa gửi báo cáo", "late", "exclamation-lg"),
    "waiting": ("Chưa có báo cáo đã gửi", "", ""),
    "silent": ("Báo cáo không ghi việc này", "", ""),
    "none": ("Không có báo cáo", "", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a line comes from: a row, by the name of its address and its key, or a list that is
    filtered the same way."""

    page: str
    pk: int | None = None
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    key: str
    title: str
    words: str = ""
    state: str = ""
    css: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``more``: rows that a summary among ``lines`` has counted; folded on the page."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    more: tuple[Line, ...] = ()


def section(
    key: str, title: str, lines: Iterable[Line], *, empty: str, more: Iterable[Line] = ()
) -> Section:
    """That nothing is there is a line as well: somebody may know better."""
    return Section(
        key=key,
        title=title,
        lines=tuple(lines) or (Line(key=key, title=empty),),
        more=tuple(more),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    number: int
    state: str
    source: Source | None = None

    @property
    def label(self) -> str:
        return MONTHS[self.state][0]

    @property
    def css(self) -> str:
        return MONTHS[self.state][1]

    @property
    def icon(self) -> str:
        return MONTHS[self.state][2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemYear:
    """One thing pledged and its twelve months; ``last``: the state told last."""

    key: str
    title: str
    words: str
    last: str
    summary: str
    months: tuple[Month, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure of the strip on top, and the section that holds its rows."""

    label: str
    figure: str
    unit: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the person says about a line, and the answer. ``line`` may be gone by now; ``about``
    still says what it was."""

    pk: int
    line: str
    about: str
    is_objection: bool
    text: str
    by: str
    on: str
    answer: str = ""
    answered_by: str = ""
    answered_on: str = ""

    @property
    def is_open(self) -> bool:
        return self.is_objection and not self.answer

    @property
    def label(self) -> str:
        return "Không đồng ý" if self.is_objection else "Nói thêm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One year of a person or of a cell, put together from what is stored elsewhere."""

    year: int
    subject: str
    cells: tuple[str, ...]
    taken_on: str
    facts: tuple[Fact, ...]
    items: tuple[ItemYear, ...]
    sections: tuple[Section, ...]
    remarks: tuple[Remark, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @property
    def lines(self) -> dict[str, Line | ItemYear]:
        found: dict[str, Line | ItemYear] = {item.key: item for item in self.items}
        for section in self.sections:
            found.update({line.key: line for line in (*section.lines, *section.more)})
        return found

    @property
    def open_objections(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.is_open)


def from_json(stored: dict[str, Any]) -> Evidence:
    """What was frozen, as it stood."""
    return Evidence(
        year=stored["year"],
        subject=stored["subject"],
        cells=tuple(stored["cells"]),
        taken_on=stored["taken_on"],
        facts=tuple(Fact(**fact) for fact in stored["facts"]),
        items=tuple(item_from(item) for item in stored["items"]),
        sections=tuple(section_from(section) for section in stored["sections"]),
        remarks=tuple(Remark(**remark) for remark in stored["remarks"]),
    )


def item_from(stored: dict[str, Any]) -> ItemYear:
    months = tuple(
        Month(**{**month, "source": source_from(month["source"])}) for month in stored["months"]
    )
    return ItemYear(**{**stored, "months": months, "source": source_from(stored["source"])})


def section_from(stored: dict[str, Any]) -> Section:
    folded = {name: tuple(line_from(line) for line in stored[name]) for name in ("lines", "more")}
    return Section(**{**stored, **folded})


def line_from(stored: dict[str, Any]) -> Line:
    return Line(**{**stored, "source": source_from(stored["source"])})


def source_from(stored: dict[str, Any] | None) -> Source | None:
    return Source(**stored) if stored else None


# ---- days as papers write them


def said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def local_day(moment: Any) -> str:
    return said(timezone.localtime(moment).date())
