"""Who is to be told today, by the ladder; and what stands on the staff's list."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)

from cells import clock
from cells.member.judging import officers_of
from cells.member.models import Office
from cells.models import Membership, User
from pledges.reminder.missing import KINDS, Kind
from pledges.reminder.models import Reminder, Way

SPACING = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """Somebody to be told of a paper; ``rung`` is empty where people decide, not the ladder."""

    recipient: int
    paper: int
    rung: int | None = None


def before(days: int) -> date:
    return clock.today() - timedelta(days=days)


def due_pushes(kind: Kind) -> list[Push]:
    return [*author_pushes(kind), *officer_pushes(kind)]


def author_pushes(kind: Kind) -> list[Push]:
    """Only the highest rung that the calendar has reached: what was missed below is not made up."""
    rungs = sorted(settings.CHI03_REMIND_ON, reverse=True)
    if not rungs:
        return []
    reached = [When(due_on__lte=before(rung), then=Value(rung)) for rung in rungs]
    told = Reminder.objects.filter(
        **of_paper(kind), recipient=OuterRef(kind.author), rung__gte=OuterRef("rung")
    )
    found = kind.missing().filter(due_on__lte=before(rungs[-1]))
    found = found.annotate(rung=Case(*reached, output_field=SmallIntegerField()))
    rows = found.filter(~Exists(told)).values_list(kind.author, "pk", "rung")
    return [Push(recipient=author, paper=pk, rung=rung) for author, pk, rung in rows]


def officer_pushes(kind: Kind) -> list[Push]:
    """To whom the author would look for an answer; once, whoever takes over the office later."""
    rung = settings.CHI03_REMIND_OFFICERS_ON
    told = Reminder.objects.filter(**of_paper(kind), rung__gte=rung)
    told = told.exclude(recipient=OuterRef(kind.author))
    found = kind.missing().filter(~Exists(told), due_on__lte=before(rung))
    rows = list(found.values_list("cell", kind.author, "pk"))
    if not rows:
        return []  # most mornings
    officers = officers_by_cell({cell for cell, _, _ in rows})
    answering = [(answerer(officers[cell], author), pk) for cell, author, pk in rows]
    return [Push(recipient=who, paper=pk, rung=rung) for who, pk in answering if who]


def of_paper(kind: Kind) -> dict[str, Any]:
    return {kind.key: OuterRef("pk")}


def officers_by_cell(cells: Iterable[int]) -> dict[int, list[int]]:
    """Those who may be told in each cell, the highest office first."""
    ranks = list(Office)
    offices = Membership.objects.open_on(clock.today()).officers().filter(cell__in=cells)
    offices = offices.filter(can_be_told())
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell, office, member in offices.values_list("cell", "office", "member"):
        found[cell].append((ranks.index(Office(office)), member))
    return defaultdict(list, {cell: [who for _, who in sorted(of)] for cell, of in found.items()})


def can_be_told() -> Q:
    """Slips are for authors: an officer hears of others by letter or on the screen."""
    signs_in = Q(Exists(User.objects.filter(member=OuterRef("member"), is_active=True)))
    return signs_in | ~Q(member__email="") if settings.CHI03_MAILS else signs_in


def answerer(officers: list[int], author: int) -> int | None:
    return next((who for who in officers if who != author), None)


def overdue(kind: Kind) -> Any:
    """The staff's list: missing for long; from the officers' day on where no officer answers."""
    here = officers_of(OuterRef("cell")).filter(can_be_told()).exclude(member=OuterRef(kind.author))
    long_ago = Q(due_on__lte=before(settings.CHI03_REMIND_STAFF_ON))
    unheard = Q(due_on__lte=before(settings.CHI03_REMIND_OFFICERS_ON)) & ~Exists(here)
    return kind.missing().filter(long_ago | unheard)


def on_slips(kind: Kind, cells: Collection[Any]) -> Any:
    """Reminders on paper of what is still missing there; an officer told of it gets no slip."""
    to_authors = Reminder.objects.filter(recipient=F(f"{kind.key}__{kind.author}"), way=Way.SLIP)
    missing = kind.missing().filter(cell__in=cells)
    return to_authors.filter(**{f"{kind.key}__in": missing}, cell__in=cells)


def people_on_slips(cells: Collection[int]) -> Subquery:
    """For how many people of the outer cell, one of these, a slip waits that nobody has printed;
    empty: none."""
    waiting = reduce(or_, (Q(pk__in=on_slips(kind, cells)) for kind in KINDS.values()))
    rows = Reminder.objects.filter(waiting, cell=OuterRef("pk"), printed_on=None).order_by()
    return Subquery(
        rows.values("cell").annotate(people=Count("recipient", distinct=True)).values("people")
    )


def recently_told(kind: Kind, people: Iterable[int]) -> dict[int, date]:
    """Who was told of any paper of this kind so lately that nothing more is sent, and when. What
    a clock that was far ahead has written silences nobody."""
    rows = Reminder.objects.filter(
        **{f"{kind.key}__isnull": False},
        recipient__in=people,
        sent_on__gt=clock.today() - SPACING,
        sent_on__lt=clock.today() + SPACING,
    )
    return dict(rows.order_by("sent_on").values_list("recipient", "sent_on"))


def history_words(reminders: Iterable[Reminder], author: int) -> str:
    """“Đã nhắc 02/03, 05/03; đã đưa giấy 06/03; báo người phụ trách 10/03”."""
    rows = list(reminders)
    own = dict.fromkeys(f"{row.sent_on:%d/%m}" for row in rows if row.recipient_id == author)
    others = dict.fromkeys(f"{row.sent_on:%d/%m}" for row in rows if row.recipient_id != author)
    handed = dict.fromkeys(f"{row.handed_on:%d/%m}" for row in rows if row.handed_on)
    words = [f"đã nhắc {', '.join(own)}"] if own else []
    words += [f"đã đưa giấy {', '.join(handed)}"] if handed else []
    words += [f"báo người phụ trách {', '.join(others)}"] if others else []
    said = "; ".join(words)
    return said[:1].upper() + said[1:]
