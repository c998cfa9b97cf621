"""Examples of what one may pledge, by the line of the card and the kind of unit; they are advice.

The examples are data: ``library.toml``. A line of a card finds those of its topic by its words.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cells.models import Cell
from cells.text import name_key

LIBRARY = Path(__file__).with_name("library.toml")
PUNCTUATION = re.compile(r"[.,;:!?()“”\"/–-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of unit; ``words`` stand in the names of such units."""

    key: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a line of a card is about; ``words`` stand in such lines."""

    key: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """``kind``: of the unit whose work it is; empty where it is anybody's."""

    number: int
    topic: str
    kind: str
    action: str
    measure: str
    rhythm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    kinds: tuple[Kind, ...]
    topics: tuple[Topic, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The examples under one line of the card, or under a topic that no line is about."""

    label: str
    criterion_id: int | None
    examples: list[Example]


@cache
def library() -> Library:
    read = tomllib.loads(LIBRARY.read_text(encoding="utf-8"))
    worded = {
        name: [row | {"words": tuple(row["words"])} for row in read[name]]
        for name in ("kinds", "topics")
    }
    return Library(
        kinds=tuple(Kind(**row) for row in worded["kinds"]),
        topics=tuple(Topic(**row) for row in worded["topics"]),
        examples=tuple(
            Example(number=number, kind=row.pop("kind", ""), **row)
            for number, row in enumerate(read["examples"], start=1)
        ),
    )


def kind_named(key: str) -> Kind | None:
    return next((kind for kind in library().kinds if kind.key == key), None)


def kind_of(cell: Cell) -> Kind | None:
    """The kind that most words of the unit's name speak for; none is better than a guess."""
    return best(library().kinds, f"{cell.unit} {cell.name}")


def topic_of(criterion: str) -> Topic | None:
    return best(library().topics, criterion)


def best(candidates: tuple, text: str) -> Any:
    """The first with the most of its words in the text."""
    said = plain(text)
    hits = {each: sum(plain(word) in said for word in each.words) for each in candidates}
    most = max(hits.values(), default=0)
    return next(each for each in candidates if hits[each] == most) if most else None


def plain(text: str) -> str:
    """The words alone, with a space on both sides of each."""
    return f" {' '.join(name_key(PUNCTUATION.sub(' ', text)).split())} "


def example_numbered(number: int | None) -> Example | None:
    return next((each for each in library().examples if each.number == number), None)


def groups_for(criteria: list[tuple[int, str]], kind: Kind | None) -> list[Group]:
    """By the lines of the card first; then the topics that none of them is about."""
    topics = {pk: topic_of(label) for pk, label in criteria}
    groups = [
        Group(label, pk, examples_of(topic, kind))
        for pk, label in criteria
        if (topic := topics[pk])
    ]
    others = [topic for topic in library().topics if topic not in topics.values()]
    return groups + [Group(topic.name, None, examples_of(topic, kind)) for topic in others]


def examples_of(topic: Topic, kind: Kind | None) -> list[Example]:
    """The unit's own work before what anybody may do."""
    keys = [kind.key, ""] if kind else [""]
    about = [each for each in library().examples if each.topic == topic.key]
    return [each for key in keys for each in about if each.kind == key]
