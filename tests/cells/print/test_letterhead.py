from datetime import date

import pytest

from cells.print.letterhead import in_lines, letterhead_for
from tests.factories import CellFactory, CommitteeFactory, LetterheadFactory

IN_2014 = date(2014, 1, 10)


@pytest.fixture
def committee(db):
    LetterheadFactory(
        valid_from=date(2011, 1, 1),
        superior_lines="Đảng bộ Khối\ncác cơ quan Trung ương",
        body_lines="Đảng uỷ cơ quan\nBan Tổ chức Trung ương",
    )
    LetterheadFactory(
        valid_from=date(2025, 2, 3),
        superior_lines="Đảng bộ các cơ quan Đảng Trung ương",
        body_lines="Đảng uỷ cơ quan",
    )
    return CommitteeFactory(name="Đảng uỷ cơ quan", symbol="ĐUCQ", place="Hà Nội")


def test_the_committee_s_paper_shows_its_superior_and_itself_in_capitals(committee):
    head = letterhead_for(None, IN_2014)
    assert head.superior == ("ĐẢNG BỘ KHỐI", "CÁC CƠ QUAN TRUNG ƯƠNG")
    assert head.body == ("ĐẢNG UỶ CƠ QUAN", "BAN TỔ CHỨC TRUNG ƯƠNG")
    assert (head.place, head.symbol) == ("Hà Nội", "ĐUCQ")


def test_a_paper_bears_the_names_of_its_own_date(committee):
    assert letterhead_for(None, date(2025, 2, 2)).superior[0] == "ĐẢNG BỘ KHỐI"
    head = letterhead_for(None, date(2025, 2, 3))
    assert head.superior == ("ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG TRUNG ƯƠNG",)


def test_a_paper_older_than_every_record_bears_the_oldest_names(committee):
    assert letterhead_for(None, date(2001, 1, 1)).superior[0] == "ĐẢNG BỘ KHỐI"


def test_a_cell_s_paper_shows_the_committee_and_the_cell(committee):
    head = letterhead_for(CellFactory(name="Chi bộ Vụ Cơ sở đảng", letterhead_lines=""), IN_2014)
    assert head.superior == ("ĐẢNG UỶ CƠ QUAN", "BAN TỔ CHỨC TRUNG ƯƠNG")
    assert head.body == ("CHI BỘ VỤ CƠ SỞ ĐẢNG",)
    assert head.symbol == "CB"


def test_a_cell_may_say_where_its_own_lines_break(committee):
    cell = CellFactory(name="Chi bộ Tạp chí", letterhead_lines="Chi bộ\n\nTạp chí")
    assert letterhead_for(cell, IN_2014).body == ("CHI BỘ", "TẠP CHÍ")


def test_a_long_name_is_broken_into_lines_of_about_one_length():
    assert in_lines("Chi bộ Trung tâm Đào tạo nghiệp vụ") == (
        "CHI BỘ TRUNG TÂM",
        "ĐÀO TẠO NGHIỆP VỤ",
    )
