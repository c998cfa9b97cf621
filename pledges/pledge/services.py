"""What happens to a pledge: opened for everyone obliged, written, sent, answered."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from cells import clock
from cells.audit import trace
from cells.member.models import Body
from cells.models import CommitteePost, Member, Membership, Theme, User
from cells.notice.services import heed, tell, tell_all
from cells.organisation.models import REGISTERING, CellKind
from cells.text import clean, required_words
from cells.windows import digest_of
from cells.workflow import Clash, IllegalMove, claim_version, move, move_all
from pledges.pledge.models import Pledge, PledgeItem

FEWEST, MOST = 2, 4
ITEMS_ASKED = f"{FEWEST} đến {MOST}"  # on the pages
LEADERS_EARLIER = timedelta(days=10)
TIME_FOR_LATECOMERS = timedelta(days=10)
NEWS = {  # what the author is told of each step of somebody else's
    "accept": "đã được nhận",
    "return": "đã được trả lại, có lời ghi",
    "reopen": "đã được mở lại, có lời ghi",
    "close": "đã khép, có lời ghi",
}
WHY_CLOSED = "Ghi lý do khép."

# Filled by PledgesConfig.ready(): what happens, in the same transaction, when a pledge is accepted
after_accepting: list[Callable[[Pledge], object]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemInput:
    criterion_id: int | None = None
    action: str = ""
    measure: str = ""
    rhythm: str = ""
    due_on: date | None = None
    confirmer: str = ""
    copied_from_id: int | None = None
    difference: str = ""

    @property
    def is_blank(self) -> bool:
        """Nobody has written or chosen anything; where it once came from is no word."""
        return not any(asdict(replace(self, copied_from_id=None)).values())

    @property
    def digest(self) -> str:
        """Of a blank one nothing: what a frame says that stands for no item."""
        return "" if self.is_blank else digest_of(*asdict(self).values())

    @classmethod
    def of(cls, item: PledgeItem) -> "ItemInput":
        return cls(**{field.name: getattr(item, field.name) for field in fields(cls)})


@transaction.atomic
def open_year(year: int) -> int:
    """A blank draft for everyone obliged today who has none yet. Safe twice, also at once."""
    # The idle update makes a second run wait for the first, and see what that one opened
    if not Theme.objects.filter(year=year).update(year=year):
        raise ValidationError(
            f"Năm {year} chưa có chuyên đề. Thêm chuyên đề và hạn đăng ký rồi mở năm."
        )
    theme = Theme.objects.get(year=year)
    today = clock.today()
    leaders = leaders_on(today)
    drafts = [
        Pledge(
            member_id=member,
            cell_id=cell,
            year=year,
            by_leader=(member, kind) in leaders,
            due_on=due_day(theme.pledge_due_on, today, by_leader=(member, kind) in leaders),
        )
        for member, kind, cell in without_pledge(year)
    ]
    Pledge.objects.bulk_create(drafts, batch_size=500)
    return len(drafts)


def without_pledge(year: int) -> list[tuple[int, str, int]]:
    """(member, kind, cell) of everyone obliged today who has none of that year there."""
    there = set(Pledge.objects.of_year(year).values_list("member_id", "cell_id"))
    found = obliged_in_cells(clock.today())
    return [(member, kind, cell) for member, kind, cell in found if (member, cell) not in there]


def obliged_in_cells(day: date) -> list[tuple[int, str, int]]:
    """(member, kind, cell) of everyone obliged, in the Party and in a youth branch; somebody
    between two cells of a kind counts in the newer one."""
    obliged = Q(kind=CellKind.PARTY, member__in=Member.objects.obliged(day))
    memberships = Membership.objects.open_on(day).regular()
    rows = memberships.filter(obliged | Q(kind=CellKind.YOUTH)).order_by("since", "pk")
    homes = {
        (member, kind): cell
        for member, kind, cell in rows.values_list("member_id", "kind", "cell_id")
    }
    return [(member, kind, cell) for (member, kind), cell in homes.items()]


def leaders_on(day: date) -> set[tuple[int, str]]:
    """(member, kind): officers of party cells and youth branches lead there; holders of posts in
    the standing or executive body lead in the Party."""
    officers = Membership.objects.open_on(day).officers().filter(kind__in=REGISTERING)
    posts = CommitteePost.objects.open_on(day).filter(body__in=[Body.STANDING, Body.EXECUTIVE])
    return {
        *officers.values_list("member_id", "kind"),
        *((member, CellKind.PARTY) for member in posts.values_list("member_id", flat=True)),
    }


def due_day(due_on: date, today: date, *, by_leader: bool) -> date:
    """Leaders go first, and never after everybody; whoever joins after the day gets ten days:
    nobody starts overdue."""
    days = [due_on, due_on - LEADERS_EARLIER] if by_leader else [due_on]
    return min(day if day >= today else today + TIME_FOR_LATECOMERS for day in days)


@transaction.atomic
def save_pledge(
    pledge: Pledge,
    *,
    reflection: str,
    measures: str,
    items: list[ItemInput],
    rows: Sequence[int | None] = (),
    version: int,
    by: User | None = None,
) -> list[PledgeItem | None]:
    """Keep what was typed, unless the pledge was sent or another tab saved in the meantime; answers
    which row each item has become, a blank one none.

    ``items`` stand for the items that no report rests on; the others are never touched. ``rows``:
    which item each of them is, by its key; what is not named there is new, and goes if it was.
    ``by``: an officer who enters for the member – empty once the member writes again.
    """
    claim_version(pledge, version)
    pledge.reflection, pledge.measures = reflection, measures
    pledge.entered_by = by if by and by.member_id != pledge.member_id else None
    pledge.saved_at = clock.now()
    pledge.save(update_fields=["reflection", "measures", "entered_by", "saved_at"])
    keys = dict(enumerate(rows))
    said = {place: item for place, item in enumerate(items) if not item.is_blank}
    written = write_items(pledge, list(said.values()), [keys.get(place) for place in said])
    row_at = dict(zip(said, written, strict=True))
    return [row_at.get(place) for place in range(len(items))]


def write_items(pledge: Pledge, items: list[ItemInput], keys: list[int | None]) -> list[PledgeItem]:
    everything = pledge.items.with_lines()
    fixed = [item for item in everything if item.has_lines]
    free = {item.pk: item for item in everything if not item.has_lines}
    if len(items) + sum(item.ended_on is None for item in fixed) > MOST:
        raise ValidationError(f"Đăng ký nhiều nhất {MOST} việc. Gộp hoặc bỏ bớt một việc.")
    kept = [free.pop(key, None) if key else None for key in keys]
    for item in free.values():
        item.delete()
    # Every row keeps its place and new ones come after it, so positions never collide on the way
    places = count(max((item.position for item in [*fixed, *filter(None, kept)]), default=0) + 1)
    rows = [row or PledgeItem(pledge=pledge, position=next(places)) for row in kept]
    for row, item in zip(rows, items, strict=True):
        for field, value in asdict(item).items():
            setattr(row, field, value)
        row.save()
    return rows


@transaction.atomic
def end_item(item: PledgeItem, *, by: User, reason: str) -> None:
    """Stop an item that reports already rest on; its words stay, with the reason beside them."""
    reason = clean(reason)
    if not reason:
        raise ValidationError({"note": "Ghi lý do kết thúc việc này."})
    claim_version(item.pledge, item.pledge.version)
    here = PledgeItem.objects.filter(pk=item.pk, ended_on=None, lines__isnull=False)
    if not PledgeItem.objects.filter(pk__in=here.values("pk")).update(
        ended_on=clock.today(), end_reason=reason
    ):
        raise IllegalMove(f"{item} has ended already, or no report rests on it")
    status = item.pledge.status
    trace(
        item.pledge, by, "end_item", status, status, f"kết thúc việc “{item.action[:60]}”: {reason}"
    )


@transaction.atomic
def submit_pledge(pledge: Pledge, *, by: User, version: int | None = None) -> None:
    """Hand the pledge to the cell. ``version``: the one the sender read on the page before."""
    move(pledge, "submit", by=by, first_submitted_at=pledge.first_submitted_at or clock.now())
    refuse_other_version(pledge, version)
    # Asked only now: until the status changed another tab could still take words away
    if missing := missing_parts(pledge):
        raise ValidationError([f"{what}: {lack}." for what, lack in missing])
    heed(pledge, by=by)


def withdraw_pledge(pledge: Pledge, *, by: User) -> None:
    move(pledge, "withdraw", by=by)


@transaction.atomic
def accept_pledge(pledge: Pledge, *, by: User, version: int | None = None) -> None:
    """The cell agrees. The first acceptance stays the date from which months are counted."""
    answer(pledge, "accept", by=by, accepted_at=pledge.accepted_at or clock.now())
    refuse_other_version(pledge, version)
    for step in after_accepting:
        step(pledge)


@transaction.atomic
def return_pledge(pledge: Pledge, *, by: User, note: str, version: int | None = None) -> None:
    answer(
        pledge,
        "return",
        by=by,
        note=wanted(note, "Ghi điều cần bổ sung để đồng chí ấy biết sửa chỗ nào."),
    )
    refuse_other_version(pledge, version)


@transaction.atomic
def reopen_pledge(pledge: Pledge, *, by: User, note: str, version: int | None = None) -> None:
    answer(pledge, "reopen", by=by, note=wanted(note, "Ghi lý do mở lại."))
    refuse_other_version(pledge, version)


@transaction.atomic
def close_pledge(pledge: Pledge, *, by: User, note: str, version: int | None = None) -> None:
    answer(pledge, "close", by=by, note=wanted(note, WHY_CLOSED))
    refuse_other_version(pledge, version)


@transaction.atomic
def close_pledges(pledges: Sequence[Pledge], *, by: User, note: str) -> None:
    """``close_pledge`` for a whole year's, all or none of them: as many questions for three as for
    three hundred."""
    move_all(pledges, "close", by=by, note=wanted(note, WHY_CLOSED))
    told = [(pledge.author_id, pledge, news(pledge, "close")) for pledge in pledges]
    tell_all(told, verb="close", by=by)


def answer(pledge: Pledge, verb: str, *, by: User | None, **changes: Any) -> None:
    """A step with somebody's pledge, and the author is told of it."""
    move(pledge, verb, by=by, **changes)
    tell(pledge.author_id, pledge, verb=verb, sentence=news(pledge, verb), by=by)


