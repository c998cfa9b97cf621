"""What happens to a collective registration: begun, written, registered, closed with results."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from cells import clock
from cells.audit import trace
from cells.models import Cell, Member, Membership, User
from cells.text import required_words
from cells.workflow import IllegalMove, claim_version, move
from pledges.standard.collective.models import (
    CollectiveItem,
    CollectiveRegistration,
    CollectiveStatus,
    ResultState,
)

MOST = 10
NO_REASON = "Ghi lý do."


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemInput:
    action: str = ""
    measure: str = ""
    rhythm: str = ""
    due_on: date | None = None
    responsible: Member | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    state: str
    result: str = ""


@transaction.atomic
def begin_collective(cell: Cell, *, year: int, by: User) -> CollectiveRegistration:
    """The registration of that cell and year; a new one is a blank draft."""
    registration, is_new = CollectiveRegistration.objects.get_or_create(cell=cell, year=year)
    if is_new:
        trace(registration, by, "begin", "", CollectiveStatus.DRAFT)
    return registration


def people_of(cell: Cell) -> QuerySet:
    """Who may be responsible: whoever lives in the cell today."""
    here = Membership.objects.regular().open_on(clock.today()).filter(cell=cell)
    return Member.objects.filter(pk__in=here.values("member")).order_by("sort_key")


def people_for(registration: CollectiveRegistration) -> QuerySet:
    """Who may be chosen on the page. Whoever has left stays named until somebody else is chosen:
    saving must not take a name away, registering asks for another one."""
    here = people_of(registration.cell).order_by().values("pk")
    named = registration.items.filter(responsible__isnull=False).order_by().values("responsible")
    people = Member.objects.filter(Q(pk__in=here) | Q(pk__in=named))
    return people.order_by("sort_key")


@transaction.atomic
def save_collective(
    registration: CollectiveRegistration, *, items: list[ItemInput], version: int
) -> None:
    """Keep the draft as typed, unless it was registered or another tab saved in the meantime."""
    items = [item for item in items if item != ItemInput()]
    if len(items) > MOST:
        raise ValidationError(f"Bản đăng ký có nhiều nhất {MOST} việc.")
    claim_version(registration, version)
    registration.saved_at = clock.now()
    registration.save(update_fields=["saved_at"])
    registration.items.all().delete()
    CollectiveItem.objects.bulk_create(
        CollectiveItem(
            registration=registration,
            position=position,
            action=item.action,
            measure=item.measure,
            rhythm=item.rhythm,
            due_on=item.due_on,
            responsible=item.responsible,
        )
        for position, item in enumerate(items, start=1)
    )


@transaction.atomic
def register_collective(
    registration: CollectiveRegistration, *, by: User, version: int | None = None
) -> None:
    """Put it in force as it was read."""
    move(registration, "register", by=by, registered_on=clock.today())
    registration.refresh_from_db(fields=["version"])
    if version is not None and registration.version != version:
        raise IllegalMove(f"{registration} was changed after it was read")
    # Counted only now: until the status changed another tab could still take items away
    if missing := missing_parts(registration):
        raise ValidationError(missing)


def missing_parts(registration: CollectiveRegistration) -> list[str]:
    """Why it cannot be registered yet, a sentence each."""
    items = list(registration.items.select_related("responsible"))
    missing = [] if items else ["Ghi ít nhất một việc tập thể sẽ làm."]
    here = set(people_of(registration.cell).values_list("pk", flat=True))
    for item in items:
        missing += [f"Việc {item.position} {lack}" for lack in lacks_of(item, here)]
    return missing


def lacks_of(item: CollectiveItem, here: set[int]) -> list[str]:
    lacks = []
    if not item.action:
        lacks.append("chưa ghi việc sẽ làm.")
    if not (item.rhythm or item.due_on):
        lacks.append("chưa ghi nhịp hoặc hạn.")
    if item.due_on and item.due_on.year != item.registration.year:
        lacks.append(f"có hạn ngoài năm {item.registration.year}.")
    if item.responsible_id is None:
        lacks.append("chưa có người phụ trách.")
    elif item.responsible_id not in here:
        lacks.append(f"giao cho đồng chí {item.responsible}, nay không sinh hoạt ở đây.")
    return lacks


@transaction.atomic
def close_collective(
    registration: CollectiveRegistration, *, by: User, results: dict[int, ItemResult]
) -> None:
    """Write the result of every item, by its key, and close the year."""
    items = list(registration.items.all())
    move(registration, "close", by=by, closed_on=clock.today())
    for item in items:
        given = results.get(item.pk, ItemResult(""))
        if given.state not in ResultState.values:
            raise ValidationError(f"Việc {item.position} chưa chọn kết quả.")
        item.state, item.result = given.state, given.result
    CollectiveItem.objects.bulk_update(items, ["state", "result"])


@transaction.atomic
def reopen_collective(registration: CollectiveRegistration, *, by: User, note: str) -> None:
    """Back to a draft that its officers may write; not once results rest on the items."""
    move(registration, "reopen", by=by, note=required_words(note, NO_REASON))
    if registration.items.exclude(state="").exists():
        raise ValidationError(
            "Bản này đã có kết quả cuối năm nên không viết lại được. "
            "Chi uỷ chỉ còn sửa được kết quả: ghi lại rồi khép."
        )


def resume_collective(registration: CollectiveRegistration, *, by: User, note: str) -> None:
    """The year is open again: the results stay and can be mended at the next closing."""
    move(registration, "resume", by=by, note=required_words(note, NO_REASON), closed_on=None)
