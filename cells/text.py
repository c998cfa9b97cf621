"""The one door for text, names and dates: what may enter, and the keys that find and sort it.

Forms, autosave, sheets and commands all pass here; the functions are idempotent and answer NFC.
"""

import re
import unicodedata
from datetime import date, datetime

from django.core.exceptions import ValidationError

NAME_LENGTH = 100
SHORT_LENGTH = 200
ITEM_LENGTH = 500
LONG_LENGTH = 20_000
MARKS_PER_LETTER = 4
MOST_LINES = 400  # of one text: forced breaks are what makes a paper slow to lay out

# Letters and symbols that show nothing although Unicode does not class them as format characters.
BLANKS = dict.fromkeys([0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)])
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
NAME_EXTRAS = " -'’."
MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
EXTRA_MARKS = re.compile(f"({MARKS}{{{MARKS_PER_LETTER}}}){MARKS}+")


def clean(text: str, *, max_length: int = SHORT_LENGTH, lines: bool = False) -> str:
    """Text as it is stored: NFC, nothing invisible, single spaces, line breaks if asked for."""
    if not text:
        return ""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    if not text.replace("\n", "").isprintable():  # spares ordinary text the walk letter by letter
        for letter in text:
            refuse_unprintable(letter)
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    # NFC may free a mark that was counted inside a letter: settle, cut, settle again
    text = unicodedata.normalize("NFC", text.translate(BLANKS))
    if re.search(MARKS, text):
        cut = EXTRA_MARKS.sub(r"\1", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", cut)
    text = tidy_lines(text) if lines else " ".join(text.split())
    if text.count("\n") >= MOST_LINES:
        raise ValidationError(f"Có {text.count(chr(10)) + 1} dòng; tối đa {MOST_LINES} dòng.")
    if len(text) > max_length:
        raise ValidationError(f"Dài {len(text)} ký tự; ghi gọn lại, tối đa {max_length} ký tự.")
    return text


def required_words(words: str, question: str) -> str:
    """The words that must go with a step, cleaned; without them it is refused with ``question``."""
    words = clean(words, max_length=ITEM_LENGTH, lines=True)
    if not words:
        raise ValidationError(question)
    return words


def mid_sentence(words: str) -> str:
    """A capital that began a sentence becomes small inside one; names keep theirs.

    Only a lone capital at the head of an ordinary word is touched: “Trả lời”, not “CNTT”; whether
    “Hà Nội” follows cannot be known, so two capitalised words in a row are left alone.
    """
    first, _, rest = str(words).partition(" ")
    is_plain = first[:1].isupper() and (first[1:].islower() or len(first) == 1)
    return words if not is_plain or rest[:1].isupper() else words[:1].lower() + words[1:]


def refuse_unprintable(letter: str) -> None:
    code = ord(letter)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    category = unicodedata.category(letter)
    if (
        category == "Cs"
        or is_noncharacter
        or (category == "Cc" and letter not in "\n\t\x0b\x0c\x85")
    ):
        raise ValidationError("Có ký tự không in được. Xoá đoạn vừa dán và gõ lại.")


def tidy_lines(text: str) -> str:
    rows = [" ".join(row.split()) for row in re.split(r"[\n\x0b\x0c\x85]", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip("\n")


def clean_name(text: str) -> str:
    """A person's name: letters, spaces, hyphens, apostrophes and dots, at most 100 characters."""
    name = clean(text, max_length=NAME_LENGTH)
    if wrong := [letter for letter in name if not is_name_letter(letter)]:
        raise ValidationError(f"Họ và tên không có ký tự “{wrong[0]}”.")
    return name


def is_name_letter(letter: str) -> bool:
    if letter in NAME_EXTRAS:
        return True
    return unicodedata.category(letter) in {"Lu", "Ll"} and "LATIN" in unicodedata.name(letter, "")


def fold(text: str) -> str:
    """Casefolded and decomposed, without format characters, single spaces."""
    text = unicodedata.normalize("NFKC", text)
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    text = "".join(
        letter for letter in text.translate(BLANKS) if unicodedata.category(letter) != "Cf"
    )
    return " ".join(text.split())


def name_key(text: str) -> str:
    """Equal for two spellings of one name: Hoà = Hòa, ĐỨC = Đức; but Hoa ≠ Hòa and Lý ≠ Lí."""
    return unicodedata.normalize("NFC", " ".join(tone_last(word) for word in fold(text).split()))


def tone_last(word: str) -> str:
    tones = [letter for letter in word if letter in TONES]
    return "".join(letter for letter in word if letter not in TONES) + "".join(tones)


def search_key(text: str) -> str:
    """Without any diacritics, đ as d: what a search box compares."""
    bare = "".join(letter for letter in fold(text) if not unicodedata.combining(letter))
    return " ".join(bare.replace("đ", "d").split())


def sort_key(text: str) -> str:
    """ASCII that sorts full names the Vietnamese way on every database: given name, middle, family.

    A letter is two characters (``a1`` a, ``a2`` ă, ``a3`` â), a syllable ends with ``0`` and its
    tone, so letters weigh before tones and a short syllable stands before a longer one.
    """
    words = fold(text).split()
    if words:
        words = [words[-1], *words[1:-1], *words[:1]] if len(words) > 1 else words
    return "".join(syllable_key(word) for word in words)[:SHORT_LENGTH]


def alphabet_key(text: str) -> str:
    """Like ``sort_key`` for names of things: in reading order."""
    return "".join(syllable_key(word) for word in fold(text).split())[:SHORT_LENGTH]


SHAPES = {"\u0306": "2", "\u0302": "3", "\u031b": "4"}  # ă; â ê ô; ơ ư


def syllable_key(word: str) -> str:
    letters: list[str] = []
    tone = 1
    for letter in word:
        if letter in TONES:
            tone = TONES.index(letter) + 2
        elif letter in SHAPES and letters:
            letters[-1] = letters[-1][0] + SHAPES[letter]
        elif letter == "đ":
            letters.append("d2")
        elif letter.isascii() and letter.isalpha():
            letters.append(letter + "1")
        elif letter.isascii() and letter.isdigit():
            letters.append("1" + letter)
    return "".join(letters) + f"0{tone}"


DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")


def parse_date(text: str) -> date:
    """Day first, four-digit year: 3/2/2014, 03-02-2014, 03.02.2014; ISO is understood too."""
    text = clean(text)
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise ValidationError(
            f"“{text}” chưa phải một ngày. Ghi ngày, tháng, năm, ví dụ 30/11/2014."
        )
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValidationError(f"Không có ngày {text}. Ghi lại ngày, tháng, năm.") from None
    if not 1900 <= found.year <= 2100:
        raise ValidationError(f"Năm {found.year} không hợp lý. Ghi lại ngày, tháng, năm.")
    return found


def parse_month(text: str) -> date:
    """``2014-03`` as the first day of that month."""
    try:
        return datetime.strptime(clean(text), "%Y-%m").date()  # noqa: DTZ007 – a month has no zone
    except ValueError:
        raise ValidationError(
            f"“{text}” chưa phải một tháng. Ghi năm và tháng, ví dụ 2014-03."
        ) from None


def month_words(month: date) -> str:
    """On screens, in sentences and in lists: 10/2014, 9/2014 – no leading zero."""
    return f"{month.month}/{month.year}"


def month_on_paper(month: date) -> str:
    """As papers write a month, after the rule for days: 02/2014, but 3/2014."""
    return f"{month:%m/%Y}" if month.month < 3 else month_words(month)
