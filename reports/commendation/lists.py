"""The lists of a decision and the register as tables: Word file and sheet read the same rows."""

from collections.abc import Iterable
from typing import Any

from cells.audit import note_down
from cells.models import Cell, Committee, User
from cells.print.table import Column, Table, Value
from cells.sheet import Page, write_sheets
from cells.text import required_words
from reports.commendation.content import content_of, rows_of
from reports.commendation.models import Commendation, CommendationBatch

WHY = "Ghi lý do xuất danh sách."
WIDEST = 60
REGISTER = (
    ("STT", 6),
    ("Được khen", 30),
    ("Tập thể, cá nhân", 14),
    ("Chi bộ", 28),
    ("Hình thức", 22),
    ("Dịp", 22),
    ("Thành tích", 60),
    ("Số được biểu quyết", 12),
    ("Số có mặt", 10),
    ("Số tán thành", 10),
    ("Quyết định, nghị quyết số", 20),
    ("Khen ngày", 12),
    ("Trạng thái", 18),
)


def collectives_table(rows: Iterable[dict[str, Any]]) -> Table:
    columns = [
        Column(label="STT", width=6),
        Column(label="Tên tập thể", width=30, is_text=True),
        Column(label="Thành tích tóm tắt", width=46, is_text=True),
        Column(label="Hình thức", width=18),
    ]
    lines: list[list[Value]] = [
        [place, row["name"], row["achievement"], row["form"]]
        for place, row in enumerate(rows, start=1)
    ]
    return Table(columns=columns, rows=lines, notes=[f"Danh sách có {len(lines)} tập thể."])


def people_table(rows: Iterable[dict[str, Any]]) -> Table:
    columns = [
        Column(label="STT", width=6),
        Column(label="Họ và tên", width=18, is_name=True),
        Column(label="Chức vụ, đơn vị", width=18, is_text=True),
        Column(label="Chi bộ", width=14, is_text=True),
        Column(label="Thành tích tóm tắt", width=30, is_text=True),
        Column(label="Hình thức", width=14),
    ]
    lines: list[list[Value]] = [
        [place, row["name"], row["job"], row["cell"], row["achievement"], row["form"]]
        for place, row in enumerate(rows, start=1)
    ]
    return Table(columns=columns, rows=lines, notes=[f"Danh sách có {len(lines)} đồng chí."])


def export_batch(batch: CommendationBatch, *, by: User, reason: str) -> bytes:
    """Both lists, each on a sheet: as they were signed, or as they stand."""
    reason = required_words(reason, WHY)
    content = batch.signed_content or content_of(batch, rows_of(batch))
    pages = [
        page_of("Tập thể", collectives_table(content["collectives"])),
        page_of("Cá nhân", people_table(content["people"])),
    ]
    note_down(Committee.objects.get(), by, "export", f"{batch}: {reason}")
    return write_sheets(*pages)


def page_of(title: str, table: Table) -> Page:
    widths = [min(2 * column.width, WIDEST) for column in table.columns]
    return Page(title, table.sheet_headings, table.rows, widths)


def export_register(
    rows: Iterable[Commendation], *, cell: Cell | None, by: User, reason: str
) -> bytes:
    """What the filter of the list leaves; who took it and why stays in the trail."""
    reason = required_words(reason, WHY)
    page = register_page(rows)
    note = f"danh sách {len(list(page.rows))} đề nghị khen: {reason}"
    note_down(cell or Committee.objects.get(), by, "export", note)
    return write_sheets(page)


def register_page(rows: Iterable[Commendation]) -> Page:
    headings, widths = zip(*REGISTER, strict=True)
    lines = [register_row(place, row) for place, row in enumerate(rows, start=1)]
    return Page("Khen thưởng", headings, lines, widths)


def register_row(place: int, row: Commendation) -> list[Any]:
    return [
        place,
        row.subject,
        "cá nhân" if row.is_of_person else "tập thể",
        row.cell.name,
        row.form.name,
        row.occasion_words,
        row.achievement,
        row.entitled,
        row.present,
        row.in_favour,
        row.decision_number,
        row.awarded_on,
        row.get_status_display(),
    ]
