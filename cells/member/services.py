"""What is done with the roster besides reading it: handing it out, with the reason written down."""

from typing import Any

from django.core.exceptions import ValidationError

from cells import clock
from cells.audit import note_down
from cells.member.models import MemberQuerySet, Office
from cells.member.people import standing_word
from cells.member.roster_sheet import COLUMNS, roster_page
from cells.organisation.models import Cell, Committee
from cells.sheet import write_sheets
from cells.text import clean


def export_roster(people: MemberQuerySet, *, by: Any, reason: str, cell: Cell | None) -> bytes:
    """The sheet of these people; it imports back without a change. Who took it and why is kept."""
    reason = clean(reason, max_length=500, lines=True)
    if not reason:
        raise ValidationError("Ghi lý do xuất danh sách.")
    rows = [sheet_row(member) for member in people]
    note = f"danh sách {len(rows)} đồng chí: {reason}"
    note_down(cell or Committee.objects.get(), by, "export", note)
    return write_sheets(roster_page(rows))


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
