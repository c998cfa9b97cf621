"""Two windows wrote into one pledge: what each of them changed is put together, part by part.

A part is one of the two texts, or a whole item: half a sentence of each window would be nobody's.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from cells.windows import Whose, whose
from pledges.pledge.forms import PREFIX, TEXTS, ItemForm, PledgeSheet, text_digest
from pledges.pledge.models import PledgeItem
from pledges.pledge.services import ItemInput

DELETED_THERE = "đã bị xoá ở cửa sổ khác, nhưng đồng chí vừa sửa ở đây nên được giữ lại."
DELETED_HERE = (
    "vừa được sửa ở cửa sổ khác nên được giữ lại, dù đồng chí đã xoá ở đây. "
    "Muốn bỏ thì xoá lần nữa."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What goes into the boxes of one part, whether the stored words stand beside them, and what
    is said of it."""

    words: Any
    row: PledgeItem | None = None
    has_rival: bool = False
    note: str = ""


def settled(typed: Any, stored: Any, *, seen: str, digest: Callable[[Any], str]) -> Part:
    """By the one rule; and what only one of them has deleted stays."""
    match whose(typed=digest(typed), seen=seen, stored=digest(stored)):
        case Whose.HERE:
            return Part(words=typed)
        case Whose.STORED:
            return Part(words=stored)
    if not digest(stored):
        return Part(words=typed, note=DELETED_THERE)
    if not digest(typed):
        return Part(words=stored, note=DELETED_HERE)
    return Part(words=typed, has_rival=True)


class Meeting:
    """``sheet``: what was typed here, valid, on a version that is not the stored one any more."""

    def __init__(self, sheet: PledgeSheet):
        pledge, given = sheet.pledge, sheet.form.cleaned_data
        pledge.refresh_from_db()
        added = pair(sheet.items.forms, PledgeSheet(pledge, reader=sheet.reader).free)
        texts = {
            name: settled(
                given[name], getattr(pledge, name), seen=given[f"{name}_seen"], digest=text_digest
            )
            for name in TEXTS
        }
        items = [*map(item_part, sheet.items.forms), *map(added_part, added)]
        items = [part for part in items if not part.words.is_blank]
        items.sort(key=lambda part: (part.row is None, part.row and part.row.position))
        # The very same text, sent twice or after an answer that was lost, is stored already
        self.is_stored = not added and is_said(sheet, pledge)
        # A number that never was shows no version that anybody has read
        is_older = given["version"] is not None and given["version"] < pledge.version
        has_rivals = any(part.has_rival for part in [*texts.values(), *items])
        self.may_merge = is_older and not has_rivals
        self.sheet = sheet_of(sheet, texts, items)


def pair(forms: list[ItemForm], rows: list[PledgeItem]) -> list[PledgeItem]:
    """Give each frame its row: by the item it came from, or because it says the very same. What
    remains was added elsewhere."""
    left = {row.pk: row for row in rows}
    for form in forms:
        form.stored = left.pop(form.row.pk, None) if form.row else None
    for form in forms:
        same = (row for row in left.values() if ItemInput.of(row) == form.words())
        if form.stored is None and (twin := next(same, None)):
            form.stored = left.pop(twin.pk)
    return list(left.values())


def item_part(form: ItemForm) -> Part:
    stored = ItemInput.of(form.stored) if form.stored else ItemInput()
    seen = form.cleaned_data.get("seen", "")
    part = settled(form.words(), stored, seen=seen, digest=lambda words: words.digest)
    return replace(part, row=form.stored)


def added_part(row: PledgeItem) -> Part:
    return Part(words=ItemInput.of(row), row=row)


def is_said(sheet: PledgeSheet, pledge: Any) -> bool:
    """Whether everything that was typed is what is stored."""
    given = sheet.form.cleaned_data
    texts = all(given[name] == getattr(pledge, name) for name in TEXTS)
    return texts and all(
        form.words().digest == (ItemInput.of(form.stored).digest if form.stored else "")
        for form in sheet.items.forms
    )


def sheet_of(sheet: PledgeSheet, texts: dict[str, Part], items: list[Part]) -> PledgeSheet:
    """The page that says all this, as if it had been sent."""
    pledge = sheet.pledge
    data = QueryDict(mutable=True)
    data["version"] = str(pledge.version)
    for name, part in texts.items():
        data[name], data[f"{name}_seen"] = part.words, text_digest(getattr(pledge, name))
    data[f"{PREFIX}-TOTAL_FORMS"], data[f"{PREFIX}-INITIAL_FORMS"] = str(len(items)), "0"
    for place, part in enumerate(items):
        marks = {"item_id": part.row.pk, "seen": ItemInput.of(part.row).digest} if part.row else {}
        for name, value in (asdict(part.words) | marks).items():
            data[f"{PREFIX}-{place}-{name}"] = as_typed(value)
    made = PledgeSheet(pledge, data, reader=sheet.reader)
    made.is_valid()
    made.rivals = {name: getattr(pledge, name) for name, part in texts.items() if part.has_rival}
    made.notes = [
        f"{made.form.fields[name].label} {part.note}" for name, part in texts.items() if part.note
    ]
    for form, part in zip(
        made.items.forms, items, strict=False
    ):  # above absolute_max it is refused
        form.rival = part.row if part.has_rival else None
        made.notes += [f"{form.legend} {part.note}"] if part.note else []
    return made


def as_typed(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str("" if value is None else value)
