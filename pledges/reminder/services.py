"""Sending reminders: the row is written first, together with the notice; letters go out later.

Whoever is to be told is held while it is decided (``hold``), so of two runs at once the second
finds what the first has written; the constraints of ``Reminder`` stand behind that.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from cells import clock
from cells.audit import note_down
from cells.member.plans import refuse_changed
from cells.models import Cell, Member, Notice, User
from cells.notice.services import tell_all
from pledges.reminder.figures import Push, due_pushes, recently_told
from pledges.reminder.missing import KINDS, Kind
from pledges.reminder.models import Reminder, Way
from pledges.reminder.preview import foresee, way_of
from pledges.reminder.slips import slips_of, slips_pdf
from pledges.reminder.wording import digests

BATCH = 500  # people
VERBS = ("remind", "remind_cell")  # of the notices: to the author, to the officer
DAYS = timedelta(days=7)  # as long as a letter is tried
NOBODY_LEFT = "Không có đồng chí nào cần nhắc lúc này."


def send_due() -> dict[str, int]:
    """What the ladder asks for today; how many people were told of each kind. Safe at any time."""
    return {
        key: sum(send(kind, part) for part in parted(due_pushes(kind)))
        for key, kind in KINDS.items()
    }


def parted(pushes: Iterable[Push]) -> Iterator[list[Push]]:
    """Batches of people; what concerns one person stays together, for it becomes one reminder."""
    ordered = sorted(pushes, key=attrgetter("recipient", "paper"))
    people = [list(rows) for _, rows in groupby(ordered, attrgetter("recipient"))]
    for start in range(0, len(people), BATCH):
        yield list(chain.from_iterable(people[start : start + BATCH]))


@transaction.atomic
def send(kind: Kind, pushes: list[Push], *, by: User | None = None) -> int:
    """One batch, with as many questions for five hundred as for one."""
    people = hold({push.recipient for push in pushes})
    told = recently_told(kind, people)
    keys = [push.paper for push in pushes if push.recipient not in told]
    papers = {paper.pk: paper for paper in kind.missing().filter(pk__in=keys).with_people()}
    wanted = [push for push in pushes if push.recipient not in told and push.paper in papers]
    if not wanted:
        return 0
    accounts = accounts_of(people)
    Reminder.objects.bulk_create(
        Reminder(
            recipient=people[push.recipient],
            **{f"{kind.key}_id": push.paper},
            cell_id=papers[push.paper].cell_id,
            rung=push.rung,
            sent_on=clock.today(),
            way=way_of(people[push.recipient], accounts),
            by=by,
        )
        for push in wanted
    )
    found = digests(kind, wanted, papers)
    own = [(each.recipient, each.about, each.sentence) for each in found if each.is_own]
    of_cell = [(each.recipient, each.about, each.sentence) for each in found if not each.is_own]
    to_author, to_officer = VERBS
    tell_all(own, verb=to_author, by=by)
    tell_all(of_cell, verb=to_officer, by=by, path=address_of)
    return len({each.recipient for each in found})


def address_of(cell: Cell) -> str:
    return reverse("reminder-cell", args=[cell.pk])


def hold(people: Iterable[int]) -> dict[int, Member]:
    """Locked in one order to the end of the transaction. SQLite knows no such lock and needs none:
    there a transaction begins by shutting every other writer out."""
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=people)
    return {member.pk: member for member in rows.order_by("pk")}


def accounts_of(people: Iterable[int]) -> set[int]:
    open_ones = User.objects.filter(member__in=people, is_active=True)
    return {member for member in open_ones.values_list("member", flat=True) if member}


@transaction.atomic
def go_without_letters() -> int:
    """What was to go by mail on a day that is over and neither left nor was seen: the row then says
    how else its reader hears of it, on paper too. How many rows."""
    today = clock.today()
    there = Notice.objects.unseen().filter(
        verb__in=VERBS, member=OuterRef("recipient"), mailed_at=None, at__date=OuterRef("sent_on")
    )
    recent = Reminder.objects.filter(way=Way.MAIL, sent_on__lt=today, sent_on__gte=today - DAYS)
    stuck = dict(recent.filter(Exists(there)).values_list("pk", "recipient"))
    accounts = accounts_of(stuck.values())
    rows = Reminder.objects.filter(pk__in=stuck, way=Way.MAIL)
    in_app = rows.filter(recipient__in=accounts).update(way=Way.APP)
    return in_app + rows.update(way=Way.SLIP)


@transaction.atomic
def remind_by_hand(cell: Cell, kind: Kind, *, by: User, agreed: str, listed: Any = None) -> int:
    """What the page showed, if it is still so; who was told lately is left out."""
    hold(kind.others(by).filter(cell=cell).values_list(kind.author, flat=True))
    preview = foresee(cell, kind, by, listed)
    refuse_changed(preview, agreed)
    pushes = [Push(recipient=row.member, paper=pk) for row in preview.to_tell for pk in row.papers]
    if not pushes:
        raise ValidationError(NOBODY_LEFT)
    return send(kind, pushes, by=by)


@transaction.atomic
def print_reminder_slips(cell: Cell, *, by: User) -> bytes:
    """One slip for everybody of the cell who is reminded on paper and has not got it; printed
    again as often as somebody asks, until it is handed over."""
    slips = [slip for slip in slips_of(cell) if not slip.handed]
    if not slips:
        raise ValidationError("Không có giấy nhắc nào cần in.")
    pdf = slips_pdf(cell, slips)
    rows = Reminder.objects.filter(cell=cell, way=Way.SLIP, printed_on=None)
    rows.filter(recipient__in=[slip.member for slip in slips]).update(printed_on=clock.today())
    note_down(cell, by, "print", f"{len(slips)} giấy nhắc")
    return pdf


@transaction.atomic
def hand_over_slips(cell: Cell, *, by: User) -> int:
    """All of the cell's that were printed; how many people. Of two who say so the first counts."""
    people = [slip.member for slip in slips_of(cell) if slip.is_in_hand]
    hold(people)
    rows = Reminder.objects.filter(cell=cell, way=Way.SLIP, handed_on=None, recipient__in=people)
    printed = rows.exclude(printed_on=None)
    handed = set(printed.values_list("recipient", flat=True))
    if not handed:
        raise ValidationError("Không có giấy nhắc nào đã in mà chưa ghi là đã đưa.")
    printed.update(handed_on=clock.today(), handed_by=by)
    note_down(cell, by, "hand_over", f"{len(handed)} giấy nhắc")
    return len(handed)
