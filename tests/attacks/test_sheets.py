"""Hostile files: each is refused with a sentence, quickly, and has a harmless twin that is read."""

import time
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from cells.sheet import MAX_BYTES, read_sheet
from tests.cells.member.sheets import HEADINGS, person, sheet, table

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def repacked(changes: dict[str, bytes | str], content: bytes | None = None) -> bytes:
    """A good workbook with some of its parts replaced or added."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content or sheet(person()))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in {*good.namelist(), *changes}:
            bad.writestr(name, changes[name] if name in changes else good.read(name))
    return out.getvalue()


def part(name: str) -> str:
    with zipfile.ZipFile(BytesIO(sheet(person()))) as good:
        return good.read(name).decode()


def data(rows: str, dimension: str = "") -> str:
    return f"{HEAD}{dimension}<sheetData>{rows}</sheetData></worksheet>"


def entities(target: str) -> str:
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e {target}>]>'
    return (
        head + data('<row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row>').partition("?>")[2]
    )


def macros() -> str:
    plain = "spreadsheetml.sheet.main+xml"
    return part("[Content_Types].xml").replace(
        f"application/vnd.openxmlformats-officedocument.{plain}",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )


HOSTILE = {
    "far cell": lambda: repacked({SHEET: data('<row r="1"><c r="XFD1"><v>1</v></c></row>')}),
    "far row": lambda: repacked(
        {SHEET: data('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}
    ),
    "far dimension": lambda: repacked({SHEET: data("", '<dimension ref="A1:XFD1048576"/>')}),
    "two million rows": lambda: repacked({SHEET: data("<row/>" * 2_000_000)}),
    "rows beyond ten thousand": lambda: repacked(
        {SHEET: data("<row><c><v>1</v></c></row>" * 10_002)}
    ),
    "rows out of order": lambda: repacked(
        {SHEET: data('<row r="5"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>')}
    ),
    "zip bomb": lambda: repacked({"xl/media/a.png": b"\0" * 30_000_000}),
    "unpacks too large": lambda: repacked(
        {f"xl/media/{n}.png": b"\0" * 900_000 for n in range(60)}
    ),
    "too many parts": lambda: repacked({f"xl/media/{n}.png": b"x" for n in range(300)}),
    "external entity": lambda: repacked({SHEET: entities('SYSTEM "file:///etc/passwd"')}),
    "entity that grows": lambda: repacked({SHEET: entities(f'"{"a" * 100}"')}),
    "entity in the strings": lambda: repacked(
        {"xl/sharedStrings.xml": entities('SYSTEM "http://127.0.0.1:9/x"')}
    ),
    "macro part": lambda: repacked({"xl/vbaProject.bin": b"x"}),
    "macro type": lambda: repacked({"[Content_Types].xml": macros()}),
    "half a zip": lambda: sheet(person())[:2000],
    "no workbook inside": lambda: repacked({"xl/workbook.xml": "<x/>"}),
    "broken xml": lambda: repacked({SHEET: HEAD}),
    "old xls or encrypted": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "page": lambda: b"<html><table><tr><td>x</td></tr></table></html>",
    "program": lambda: b"MZ" + b"\0" * 600,
    "empty": lambda: b"",
    "too heavy": lambda: sheet(person()) + b"\0" * MAX_BYTES,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_quickly_with_a_sentence(kind):
    content = HOSTILE[kind]()
    start = time.process_time()
    with pytest.raises(ValidationError) as refusal:
        read_sheet(content, "danh-sach.xlsx")
    assert time.process_time() - start < 5
    [sentence] = refusal.value.messages
    assert sentence.endswith((".", "mới."))
    assert "/" not in sentence


@pytest.mark.parametrize(
    "name", ["danh-sach.xlsm", "danh-sach.xls", "danh-sach.xlsx.exe", "danh-sach"]
)
def test_another_extension_is_refused(name):
    with pytest.raises(ValidationError, match="xlsx"):
        read_sheet(sheet(person()), name)


@pytest.mark.parametrize("name", ["danh-sach.xlsx", "DANH SÁCH.XLSX", "../../x.xlsx"])
def test_a_good_sheet_is_read(name):
    assert [line.number for line in read_sheet(sheet(person()), name)] == [1, 2]


@pytest.mark.parametrize(
    "content",
    [
        lambda: repacked({SHEET: data('<row r="10001"><c r="CV10001"><v>1</v></c></row>')}),
        lambda: repacked({SHEET: data("<row><c><v>1</v></c></row>" * 10_001)}),
        lambda: repacked({"xl/media/a.png": b"\0" * 900_000}),
        lambda: repacked({"docProps/custom.xml": "<x/>"}),
        lambda: repacked({SHEET: data("<row><c><v>1</v></c></row>", '<dimension ref="A1"/>')}),
    ],
)
def test_the_limit_itself_is_allowed(content):
    assert read_sheet(content(), "a.xlsx")


def test_a_dimension_that_says_too_little_hides_nothing():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    lines = read_sheet(repacked({SHEET: data(rows, '<dimension ref="A1:A1"/>')}), "a.xlsx")
    assert [(line.number, line.values[-1]) for line in lines] == [(1, 1), (3, 2)]


def workbook(*states: str) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, state in enumerate(states):
        tab = book.create_sheet(f"Bảng {number}")
        tab.sheet_state = state
        tab.append([f"bảng {number}"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_hidden_sheets_are_passed_over():
    content = workbook("hidden", "veryHidden", "visible", "visible")
    assert read_sheet(content, "a.xlsx")[0].values == ("bảng 2",)


def test_a_file_with_ten_thousand_people_is_read_in_seconds():
    rows = [HEADINGS, *([n, *["chữ dài vừa phải"] * 12] for n in range(10_000))]
    content = table(rows)
    start = time.process_time()
    assert len(read_sheet(content, "a.xlsx")) == 10_001
    assert time.process_time() - start < 15
