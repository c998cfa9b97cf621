"""How words are set on paper: where a line may break, where it must not, how a date is written."""

import re
import unicodedata
from datetime import date
from typing import Literal

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

BREAK = "\N{ZERO WIDTH SPACE}"
STEP = 10  # letters between two chances to break
LONG_WORD = re.compile(r"\S{31,}")
GIVEN_NAME = 15  # two of the longest syllables and a space; longer is no name to keep on one line
CAPITAL = "[A-ZĐƯƠÂÊÔĂ]"
SYMBOL = re.compile(rf" ?\b\d{{1,4}}-{CAPITAL}\w*(?:/{CAPITAL}\w*)+")
GAP = "\N{EM SPACE}" * 2  # room for a pen; two ordinary spaces would be printed as one


@register.filter
def printable(text: object) -> SafeString:
    """Escaped, line breaks kept, words over 30 letters given places to break."""
    breakable = LONG_WORD.sub(lambda word: with_breaks(word[0]), str(text))
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in breakable.splitlines()))


def with_breaks(word: str) -> str:
    """A chance to break after every ten letters; a combining mark stays with its letter."""
    pieces: list[str] = []
    letters = 0
    for sign in word:
        if not unicodedata.combining(sign):
            if letters and letters % STEP == 0:
                pieces.append(BREAK)
            letters += 1
        pieces.append(sign)
    return "".join(pieces)


@register.filter
def symbol(text: object) -> SafeString:
    """Symbols like 03-CT/TW stay on one line.

    The space before goes inside the span: outside, the line may break after "-".
    """
    escaped = conditional_escape(text)
    return SafeString(SYMBOL.sub(lambda found: f'<span class="keep">{found[0]}</span>', escaped))


@register.filter
def keep_given_name(name: object) -> SafeString:
    """The last two syllables stay together, so that a given name never stands alone on a line."""
    words = str(name).split()
    given = " ".join(words[-2:])
    if not given or len(given) > GIVEN_NAME:
        return printable(name)
    return format_html('{} <span class="given">{}</span>', printable(" ".join(words[:-2])), given)


@register.filter
def paper_date(day: date | Literal[""] | None, year: int | None = None) -> str:
    """ngày 05 tháng 02 năm 2014; without a day, room to write one, in the year if it is known."""
    if not day:
        return f"ngày{GAP}tháng{GAP}năm {year or '20…'}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
