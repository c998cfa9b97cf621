"""Pieces of which a Word twin is put together: page, head, lines, tables, signature."""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from cells.print.profile import FormatProfile
from cells.print.table import Column, Table
from cells.print.word import (
    LONG,
    SHORT,
    keep_symbols,
    numbered,
    repacked,
    set_page,
    sign_properties,
)
from cells.templatetags.paper import paper_date

FONT = "Times New Roman"
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
GRID = Pt(11)


def blank(profile: FormatProfile, *, is_wide: bool) -> Any:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    section = document.sections[0]
    if is_wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = LONG, SHORT
    set_page(section, profile, is_first=not is_wide)
    return document


def add(
    place: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Any = JUSTIFY,
    size: int = 14,
    before: int = 0,
    lead: str = "",
    is_indented: bool = False,
) -> None:
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    if is_indented:
        paragraph.paragraph_format.first_line_indent = Mm(10)
    if lead:
        paragraph.add_run(lead).bold = True
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def add_head(document: Any, context: dict[str, Any]) -> None:
    letterhead = context["letterhead"]
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    for line in letterhead.superior:
        add(left, line, align=CENTRE)
    for line in letterhead.body:
        add(left, line, bold=True, align=CENTRE)
    add(left, "*", align=CENTRE)
    add(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, align=CENTRE, size=15)
    day = paper_date(context["dated_on"], context["year"])
    if suffix := context.get("symbol_suffix"):
        add(left, f"Số{numbered(context['number'], suffix)}", align=CENTRE)
    add(right, f"{letterhead.place}, {day}", italic=True, align=CENTRE)
    for cell in (left, right):
        drop_first(cell)


def drop_first(cell: _Cell) -> None:
    """A cell is born with an empty paragraph."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def add_sign(document: Any, context: dict[str, Any]) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    if context["recipients"]:
        add(left, "Nơi nhận:", align=WD_ALIGN_PARAGRAPH.LEFT)
        for recipient in context["recipients"]:
            add(left, f"- {recipient},", size=12, align=WD_ALIGN_PARAGRAPH.LEFT)
        drop_first(left)
    add(right, context["authority"], bold=True, align=CENTRE)
    add(right, context["signer_title"], align=CENTRE)
    add(right, context["signer_name"], bold=True, align=CENTRE, before=60)
    drop_first(right)


def add_table(document: Any, table: Table, profile: FormatProfile, *, is_wide: bool) -> None:
    lower = table.lower_heads
    grid = document.add_table(rows=0, cols=len(table.columns))
    grid.style, grid.autofit = "Table Grid", False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    add_heads(grid, table)
    for row in table.printed_rows:
        add_row(grid, row)
    if total := table.printed_total:
        add_row(grid, total, bold=True)
    widths(grid, table, (297 if is_wide else 210) - margins(profile, is_wide))
    for row in grid.rows[: 2 if lower else 1]:
        repeat(row)
    for note in table.notes:
        add(document, note, size=12)


def margins(profile: FormatProfile, is_wide: bool) -> int:
    sides = (profile.top, profile.bottom) if is_wide else (profile.left, profile.right)
    return sum(sides)


def add_heads(grid: Any, table: Table) -> None:
    upper = grid.add_row().cells
    under: Any = grid.add_row().cells if table.lower_heads else None
    place = 0
    for label, span in table.heads:
        if span:
            fill(upper[place].merge(upper[place + span - 1]), label, bold=True, is_centred=True)
            for column in range(place, place + span):
                fill(under[column], table.columns[column].label, bold=True, is_centred=True)
        else:
            head = upper[place].merge(under[place]) if under else upper[place]
            fill(head, label, bold=True, is_centred=True)
        place += span or 1


def add_row(grid: Any, row: list[tuple[Column, str]], *, bold: bool = False) -> None:
    for cell, (column, value) in zip(grid.add_row().cells, row, strict=True):
        fill(cell, value, bold=bold, is_centred=not (column.is_text or column.is_name))


def fill(cell: _Cell, text: str, *, bold: bool, is_centred: bool) -> None:
    for extra in cell.paragraphs[1:]:  # what a merge left behind
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = CENTRE if is_centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, GRID


def widths(grid: Any, table: Table, room: int) -> None:
    whole = sum(column.width for column in table.columns)
    for place, column in enumerate(grid.columns):
        column.width = Mm(room * share(table, place, 1) / whole)
    for row in grid.rows:
        place = 0
        for cell in row._tr.tc_lst:
            cell.width = Mm(room * share(table, place, cell.grid_span) / whole)
            place += cell.grid_span


def share(table: Table, place: int, span: int) -> int:
    return sum(column.width for column in table.columns[place : place + span])


def repeat(row: Any) -> None:
    """The head stands on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def finished(document: Any, context: dict[str, Any], title: str) -> bytes:
    keep_symbols(document.element.body)
    author = " ".join(context["letterhead"].body)
    sign_properties(document, title=title, author=author, made_on=context["created"])
    file = io.BytesIO()
    document.save(file)
    return repacked(file, context["created"])


def attached(context: dict[str, Any]) -> str:
    """Over the lists that go with a decision."""
    number = numbered(context["number"], context["symbol_suffix"])
    day = paper_date(context["dated_on"], context["year"])
    return f"(Kèm theo Quyết định số{number}, {day} của {context['issuer']})"
