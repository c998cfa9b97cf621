"""What the story needs at hand while it is told: people, their rows, accounts and offices."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from cells.models import Cell, Member, User
from reports.demo.agenda import Agenda
from reports.demo.cells import CellPlan
from reports.demo.people import COMMITTEE, DEPUTY, SECRETARY, Person
from reports.demo.works import Work

RANKS = (SECRETARY, DEPUTY, COMMITTEE)
Key = tuple[str, int]


@dataclass
class World:
    plans: tuple[CellPlan, ...]
    people: dict[Key, Person]
    agenda: Agenda
    say: Callable[[str], object] = lambda line: None
    cells: dict[str, Cell] = field(default_factory=dict)
    members: dict[Key, Member] = field(default_factory=dict)
    by_member: dict[int, Person] = field(default_factory=dict)
    users: dict[Key, User] = field(default_factory=dict)
    pledged: dict[int, list[tuple[int, Work]]] = field(default_factory=dict)  # by pledge: items
    of_cell: dict[str, list[Person]] = field(default_factory=dict)
    planned: set[int] = field(default_factory=set)  # reports that have their story
    told: dict[int, set] = field(default_factory=dict)  # by item: the months that were reported
    stuck: dict[tuple[int, date], str] = field(default_factory=dict)  # the difficulties told there

    def __post_init__(self) -> None:
        for person in self.people.values():
            self.of_cell.setdefault(person.cell.code, []).append(person)

    @property
    def staff(self) -> User:
        return self.users["TH", 4]

    def officers(self, person: Person) -> list[Person]:
        """Who may answer this person's papers at this point of the story, the highest first."""
        others = [
            other
            for other in self.of_cell[person.cell.code]
            if other.office and other is not person
        ]
        return sorted(others, key=lambda other: RANKS.index(other.office))

    def answerer(self, person: Person) -> User:
        return self.users[self.officers(person)[0].key]

    def writer(self, person: Person) -> User:
        """Holds the pen for somebody without an account; another officer answers."""
        return self.users[self.officers(person)[-1].key]

    def author(self, person: Person) -> User:
        return self.users[person.key] if person.has_account else self.writer(person)

    def later(self, day: datetime, act: Callable[[], object]) -> None:
        self.agenda.add(day, act)


def chance(*words: object) -> Random:
    """Luck that belongs to one paper: a change elsewhere in the story leaves it alone."""
    return Random("/".join(map(str, (2014, *words))))  # noqa: S311 – the same story every time
