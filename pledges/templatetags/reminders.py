"""What lists and pages of papers say of their reminders."""

from typing import Any
from urllib.parse import urlencode

from django import template

from cells.models import Cell
from pledges.reminder.figures import history_words, recently_told
from pledges.reminder.missing import KINDS

register = template.Library()


@register.simple_tag
def reminded(paper: Any) -> str:
    """When, in words; empty where nobody was reminded of it."""
    return history_words(paper.reminders.all(), paper.author_id)


@register.inclusion_tag("pledges/reminder/_offer.html")
def remind_offer(filterset: Any, key: str) -> dict[str, Any]:
    """Under a list that a state narrows: one click to reminding its people, where the list is
    about one cell, somebody in it has not sent, and its reader is one who may remind there."""
    user = filterset.request.user
    asked = filterset.form.cleaned_data if filterset.is_valid() else {}
    cell = asked.get("cell") or only_cell(user)
    if not asked.get("state") or cell is None or not user.has_perm("cells.remind_cell", cell):
        return {}
    kind = KINDS[key]
    rows = kind.others(user).filter(cell=cell, pk__in=filterset.qs.order_by().values("pk"))
    people = set(rows.order_by().values_list(kind.author, flat=True))
    told = people & recently_told(kind, people).keys()
    narrowed = {name: filterset.data.get(name) for name in filterset.form.fields}
    query = {"list": key} | {name: value for name, value in narrowed.items() if value}
    return {
        "cell": cell,
        "kind": kind,
        "people": people,
        "to_tell": len(people - told),
        "query": urlencode(query),
    }


def only_cell(user: Any) -> Cell | None:
    """Of whoever answers in one cell and reads no others: nobody asks them which."""
    led = user.rights.cells_as_officer
    return Cell.objects.get(pk__in=led) if len(led) == 1 and not user.rights.bodies else None
