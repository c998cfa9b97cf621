"""The sentence in which somebody is reminded: all that person's papers of one kind in one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pledges.reminder.figures import Push
from pledges.reminder.missing import Kind

NAMED = 3


@dataclass(frozen=True, slots=True)
class Digest:
    """For one person; ``about`` is what the reader is led to: the own paper, or else the cell."""

    recipient: int
    about: Any
    sentence: str
    is_own: bool


def digests(kind: Kind, pushes: Iterable[Push], papers: dict[int, Any]) -> list[Digest]:
    by_person: dict[int, list[Any]] = defaultdict(list)
    for push in pushes:
        by_person[push.recipient].append(papers[push.paper])
    return [digest_of(kind, person, of_person) for person, of_person in by_person.items()]


def digest_of(kind: Kind, person: int, papers: list[Any]) -> Digest:
    papers = sorted(papers, key=lambda paper: (paper.due_on, paper.pk))
    own = [paper for paper in papers if paper.author_id == person]
    others = [paper for paper in papers if paper.author_id != person]
    words = [own_words(kind, own)] if own else []
    words += [cell_words(kind, others)] if others else []
    return Digest(person, own[0] if own else others[0].cell, " ".join(words), bool(own))


def own_words(kind: Kind, papers: list[Any]) -> str:
    if len(papers) == 1:
        return f"Nhắc: {kind.noun} {named(kind, papers[0])} chưa gửi."
    names = ", ".join(named(kind, paper) for paper in papers[:NAMED])
    more = "…" if len(papers) > NAMED else ""
    return f"Nhắc: {len(papers)} {kind.noun} chưa gửi: {names}{more}."


def named(kind: Kind, paper: Any) -> str:
    name = kind.name(paper).removeprefix("tháng ")
    return f"{name} (hạn {paper.due_on:%d/%m})"


def cell_words(kind: Kind, papers: list[Any]) -> str:
    people = len({paper.author_id for paper in papers})
    return f"Chi bộ còn {people} đồng chí quá hạn chưa gửi {kind.noun}."
