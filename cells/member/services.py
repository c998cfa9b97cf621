"""What is done with the roster besides reading it: handing it out, with the reason written down."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from cells import clock
from cells.audit import note_down
from cells.member.models import MemberQuerySet, Office
from cells.member.people import standing_word
from cells.member.roster_sheet import COLUMNS, roster_page
from cells.organisation.models import Cell, Committee
from cells.sheet import Page, write_sheets
from cells.text import clean


def export_roster(
    people: MemberQuerySet,
    *,
    by: Any,
    reason: str,
    cell: Cell | None,
    left_out: Sequence[str] = (),
) -> bytes:
    """The sheet of these people; it imports back without a change. Who took it and why is kept.

    ``left_out``: who stands in the list of the page alone; a page behind the sheet says it.
    """
    reason = clean(reason, max_length=500, lines=True)
    if not reason:
        raise ValidationError("Ghi lý do xuất danh sách.")
    rows = [sheet_row(member) for member in people]
    note = f"danh sách {len(rows)} đồng chí: {reason}"
    note_down(cell or Committee.objects.get(), by, "export", note)
    return write_sheets(roster_page(rows), *([beside(len(rows), left_out)] if left_out else []))


def beside(count: int, left_out: Sequence[str]) -> Page:
    facts = [("Số đồng chí trong bảng", count), *(("Không có trong bảng", why) for why in left_out)]
    return Page("Thông tin", ["Mục", "Nội dung"], facts, [28, 60])


def sheet_row(member: Any) -> list[Any]:
    membership = member.open_memberships[0]
    values = {
        "cell_code": membership.cell.code,
        "sex": member.get_sex_display(),
        "office": Office(membership.office).label.lower() if membership.office else "đảng viên",
        "since": membership.since,
        "standing": standing_word(member, clock.today()),
    }
    cells = [values.get(column.field, getattr(member, column.field, None)) for column in COLUMNS]
    return [None if value == "" else value for value in cells]
