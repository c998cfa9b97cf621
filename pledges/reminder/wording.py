"""The sentences in which somebody is reminded: all own papers of one kind in one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from pledges.reminder.figures import Push
from pledges.reminder.missing import Kind

NAMED = 3


def ladder_words() -> str:
    """When authors are reminded: “trước hạn 3 ngày, đúng hạn, sau hạn 3 ngày”; empty: never."""
    return ", ".join(map(day_words, sorted(settings.CHI03_REMIND_ON)))


def day_words(days: int) -> str:
    """So many days after the due day."""
    return f"{'sau' if days > 0 else 'trước'} hạn {abs(days)} ngày" if days else "đúng hạn"


@dataclass(frozen=True, slots=True)
class Digest:
    """``about`` is what the reader is led to: the own paper, or the cell they answer for."""

    recipient: int
    about: Any
    sentence: str
    is_own: bool


def digests(kind: Kind, pushes: Iterable[Push], papers: dict[int, Any]) -> list[Digest]:
    by_person: dict[int, list[Any]] = defaultdict(list)
    for push in pushes:
        by_person[push.recipient].append(papers[push.paper])
    return [each for person, rows in by_person.items() for each in digests_of(kind, person, rows)]


def digests_of(kind: Kind, person: int, papers: list[Any]) -> Iterator[Digest]:
    """The own papers in one sentence, and one for each cell whose officer this person is."""
    papers = sorted(papers, key=lambda paper: (paper.due_on, paper.pk))
    own = [paper for paper in papers if paper.author_id == person]
    others: dict[Any, list[Any]] = defaultdict(list)
    for paper in papers:
        if paper.author_id != person:
            others[paper.cell].append(paper)
    if own:
        yield Digest(person, own[0], own_words(kind, own), True)
    for cell, of_cell in others.items():
        yield Digest(person, cell, cell_words(kind, cell, of_cell), False)


def own_words(kind: Kind, papers: list[Any]) -> str:
    if len(papers) == 1:
        return f"Nhắc: {kind.noun} {named(kind, papers[0])} chưa gửi."
    names = ", ".join(named(kind, paper) for paper in papers[:NAMED])
    more = "…" if len(papers) > NAMED else ""
    return f"Nhắc: {len(papers)} {kind.noun} chưa gửi: {names}{more}."


def named(kind: Kind, paper: Any) -> str:
    name = kind.name(paper).removeprefix("tháng ")
    return f"{name} (hạn {paper.due_on:%d/%m})"


def cell_words(kind: Kind, cell: Any, papers: list[Any]) -> str:
    people = len({paper.author_id for paper in papers})
    return f"{cell.kind_words.capitalize()} còn {people} đồng chí quá hạn chưa gửi {kind.noun}."
