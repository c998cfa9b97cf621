"""The text door holds for every text there is: settled, clean, findable."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cells import text

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƯỚ ếềộợằữỷý-'’.\u0301\u0323\u0302\u200b", max_size=40
)
ANYTHING = st.one_of(st.text(max_size=60), VIETNAMESE)
CLEANERS = [text.clean, text.clean_name, lambda said: text.clean(said, max_length=900, lines=True)]


def cleaned(clean, said):
    try:
        return clean(said)
    except ValidationError:
        return None


@pytest.mark.parametrize("clean", CLEANERS)
@given(said=ANYTHING)
def test_what_is_clean_stays_as_it_is(clean, said):
    once = cleaned(clean, said)
    assert once is None or clean(once) == once


@pytest.mark.parametrize("clean", CLEANERS)
@given(said=ANYTHING)
def test_what_is_clean_is_composed_and_shows_all_it_holds(clean, said):
    for letter in (once := cleaned(clean, said) or ""):
        assert unicodedata.category(letter) not in {"Cf", "Cs", "Cc"} - (
            {"Cc"} if letter == "\n" else set()
        )
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@pytest.mark.parametrize("key", [text.name_key, text.search_key, text.sort_key, text.alphabet_key])
@given(said=VIETNAMESE)
def test_a_key_does_not_depend_on_spelling(key, said):
    twins = [unicodedata.normalize("NFD", said), unicodedata.normalize("NFC", said), f" {said}  "]
    assert {key(twin) for twin in twins} == {key(said)}


@given(said=ANYTHING)
def test_a_name_key_of_a_key_is_itself_and_composed(said):
    key = text.name_key(said)
    assert text.name_key(key) == key
    assert unicodedata.is_normalized("NFC", key)


@given(said=VIETNAMESE)
def test_a_search_key_holds_no_marks(said):
    key = text.search_key(said)
    assert text.search_key(key) == key
    assert not any(unicodedata.combining(letter) for letter in key)
    assert "đ" not in key


@given(said=ANYTHING)
def test_a_sort_key_is_plain_ascii(said):
    assert text.sort_key(said).isascii()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoà", "Hòa"), ("ĐỨC", "Đức"), ("Thuỷ", "Thủy"), ("Lê  Hoà", "lê Hòa"), ("Khoẻ", "Khỏe")],
)
def test_two_spellings_of_one_name_share_a_key(one, other):
    assert text.name_key(one) == text.name_key(unicodedata.normalize("NFD", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoa", "Hòa"), ("Lý", "Lí"), ("Dung", "Dũng"), ("Duc", "Đức"), ("Can", "Căn")],
)
def test_two_names_have_two_keys(one, other):
    assert text.name_key(one) != text.name_key(other)


def test_names_sort_by_given_name_in_the_order_of_the_dictionary():
    names = [
        "Lê Văn An",
        "Lê Thị Ánh",
        "Đỗ Ân",
        "Vũ Bình",
        "Lê Đức",
        "Lê Dũng",
        "Trần Thị Ớt",
        "Lê Ơn",
    ]
    ordered = sorted(names, key=text.sort_key)
    assert ordered == [
        "Lê Văn An", "Lê Thị Ánh", "Đỗ Ân", "Vũ Bình", "Lê Dũng", "Lê Đức", "Lê Ơn", "Trần Thị Ớt",
    ]  # fmt: skip


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800", "a\ufdd0", "a\uffff", "\x1b[31m", "a\x7f"])
def test_unprintable_letters_are_refused(bad):
    with pytest.raises(ValidationError, match="không in được"):
        text.clean(bad)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200b", ""),
        ("a\u202eb\u2066c", "abc"),
        ("a" + "\u0301" * 3000, "á\u0301\u0301\u0301"),
        ("một\r\n hai\tba ", "một hai ba"),
    ],
)
def test_what_is_invisible_or_too_much_is_dropped(typed, kept):
    assert text.clean(typed) == kept


@pytest.mark.parametrize("length", [201, 100_000])
def test_too_long_is_refused_with_the_count(length):
    with pytest.raises(ValidationError, match=str(length)):
        text.clean("ă" * length)


@pytest.mark.parametrize("name", ["Nguyễn <b>", "Аnna", "Lê 2", "Lê_An", "李"])
def test_a_name_is_made_of_latin_letters(name):
    with pytest.raises(ValidationError):
        text.clean_name(name)


@pytest.mark.parametrize("name", ["H’Hen Niê", "Y-Bhăm", "K'Thoa", "Đỗ T. Hồng"])
def test_names_of_all_peoples_of_the_country_pass(name):
    assert text.clean_name(name) == name


@pytest.mark.parametrize("typed", ["03/2014", "2014-13", ""])
def test_what_is_no_month_is_refused(typed):
    with pytest.raises(ValidationError):
        text.parse_month(typed)


def test_a_month_is_its_first_day():
    assert text.parse_month("2014-03") == date(2014, 3, 1)


def test_words_that_a_step_needs_are_cleaned_and_asked_for():
    assert text.required_words("  Ghi  rõ \r\n việc chậm ", "Ghi lý do.") == "Ghi rõ\nviệc chậm"
    with pytest.raises(ValidationError, match="Ghi lý do"):
        text.required_words(" \u200b\n ", "Ghi lý do.")
