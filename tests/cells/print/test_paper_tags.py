from datetime import date

import pytest

from cells.templatetags.paper import BREAK, keep_given_name, paper_date, printable, symbol


def test_printed_text_is_escaped_and_keeps_its_line_breaks():
    assert printable("a < b\nc") == "a &lt; b<br>c"


def test_only_words_over_thirty_letters_get_places_to_break():
    assert BREAK not in printable("a" * 30)
    assert printable("a" * 31) == BREAK.join(["a" * 10, "a" * 10, "a" * 10, "a"])


def test_a_combining_mark_is_not_parted_from_its_letter():
    pieces = printable("q\u0303" * 40).split(BREAK)
    assert len(pieces) == 4
    assert all(piece == "q\u0303" * 10 for piece in pieces)


@pytest.mark.parametrize("words", ["03-CT/TW", "11-HD/BTGĐUK", "101-QĐ/TW", "6-TTr/ĐUCQ"])
def test_the_symbol_of_a_document_is_kept_with_the_space_inside(words):
    assert symbol(f"số {words}, ngày") == f'số<span class="keep"> {words}</span>, ngày'


@pytest.mark.parametrize("words", ["từ 2-4 việc", "năm 2013-2014", "3/4", "ngày 05/9/2026"])
def test_other_figures_are_left_alone(words):
    assert symbol(words) == words


def test_symbols_are_escaped_too():
    assert symbol("<b>") == "&lt;b&gt;"


def test_the_last_two_syllables_of_a_name_stay_together():
    assert keep_given_name("Lê Thị Minh Ái") == 'Lê Thị <span class="given">Minh Ái</span>'
    assert BREAK in keep_given_name("Lê " + "x" * 500)


def test_a_day_takes_a_leading_zero_and_a_month_only_until_february():
    assert paper_date(date(2014, 2, 5)) == "ngày 05 tháng 02 năm 2014"
    assert paper_date(date(2014, 3, 10)) == "ngày 10 tháng 3 năm 2014"


def test_without_a_day_there_is_room_to_write_one():
    assert paper_date(None, 2014).split() == ["ngày", "tháng", "năm", "2014"]
    assert paper_date(None).endswith("20…")
