"""What leaves in a sheet is what it was: text stays text, days stay days."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from cells.sheet import CELL_LENGTH, FORMULA, Line, Page, Refused, read_sheet, write_sheets
from tests.cells.member.sheets import table

LIVE = [
    "=1+1",
    "==1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("http://127.0.0.1:9","x")',
    "=cmd|' /C calc'!A0",
    "#N/A",
    "{=1}",
]


def written(*rows):
    return write_sheets(Page("Danh sách", ["Cột"], rows, [20]))


def reopened(*rows):
    sheet = load_workbook(BytesIO(written(*rows))).active
    return [row[0] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", LIVE)
def test_text_that_looks_alive_stays_text(text):
    [cell] = reopened([text])
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_days_and_numbers_keep_their_kind():
    day, number = reopened([date(2014, 2, 3)], [1975])
    assert (day.value.date(), day.number_format, day.is_date) == (
        date(2014, 2, 3),
        "dd/mm/yyyy",
        True,
    )
    assert (number.value, number.data_type) == (1975, "n")


def test_a_text_too_long_for_excel_is_cut_and_says_so():
    fits, cut = reopened(["ă" * CELL_LENGTH], ["ă" * 40_000])
    assert fits.value == "ă" * CELL_LENGTH
    assert len(cut.value) == CELL_LENGTH
    assert cut.value.endswith("ă… (cắt bớt)")


def test_letters_no_sheet_may_hold_are_left_out():
    [cell] = reopened(["a\x00b\x0bc\ud800d"])
    assert cell.value == "abc?d"


def test_what_was_written_reads_back_line_by_line():
    lines = read_sheet(written([" Đỗ Thị Hồng"], [None], ["=1+1"], [date(2014, 2, 3)]), "a.xlsx")
    assert lines == [
        Line(1, ("Cột",)),
        Line(2, (" Đỗ Thị Hồng",)),
        Line(4, ("=1+1",)),
        Line(5, (date(2014, 2, 3),)),
    ]


def test_a_real_formula_is_refused_where_it_stands():
    [_heading, line] = read_sheet(table([["Cột", "B"], ["=1+1", "chữ"]]), "a.xlsx")
    assert line == Line(2, (FORMULA, "chữ"))


def test_an_error_cell_is_refused_where_it_stands():
    [line] = read_sheet(table([["#REF!"]]), "a.xlsx")
    assert line.values == (Refused("ô này báo lỗi #REF!. Ghi lại giá trị."),)
