"""Which papers of a round are printed, in which order, and the one file that they end in."""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from pypdf import PdfWriter

from cells.models import Cell, User
from cells.sheet import Page, write_sheets
from cells.text import search_key
from cells.uploads.checks import Upload
from reports.evaluation.choices import NOT_REVIEWED, WRITING
from reports.evaluation.desks import CELLS, PEOPLE
from reports.evaluation.models import Evaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.papers.sheet import may

DESKS = {"cell": CELLS, "member": PEOPLE}  # the cell's own paper lies on top of its people's
INDEX = "muc-luc.xlsx"
HEADINGS = ["STT", "Chi bộ", "Tên", "Mức xếp loại", "Tệp", "Từ trang", "Ghi chú"]
WIDTHS = [6, 36, 34, 34, 52, 10, 44]
WITHDRAWN = "Không in: bản đã được rút về hoặc trả lại để sửa."
Paper = tuple[str, int]  # its desk and its key


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper, and where its PDF lies; nowhere if it went back to its writer meanwhile."""

    evaluation: Any  # of a person or of a cell
    file: Path | None

    @property
    def name(self) -> str:
        row = self.evaluation
        return str(row.member) if isinstance(row, MemberEvaluation) else "Tập thể chi bộ"


def papers_of(found: EvaluationRound, cells: Iterable[Cell], reader: User | None) -> list[Paper]:
    """All that was sent in these cells, by cell; with a reader what they may see of it."""
    there = []
    for place, (noun, desk) in enumerate(DESKS.items()):
        rows = desk.papers.visible_to(reader) if reader else desk.papers
        sent = rows.filter(round=found, cell__in=list(cells))
        sent = sent.exclude(case__in=NOT_REVIEWED).exclude(status__in=WRITING)
        order = sent.order_by("cell__sort_key", "cell", *name_of(noun), "pk")
        keys = order.values_list("cell__sort_key", "cell", "pk")
        there += [((sort_key, cell, place), (noun, key)) for sort_key, cell, key in keys]
    return [paper for _, paper in sorted(there, key=lambda each: each[0])]


def name_of(noun: str) -> tuple[str, ...]:
    return ("member__sort_key",) if noun == "member" else ()


def evaluations(papers: Sequence[Paper]) -> list[Evaluation]:
    """In the order asked for, in two queries."""
    found: dict[Paper, Evaluation] = {}
    for noun, desk in DESKS.items():
        keys = [key for kind, key in papers if kind == noun]
        found |= {(noun, row.pk): row for row in desk.papers.filter(pk__in=keys)}
    return [found[noun, key] for noun, key in papers]


def pile_up(
    sheets: list[Sheet], *, year: int, merged: bool, reader: User | None, beat: Callable[[], object]
) -> Upload:
    """A zip with an index and a folder a cell – or a file a cell, to be printed at a stroke; of one
    cell just that file."""
    by_cell = [
        (cell, list(group))
        for cell, group in groupby(sheets, key=lambda each: each.evaluation.cell)
    ]
    name = f"kiem-diem-xep-loai-{year}"
    if merged and len(by_cell) == 1 and all(sheet.file for sheet in sheets):
        cell, group = by_cell[0]
        pdf, _ = one_after_another(group, beat)
        return Upload(f"{name}-{slug(cell.code)}.pdf", "pdf", pdf)
    out, rows = BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for place, (cell, group) in enumerate(by_cell, start=1):
            folder = f"{place:02d}-{slug(cell.code)}"
            write = write_one_file if merged else write_folder
            rows += write(package, folder, group, reader, beat)
        add(package, INDEX, index([[number, *row] for number, row in enumerate(rows, start=1)]))
    return Upload(f"{name}.zip", "zip", out.getvalue())


def write_folder(
    package: zipfile.ZipFile,
    folder: str,
    sheets: list[Sheet],
    reader: User | None,
    beat: Callable[[], object],
) -> list[list[Any]]:
    rows = []
    for place, sheet in enumerate(sheets, start=1):
        name = f"{folder}/{place:03d}-{slug(sheet.name)}.pdf"
        if sheet.file:
            add(package, name, sheet.file.read_bytes())
        rows.append(row_of(sheet, name, None, reader))
    beat()
    return rows


def write_one_file(
    package: zipfile.ZipFile,
    folder: str,
    sheets: list[Sheet],
    reader: User | None,
    beat: Callable[[], object],
) -> list[list[Any]]:
    name = f"{folder}.pdf"
    pdf, begins = one_after_another(sheets, beat)
    if any(sheet.file for sheet in sheets):
        add(package, name, pdf)
    return [row_of(sheet, name, page, reader) for sheet, page in zip(sheets, begins, strict=True)]


def one_after_another(sheets: list[Sheet], beat: Callable[[], object]) -> tuple[bytes, list[int]]:
    """One file, and the page on which each paper begins; what all share is kept once."""
    whole, begins = PdfWriter(), []
    for sheet in sheets:
        begins.append(len(whole.pages) + 1)
        if sheet.file:
            whole.append(sheet.file, import_outline=False)
        beat()
    whole.compress_identical_objects()
    out = BytesIO()
    whole.write(out)
    return out.getvalue(), begins


def row_of(sheet: Sheet, file: str, page: int | None, reader: User | None) -> list[Any]:
    evaluation = sheet.evaluation
    if sheet.file is None:
        return [str(evaluation.cell), sheet.name, "", None, None, WITHDRAWN]
    level = evaluation.decided_level if may(reader, "foresee", evaluation) else None
    return [str(evaluation.cell), sheet.name, str(level or ""), file, page, ""]


def index(rows: list[list[Any]]) -> bytes:
    return write_sheets(Page("Mục lục", HEADINGS, rows, WIDTHS))


def add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Without the hour: the same papers give the same file."""
    package.writestr(zipfile.ZipInfo(name), content)


def slug(text: str) -> str:
    """A name that every system unpacks: no diacritics, no folders."""
    return slugify(search_key(text))[:60] or "khong-ten"
