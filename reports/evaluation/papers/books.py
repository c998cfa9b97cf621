"""The papers of a round and of a cell by the names of their addresses, each with its tables; any
of them leaves as a sheet, too, behind the question why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cells.audit import note_down
from cells.models import Committee, User
from cells.print.table import Table
from cells.sheet import Page, write_sheets
from cells.text import required_words
from reports.evaluation.choices import RoundStatus
from reports.evaluation.models import CellEvaluation, EvaluationRound
from reports.evaluation.papers import decision
from reports.evaluation.papers.cell import (
    cell_count_table,
    count_table,
    counted_rows,
    may,
    proposals_table,
)
from reports.evaluation.papers.summaries import (
    has_caps,
    page_of_committee,
    summary_context,
    summary_of,
)

WHY = "Ghi lý do xuất danh sách."
WIDEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """``name`` as people call it; ``file`` begins the names of its files."""

    name: str
    file: str


SUMMARIES = {
    "summary-1": Book(name="Biểu 1: đảng viên theo chi bộ", file="bieu-1"),
    "summary-2": Book(name="Biểu 2: chi bộ", file="bieu-2"),
    "summary-3": Book(name="Biểu 3: kiểm soát trần", file="bieu-3"),
}
OF_ROUND = {
    **SUMMARIES,
    "proposals": Book(name="Danh sách đề xuất xếp loại toàn Đảng bộ", file="de-xuat"),
    "decided": Book(name="Danh sách kèm quyết định", file="danh-sach-quyet-dinh"),
}
OF_CELL = {
    "proposals": Book(name="Danh sách đề xuất xếp loại", file="de-xuat"),
    "count": Book(name="Kết quả kiểm phiếu", file="kiem-phieu"),
}


def open_summaries(found: EvaluationRound) -> dict[str, Book]:
    """Biểu 3 only where some level is capped."""
    return {key: book for key, book in SUMMARIES.items() if key != "summary-3" or has_caps(found)}


def round_context(found: EvaluationRound, key: str, reader: User) -> dict[str, Any]:
    if key == "proposals":
        return all_proposals(found, reader)
    hidden = decision.hidden_from(found, reader)
    return summary_context(found, summary_of(found, int(key[-1]), hidden_member=hidden))


def all_proposals(found: EvaluationRound, reader: User) -> dict[str, Any]:
    heading = "Danh sách đánh giá, đề xuất xếp loại chất lượng đảng viên"
    return {
        **page_of_committee(),
        "draft": found.status == RoundStatus.OPEN,
        "title": f"{heading} năm {found.year}",
        "marks": [heading.upper(), f"Năm {found.year}"],
        "from_line": "(Toàn Đảng bộ)",
        "tables": [proposals_table(found, None, reader, is_foreseen=True)],
    }


def round_tables(found: EvaluationRound, key: str, reader: User) -> Sequence[Table]:
    if key == "decided":
        hidden = decision.hidden_from(found, reader)
        content = decision.content_of(found, hidden_member=hidden)
        return [content.cells, content.people]
    tables: Sequence[Table] = round_context(found, key, reader)["tables"]
    return tables


def cell_tables(own: CellEvaluation, key: str, reader: User) -> Sequence[Table]:
    if key == "proposals":
        return [proposals_table(own.round, own.cell, reader, is_foreseen=False)]
    tables = [count_table(own, counted_rows(own, reader))]
    if own.ballots_issued is not None and may(reader, "follow", own):
        tables.append(cell_count_table(own))
    return tables


def export_round(found: EvaluationRound, key: str, *, by: User, reason: str) -> bytes:
    reason = required_words(reason, WHY)
    sheet = sheet_of(round_tables(found, key, by))
    note_down(Committee.objects.get(), by, "export", f"{OF_ROUND[key].name}, {found}: {reason}")
    return sheet


def export_cell(own: CellEvaluation, key: str, *, by: User, reason: str) -> bytes:
    reason = required_words(reason, WHY)
    sheet = sheet_of(cell_tables(own, key, by))
    note_down(own.cell, by, "export", f"{OF_CELL[key].name}, {own.round}: {reason}")
    return sheet


def sheet_of(tables: Sequence[Table], *more: Page) -> bytes:
    pages = [page_of(place, table) for place, table in enumerate(tables, start=1)]
    return write_sheets(*pages, *more)


def page_of(place: int, table: Table) -> Page:
    """Numbers stay numbers; one line of headings."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    widths = [min(max(column.width, 8), WIDEST) for column in table.columns]
    return Page(f"Bảng {place}", table.sheet_headings, rows, widths)
