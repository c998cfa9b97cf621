"""A list as a sheet: rows and columns of the page; beside them who took it, when and why."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.html import strip_tags
from django_tables2.utils import A

from cells import clock
from cells.audit import note_down
from cells.fields import MonthChoice
from cells.organisation.models import Cell, Committee
from cells.scope import exports_freely
from cells.sheet import Page, write_sheets
from cells.templatetags.look import vn_date, vn_moment
from cells.text import month_words, required_words

MOST = 10_000  # rows of one file: some seconds of work, and as much as a sheet takes back in
NARROWEST, WIDEST = 8, 60
WHY = "Ghi lý do xuất bảng tính."


def refuse_count(count: int, noun: str) -> None:
    if not count:
        raise ValidationError(f"Không có {noun} nào để xuất. Đồng chí xem lại bộ lọc.")
    if count > MOST:
        shown, most = (f"{number:,}".replace(",", ".") for number in (count, MOST))
        raise ValidationError(
            f"Có {shown} {noun}, mỗi tệp nhiều nhất {most}. Lọc hẹp lại rồi xuất từng phần."
        )


def export_list(table: Any, *, title: str, filters: str, by: Any, reason: str) -> bytes:
    """The sheet of a table as this person reads it; who took it and why stays in the trail."""
    if reason or not exports_freely(by):
        reason = required_words(reason, WHY)
    page = list_page(table)
    count = len(list(page.rows))
    refuse_count(count, table.noun)
    note = f"{title}, {count} {table.noun}, bộ lọc: {filters}"
    note_down(trail_of(by), by, "export", f"{note}: {reason}" if reason else note)
    facts = {"Danh sách": title, "Bộ lọc": filters, "Số dòng": count}
    return write_sheets(page, facts_page(facts, by=by, reason=reason))


def facts_page(facts: dict[str, Any], *, by: Any, reason: str) -> Page:
    """What stands beside the rows: what they are, who took them, when and why."""
    facts = facts | {
        "Người xuất": str(by),
        "Lúc": vn_moment(clock.now()),
        "Lý do": reason or "không ghi",
    }
    return Page("Thông tin", ["Mục", "Nội dung"], facts.items(), [16, 80])


def trail_of(user: Any) -> Model:
    """Whose history remembers it: the committee's, the one cell's that is led, one's own."""
    led = user.rights.cells_as_secretary
    if user.rights.bodies or len(led) > 1:
        return Committee.objects.get()
    return Cell.objects.get(pk__in=led) if led else user.member


def list_page(table: Any) -> Page:
    columns = [column for column in table.columns if not column.column.exclude_from_export]
    rows = [[cell_of(row, column) for column in columns] for row in table.rows]
    headings = [str(column.header) for column in columns]
    widths = [width_of(place, [headings, *rows]) for place in range(len(columns))]
    return Page("Danh sách", headings, rows, widths)


def width_of(place: int, rows: Iterable[list[Any]]) -> int:
    longest = max(len(str(row[place] or "")) for row in rows)
    return min(max(longest + 2, NARROWEST), WIDEST)


def cell_of(row: Any, column: Any) -> Any:
    """What the page shows, without its look; a day or a number that stands there plainly is one."""
    shown = plain(row.get_cell_value(column.name), blank=column.default)
    kept = A(column.accessor).resolve(row.record, quiet=True)
    if isinstance(kept, datetime):
        kept = timezone.localtime(kept).date()
    is_plain = isinstance(kept, date | int) and shown == (vn_date(kept) or str(kept))
    return kept if is_plain else shown


def plain(shown: Any, *, blank: str) -> Any:
    if isinstance(shown, datetime):
        return vn_moment(shown)
    if shown is None or isinstance(shown, int | float | Decimal | date):
        return shown
    text = unescape(strip_tags(str(shown))) if hasattr(shown, "__html__") else str(shown)
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    return None if text in ("", blank) else text


# What the list was narrowed by


def filter_words(form: Any) -> str:
    """The boxes that were filled in, as a person reads them."""
    given = form.cleaned_data if form.is_bound else {}
    said = [
        f"{form.fields[name].label}: {said_of(form.fields[name], value)}"
        for name, value in given.items()
        if value not in (None, "", [])
    ]
    return "; ".join(said) or "không lọc"


def said_of(field: Any, value: Any) -> str:
    if isinstance(value, date):
        return month_words(value) if isinstance(field, MonthChoice) else vn_date(value)
    if isinstance(value, str) and hasattr(field, "choices"):
        return str(dict(field.choices).get(value, value))
    return str(value)
