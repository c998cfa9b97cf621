"""Last year's pledge at hand while one writes: taken over item by item, and only when asked."""

from datetime import date
from typing import Any

from cells.scope import permission
from cells.text import search_key
from pledges.pledge.models import Pledge, PledgeItem


def items_of_last_year(pledge: Pledge, reader: Any) -> list[PledgeItem]:
    """What this person pledged last year in any cell, as far as the reader may read it; of an item
    that went along to another cell only the newer one."""
    before = Pledge.objects.visible_to(reader).of_year(pledge.year - 1).with_people()
    before = before.filter(member=pledge.member_id, cell__kind=pledge.cell.kind).order_by("-pk")
    readable = [each for each in before if reader.has_perm(permission("read", each), each)]
    items = PledgeItem.objects.filter(pledge__in=readable, ended_on=None).exclude(action="")
    found: dict[str, PledgeItem] = {}
    for item in items.select_related("pledge__cell", "criterion").order_by("-pledge", "position"):
        found.setdefault(search_key(item.action), item)
    return list(found.values())


def words_to_copy(item: PledgeItem, pledge: Pledge, criteria: list[tuple[int, str]]) -> dict:
    """What goes into the boxes. A line of the card is found again by its words, a day moves to this
    year; people of another cell do not confirm here."""
    named = {label: pk for pk, label in criteria}
    return {
        "copied_from_id": str(item.pk),
        "action": item.action,
        "measure": item.measure,
        "rhythm": item.rhythm,
        "due_on": f"{same_day(item.due_on, pledge.year):%d/%m/%Y}" if item.due_on else "",
        "confirmer": item.confirmer if item.pledge.cell_id == pledge.cell_id else "",
        "criterion_id": str(named.get(str(item.criterion), "")),
    }


def same_day(day: date, year: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if is_leap_day else day.replace(year=year)
