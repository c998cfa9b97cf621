"""Rosters for tests: a person is a dict of headings, a sheet is their list."""

from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from cells.member.roster_sheet import COLUMNS, Roster, read
from cells.sheet import read_sheet

HEADINGS = [column.heading for column in COLUMNS]
TODAY = date(2014, 3, 20)


def person(name: str = "Đỗ Thị Hồng", **cells) -> dict:
    """A valid new member of cell CSD; keyword ``card`` is short for “Số thẻ đảng viên”."""
    row = {
        "Mã chi bộ": "CSD",
        "Họ và tên": name,
        "Giới tính": "Nữ",
        "Năm sinh": 1980,
        "Ngày vào Đảng": date(2005, 2, 3),
        "Ngày chính thức": date(2006, 2, 3),
        "Chức vụ": "Chuyên viên",
    }
    return row | cells


def office(name: str, which: str, **cells) -> dict:
    return person(name, **{"Chức vụ trong chi bộ": which, **cells})


def stored(member, **cells) -> dict:
    """The row that says of a member of the cast what is stored already."""
    row = {
        "Họ và tên": member.full_name,
        "Giới tính": "Nam",
        "Năm sinh": member.birth_year,
        "Số thẻ đảng viên": member.card_number,
        "Ngày vào Đảng": member.admitted_on,
        "Ngày chính thức": member.official_on,
        "Chức vụ": member.job_title,
    }
    return person(name=member.full_name) | row | cells


def sheet(*people: dict, headings: list[str] | None = None) -> bytes:
    headings = HEADINGS if headings is None else headings
    return table([headings, *([row.get(heading) for heading in headings] for row in people)])


def table(rows: list[list]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def roster(*people: dict, headings: list[str] | None = None) -> Roster:
    return read(read_sheet(sheet(*people, headings=headings), "a.xlsx"))


def saved(tmp_path: Path, *people: dict) -> str:
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(sheet(*people))
    return str(path)
