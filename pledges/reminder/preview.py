"""What a reminder by hand would do, read before it is sent: who, about what, in which way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings

from cells.member.plans import Foreseen
from cells.models import Cell, Member, User
from pledges.reminder.figures import SPACING, history_words, recently_told
from pledges.reminder.missing import Kind
from pledges.reminder.models import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person; ``again_on`` is the first day on which they may be reminded, where not today."""

    member: int
    name: str
    papers: tuple[int, ...]
    words: tuple[str, ...]
    history: tuple[str, ...]
    way: str
    again_on: date | None

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each paper in words, and when somebody was reminded of it."""
        return list(zip(self.words, self.history, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview(Foreseen):
    cell: int
    kind: str
    rows: tuple[Row, ...]

    @property
    def to_tell(self) -> list[Row]:
        return [row for row in self.rows if row.again_on is None]

    @property
    def skipped(self) -> list[Row]:
        return [row for row in self.rows if row.again_on is not None]


def foresee(cell: Cell, kind: Kind, user: Any, listed: Any = None) -> Preview:
    """Everybody of the cell who has not sent, but for whoever asks; of a list, its papers alone."""
    found = kind.others(user).filter(cell=cell)
    if listed is not None:
        found = found.filter(pk__in=listed.order_by().values("pk"))
    found = found.with_people().prefetch_related("reminders")
    papers = sorted(found, key=lambda paper: (author_of(paper).sort_key, paper.author_id))
    people = {paper.author_id for paper in papers}
    told = recently_told(kind, people)
    open_ones = User.objects.filter(member__in=people, is_active=True)
    accounts = set(open_ones.values_list("member", flat=True))
    rows = tuple(
        row_of(kind, sorted(own, key=attrgetter("due_on", "pk")), told.get(member), accounts)
        for member, own in groupby(papers, attrgetter("author_id"))
    )
    return Preview(cell=cell.pk, kind=kind.key, rows=rows)


def author_of(paper: Any) -> Member:
    owner: Any = getattr(paper, "pledge", paper)
    member: Member = owner.member
    return member


def row_of(kind: Kind, papers: list[Any], told: date | None, accounts: Collection[int]) -> Row:
    member = author_of(papers[0])
    return Row(
        member=member.pk,
        name=member.full_name,
        papers=tuple(paper.pk for paper in papers),
        words=tuple(
            f"{kind.name(paper)}, hạn {paper.due_on:%d/%m/%Y}: {paper.state_label.lower()}"
            for paper in papers
        ),
        history=tuple(history_words(paper.reminders.all(), member.pk) for paper in papers),
        way=Way(way_of(member, accounts)).label,
        again_on=told + SPACING if told else None,
    )


def way_of(member: Member, accounts: Collection[int]) -> str:
    """A letter where there is an address, paper only where neither mail nor a sign-in reaches."""
    if member.email and settings.CHI03_MAILS:
        return Way.MAIL
    return Way.APP if member.pk in accounts else Way.SLIP
