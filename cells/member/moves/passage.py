"""Somebody leaves a cell, enters one, or both: foreseen in sentences, read by staff, then done.

This floor does not know the papers of the floors above: these say in ``consequences`` what becomes
of theirs, and do it in the same transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cells import clock
from cells.member.models import Member, Membership, Office
from cells.member.plans import Plan
from cells.member.tenure import DAY, Dated, credit, keep, stay_from
from cells.organisation.models import Cell
from cells.workflow import Clash, IllegalMove


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Of one person, on these days; ``office`` is the one they take up in the new cell."""

    member: Member
    out_of: Cell | None = None
    last_day: date | None = None
    into: Cell | None = None
    first_day: date | None = None
    office: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one kind of paper has to say about a passage, and does when it comes true."""

    foresee: Callable[[Passage], list[str]]
    carry_out: Callable[[Passage], None]


# Filled by the apps above when they are ready
consequences: list[Consequence] = []


def plan_of(passage: Passage, *deeds: str) -> Plan:
    papers = [words for each in consequences for words in each.foresee(passage)]
    return Plan(deeds=deeds, papers=tuple(papers))


def carry_out(passage: Passage) -> None:
    try:
        for each in consequences:
            each.carry_out(passage)
    except IllegalMove as moved:  # a paper was sent or answered at this very moment
        raise Clash(passage.member) from moved


@contextmanager
def all_or_nothing() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as written:  # elsewhere at this moment, by a sheet for instance
        raise Clash(written) from None


def end(row: Dated, last_day: date, *, by: Any) -> None:
    """Rows that would have followed without a gap, as after a mandate, never come."""
    if isinstance(row, Membership):
        for following in stay_from(row)[1:]:
            credit(following, by).delete()
    row.until = last_day
    keep(row, by=by)


def end_all(rows: Iterable[Dated], last_day: date, *, by: Any) -> None:
    """What would only have begun later never comes."""
    for row in sorted(rows, key=lambda row: row.since, reverse=True):
        if row.since > last_day:
            credit(row, by).delete()
        else:
            end(row, last_day, by=by)


def refuse_tomorrow(day: date, field: str) -> None:
    """Dated ahead nothing would finish it: what a passage does to papers it does on the day."""
    if day > clock.today():
        words = f"Ngày {day:%d/%m/%Y} còn ở phía trước. Ghi khi đã đến ngày ấy."
        raise ValidationError({field: words})


def home_of(member: Member, cell: Cell) -> Membership | None:
    """The row by which somebody belongs to this cell today."""
    here = Membership.objects.regular().open_on(clock.today()).filter(member=member, cell=cell)
    return here.select_related("cell").order_by("-since", "-pk").first()


def words_without_secretary(home: Membership, last_day: date) -> list[str]:
    """Nothing is said where whoever follows is written down already."""
    following = Membership.objects.filter(cell=home.cell, office=Office.SECRETARY)
    following = following.exclude(member=home.member).exclude(until__lte=last_day)
    if home.office != Office.SECRETARY or following.exists():
        return []
    return [f"{home.cell} không còn bí thư từ ngày {last_day + DAY:%d/%m/%Y}."]


def homes_of(member: Member) -> list[Cell]:
    """Where somebody belongs today: a party cell, a youth branch, or both."""
    here = Membership.objects.regular().open_on(clock.today()).filter(member=member)
    return list(Cell.objects.filter(memberships__in=here).distinct().order_by("kind", "code"))