def news(pledge: Pledge, verb: str) -> str:
    return f"Bản đăng ký năm {pledge.year} {NEWS[verb]}."


def wanted(note: str, question: str) -> str:
    """The words that must go with the step; the refusal stands beside their box."""
    try:
        return required_words(note, question)
    except ValidationError as error:
        raise ValidationError({"note": error}) from None


def refuse_other_version(pledge: Pledge, version: int | None) -> None:
    """What is sent or answered is what was read: a text changed behind the page is not."""
    pledge.refresh_from_db(fields=["version"])
    if version is not None and pledge.version != version:
        raise Clash(pledge)


def missing_parts(pledge: Pledge) -> list[tuple[str, str]]:
    """What the pledge still lacks before it can be sent: which item, and what."""
    items = numbered_items(pledge)
    running = [item for item in items if item.ended_on is None]
    missing = []
    if len(running) < FEWEST:
        missing.append(("Việc sẽ làm", f"cần {ITEMS_ASKED} việc, hiện có {len(running)}"))
    for item in running:
        missing += [(f"Việc {items.index(item) + 1}", lack) for lack in item.lacks()]
    return missing


def numbered_items(pledge: Pledge) -> list[PledgeItem]:
    """Every item with the number people call it by, and whether reports already rest on it."""
    items = list(pledge.items.with_lines().select_related("criterion", "copied_from__pledge"))
    for number, item in enumerate(items, start=1):
        item.number = number
    return items
