"""The look's small words."""

import pytest

from cells.templatetags.look import decimal_comma, mid_sentence


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("Trả lời hồ sơ", "trả lời hồ sơ"),
        ("trả lời hồ sơ", "trả lời hồ sơ"),
        ("Ở cơ sở 4 ngày", "ở cơ sở 4 ngày"),
        ("CNTT hoá phòng", "CNTT hoá phòng"),
        ("Hà Nội học", "Hà Nội học"),
        ("5 ngày", "5 ngày"),
        ("", ""),
    ],
)
def test_a_sentence_goes_on_in_small_letters(words, inside):
    assert mid_sentence(words) == inside


@pytest.mark.parametrize(("number", "shown"), [(62.6249, "62,62"), (None, ""), (0, "0,00")])
def test_numbers_are_written_with_a_comma(number, shown):
    assert decimal_comma(number) == shown
