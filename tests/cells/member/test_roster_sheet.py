"""Reading the cells of a roster: what is understood, what is refused, in which words."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from cells.member.roster_sheet import blank_sheet, read
from cells.sheet import read_sheet
from tests.cells.member.sheets import HEADINGS, person, roster, table


def row_of(**cells):
    found = roster(person(**cells))
    assert found.troubles == ()
    return found.rows[0]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3/2/2014", date(2014, 2, 3)),
        ("03-02-2014 ", date(2014, 2, 3)),
        ("13.02.2014", date(2014, 2, 13)),
        ("2014-02-03", date(2014, 2, 3)),
        (date(2014, 2, 3), date(2014, 2, 3)),
        (datetime(2014, 2, 3, 7, 30), date(2014, 2, 3)),
    ],
)
def test_days_are_read_day_first_and_real_dates_too(written, day):
    assert row_of(**{"Ngày vào Đảng": written}).admitted_on == day


@pytest.mark.parametrize(
    "written", ["30/02/2014", "2/13/2014", "03/02/14", "03/02/9999", 41672, "hôm qua"]
)
def test_what_is_no_day_is_refused(written):
    [trouble] = roster(person(**{"Ngày vào Đảng": written})).troubles
    assert (trouble.row, trouble.column) == (2, "Ngày vào Đảng")
    assert "hi lại ngày" in trouble.text or "Ghi ngày" in trouble.text


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("03012345", "03012345"),
        (3012345, "03012345"),
        (12345678.0, "12345678"),
        (" 03.012345 ", "03012345"),
        ("03 012 345", "03012345"),
        ("AB-123", "AB-123"),
    ],
)
def test_a_card_keeps_or_regains_its_zeros(written, number):
    assert row_of(**{"Số thẻ đảng viên": written}).card_number == number


@pytest.mark.parametrize("written", [75, "năm 1975", date(1975, 2, 3), "19 75", True])
def test_a_year_has_four_figures(written):
    [trouble] = roster(person(**{"Năm sinh": written})).troubles
    assert trouble.column == "Năm sinh"


@pytest.mark.parametrize("heading", ["HỌ VÀ TÊN", " Họ  và tên ", "Ho\u0323 va\u0300 te\u0302n"])
def test_headings_are_understood_in_another_spelling(heading):
    headings = [heading if each == "Họ và tên" else each for each in HEADINGS]
    values = [person().get(each) for each in HEADINGS]
    found = read(read_sheet(table([headings, values]), "a.xlsx"))
    assert found.rows[0].full_name == "Đỗ Thị Hồng"


def test_the_last_three_columns_may_be_missing():
    found = roster(person(), headings=HEADINGS[:-3])
    assert (found.troubles, found.rows[0].since, found.rows[0].email) == ((), None, None)


@pytest.mark.parametrize("missing", HEADINGS[:-3])
def test_no_other_column_may_be_missing(missing):
    found = roster(person(), headings=[each for each in HEADINGS if each != missing])
    assert [str(each) for each in found.troubles] == [
        f'dòng 1, cột "{missing}": chưa có cột này. Thêm cột theo mẫu.'
    ]


def test_an_unknown_and_a_doubled_heading_are_named():
    found = roster(person(), headings=[*HEADINGS, "Tôn giáo", "Email"])
    assert [(trouble.row, trouble.column) for trouble in found.troubles] == [
        (1, "Tôn giáo"),
        (1, "Email"),
    ]


def test_a_value_under_no_heading_is_named_by_its_place():
    values = [person().get(each) for each in HEADINGS]
    found = read(read_sheet(table([HEADINGS, [*values, "thừa"]]), "a.xlsx"))
    assert str(found.troubles[0]).startswith('dòng 2, cột "thứ 14"')


def test_an_unknown_office_is_named_with_those_that_exist():
    [trouble] = roster(person(**{"Chức vụ trong chi bộ": "Trưởng ban"})).troubles
    assert "không có mục “Trưởng ban”" in trouble.text
    assert "chi uỷ viên" in trouble.text


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("Họ và tên", "Nguyễn <b>"),
        ("Họ và tên", "А" * 5),
        ("Giới tính", "khác"),
        ("Tình trạng", "nghỉ"),
        ("Email", "không có"),
        ("Chức vụ", "x" * 121),
        ("Chức vụ", "=1+1"),
        ("Đơn vị", '=HYPERLINK("http://127.0.0.1:9")'),
    ],
)
def test_a_bad_cell_is_refused_where_it_stands(column, written):
    [trouble] = roster(person(**{column: written})).troubles
    assert (trouble.row, trouble.column) == (2, column)


def test_rows_keep_the_numbers_excel_shows_and_blank_ones_are_skipped():
    values = [person().get(each) for each in HEADINGS]
    lines = [[], HEADINGS, [], [None, " ", "\u200b"], values, []]
    assert [row.number for row in read(read_sheet(table(lines), "a.xlsx")).rows] == [5]


@pytest.mark.parametrize("rows", [[], [HEADINGS]])
def test_a_sheet_without_people_says_so(rows):
    with pytest.raises(ValidationError, match="danh sách"):
        read(read_sheet(table(rows), "a.xlsx"))


def test_the_template_has_the_headings_and_nothing_else():
    [line] = read_sheet(blank_sheet(), "mau.xlsx")
    assert list(line.values) == HEADINGS
