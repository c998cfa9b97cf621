"""Sheets in and out: what leaves holds no formula, what enters is weighed before it is opened.

Reading takes the first visible sheet of an .xlsx; its lines carry the numbers Excel shows.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException
from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from cells.text import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MAX_BYTES = 5 * 1024 * 1024
MAX_PARTS = 200
MAX_UNPACKED = 40 * 1024 * 1024
MAX_RATIO = 150  # of a part over a megabyte; a real roster packs about one to ten
MAX_ROWS = 10_000  # besides the heading
MAX_COLUMNS = 100
MAX_ELEMENTS = 1_000_000
CELL_LENGTH = 32_767  # Excel's own limit
CUT = "… (cắt bớt)"

# ---- out


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to write: its headings, their widths in letters, its rows of plain values."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int]


def write_sheets(*pages: Page) -> bytes:
    book = Workbook(write_only=True)
    for page in pages:
        add_page(book, page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def add_page(book: Workbook, page: Page) -> None:
    sheet = book.create_sheet(page.title)
    for number, width in enumerate(page.widths, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = width
        column.number_format = "@"  # a card number typed into the template keeps its zeros
    sheet.freeze_panes = "A2"
    sheet.append([heading_cell(sheet, heading) for heading in page.headings])
    for row in page.rows:
        sheet.append([safe_cell(sheet, value) for value in row])


def heading_cell(sheet: Any, heading: str) -> Cell:
    cell = safe_cell(sheet, heading)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def safe_cell(sheet: Any, value: Any) -> Cell:
    """Text stays text, whatever sign it begins with; days are real days; None stays empty."""
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        return cell
    cell = WriteOnlyCell(sheet, printable_text(value))
    cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
    cell.number_format = "@"  # and Excel would, once somebody edits the cell
    return cell


def printable_text(value: str) -> str:
    value = ILLEGAL_CHARACTERS_RE.sub("", value.encode("utf-8", "replace").decode())
    return value if len(value) <= CELL_LENGTH else value[: CELL_LENGTH - len(CUT)] + CUT


# ---- in


@dataclass(frozen=True, slots=True)
class Refused:
    """Stands in a line where a cell holds what may not be read, and says why."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row that says something; ``number`` as Excel shows it, None for an empty cell."""

    number: int
    values: tuple[Any, ...]


FORMULA = Refused("ô này là công thức. Dán lại dưới dạng giá trị.")
UNREADABLE = "Không đọc được tệp này. Mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."
# What zipfile, the XML readers and openpyxl raise over a damaged or hostile file
BROKEN = (
    ArithmeticError,
    AttributeError,
    DefusedXmlException,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SAXException,
    TypeError,
    ValueError,
    zlib.error,
    zipfile.BadZipFile,
)


def read_sheet(content: bytes, name: str) -> list[Line]:
    """The lines of the first visible sheet, or a ValidationError that says why not."""
    refuse_by_sight(content, name)
    try:
        weigh(content)
        return lines_of(content)
    except BROKEN:
        raise ValidationError(UNREADABLE) from None


def refuse_by_sight(content: bytes, name: str) -> None:
    if len(content) > MAX_BYTES:
        raise ValidationError("Tệp nặng quá 5 MB. Chỉ giữ một bảng danh sách trong tệp.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(
            "Tệp là .xls đời cũ hoặc có mật khẩu. Mở bằng Excel, lưu lại dạng .xlsx."
        )
    if not content.startswith(b"PK\x03\x04") or not name.lower().endswith(".xlsx"):
        raise ValidationError("Tệp không phải bảng tính .xlsx. Mở bằng Excel, lưu lại dạng .xlsx.")


def weigh(content: bytes) -> None:
    """Refuse bombs, macros and far cells by what the package says, before any cell is kept."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise ValidationError("Tệp bung ra quá lớn. Chép các dòng có chữ sang một tệp mới.")
        if any(is_bomb(part) for part in parts):
            raise ValidationError("Tệp nén bất thường. Chép các dòng có chữ sang một tệp mới.")
        if any("vbaproject" in part.filename.lower() for part in parts):
            raise ValidationError("Tệp có macro. Lưu lại dạng .xlsx không macro.")
        scale = Scale()
        for part in parts:
            weigh_part(package, part, scale)


def is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 1024 * 1024 and part.file_size > MAX_RATIO * max(part.compress_size, 1)


def weigh_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, scale: "Scale") -> None:
    with package.open(part) as stream:
        if not looks_like_xml(stream.read(64)):
            return
        stream.seek(0)
        scale.root = ""
        defusedxml.sax.parse(stream, scale, forbid_dtd=True)


def looks_like_xml(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or head[:2] in (b"\xff\xfe", b"\xfe\xff")


FAR = "Bảng kéo tới {place}, quá 10.000 dòng hoặc 100 cột. Chép các dòng có chữ sang một tệp mới."
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Scale(ContentHandler):
    """Counts what a workbook would make openpyxl hold, without holding it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.elements = self.row = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 – sax calls it so
        name = name.rpartition(":")[2]
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise ValidationError("Bảng có quá nhiều ô. Chép các dòng có chữ sang một tệp mới.")
        if not self.root:
            self.root, self.row = name, 0
        if self.root == "worksheet":
            self.weigh_sheet(name, attrs)
        elif "macroEnabled" in attrs.get("ContentType", ""):
            raise ValidationError("Tệp có macro. Lưu lại dạng .xlsx không macro.")

    def weigh_sheet(self, name: str, attrs: Any) -> None:
        if name == "dimension":
            self.weigh_place(attrs.get("ref", "").rpartition(":")[2])
        elif name == "c":
            self.weigh_place(attrs.get("r", ""))
        elif name == "row":
            self.weigh_row(int(attrs.get("r", self.row + 1)))

    def weigh_row(self, number: int) -> None:
        if number <= self.row:  # openpyxl would drop such a row without a word
            raise ValidationError(UNREADABLE)
        if number > MAX_ROWS + 1:
            raise ValidationError(FAR.format(place=f"dòng {number}"))
        self.row = number

    def weigh_place(self, place: str) -> None:
        if not (found := PLACE.fullmatch(place.replace("$", ""))):
            return
        column, row = found.groups()
        if int(row) > MAX_ROWS + 1 or column_index_from_string(column) > MAX_COLUMNS:
            raise ValidationError(FAR.format(place=f"ô {place}"))


def lines_of(content: bytes) -> list[Line]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks about styles it leaves out
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            raise ValidationError(
                "Tệp không có bảng nào hiện ra. Bỏ ẩn bảng danh sách rồi lưu lại."
            )
        sheet.reset_dimensions()  # a dimension that says too little would hide rows
        rows = enumerate(sheet.iter_rows(), start=1)
        lines = [Line(number, tuple(plain(cell) for cell in row)) for number, row in rows]
    return [line for line in lines if any(value is not None for value in line.values)]


def plain(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "e":
        return Refused(f"ô này báo lỗi {value}. Ghi lại giá trị.")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and not fold(value):
        return None
    return value
