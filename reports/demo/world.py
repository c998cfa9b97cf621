"""What the story needs at hand while it is told: the people with their rows, accounts and present offices."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
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
    users: dict[Key, User] = field(default_factory=dict)
    works: dict[int, Work] = field(default_factory=dict)  # by item
    planned: set[int] = field(default_factory=set)  # reports that have their story
    told: dict[int, set] = field(default_factory=dict)  # by item: the months that were reported

    @property
    def staff(self) -> User:
        return self.users["TH", 4]

    @property
    def by_member(self) -> dict[int, Person]:
        return {member.pk: self.people[key] for key, member in self.members.items()}

    def officers(self, person: Person) -> list[Person]:
        """Who may answer this person's papers at this point of the story, the highest first."""
        others = [
            other
            for other in self.people.values()
            if other.cell is person.cell and other.office and other is not person
        ]
        return sorted(others, key=lambda other: RANKS.index(other.office))

    def answerer(self, person: Person) -> User:
        return self.users[self.officers(person)[0].key]

    def writer(self, person: Person) -> User:
        """Holds the pen for somebody without an account; the lowest, so that another one answers."""
        return self.users[self.officers(person)[-1].key]

    def author(self, person: Person) -> User:
        return self.users[person.key] if person.has_account else self.writer(person)

    def later(self, day: datetime, act: Callable[[], object]) -> None:
        self.agenda.add(day, act)


def chance(*words: object) -> Random:
    """Luck that belongs to one paper: a change elsewhere in the story leaves it alone."""
    return Random("/".join(map(str, (2014, *words))))  # noqa: S311 – the same story every time
