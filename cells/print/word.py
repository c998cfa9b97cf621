"""What every Word twin of a paper shares: its page, its properties, the same bytes every time."""

import io
import zipfile
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from cells.print.profile import FormatProfile
from cells.templatetags.paper import GAP, SYMBOL

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHORT, LONG = Mm(210), Mm(297)
PROPERTY = 255  # letters that Word allows
EARLIEST = date(1980, 1, 1)  # of a file inside a zip


def numbered(number: int | None, suffix: str) -> str:
    return f" {number:02d}-{suffix}" if number else f"{GAP}-{suffix}"


def keep_symbols(body: BaseOxmlElement) -> None:
    """Symbols like 03-CT/TW stay on one line: Word's own hyphen that does not break."""
    for piece in list(body.iter(qn("w:t"))):
        for found in reversed(list(SYMBOL.finditer(piece.text or ""))):
            split_at_hyphen(piece, piece.text.index("-", found.start()))


def split_at_hyphen(piece: BaseOxmlElement, place: int) -> None:
    rest = deepcopy(piece)
    piece.text, rest.text = piece.text[:place], piece.text[place + 1 :]
    for text in (piece, rest):
        text.set(qn("xml:space"), "preserve")
    piece.addnext(rest)
    piece.addnext(OxmlElement("w:noBreakHyphen"))


def set_page(section: Section, profile: FormatProfile, *, is_first: bool) -> None:
    """A page that lies across is the upright one turned: its binding side is on top."""
    top, right, bottom, left = profile.top, profile.right, profile.bottom, profile.left
    if is_first:
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = SHORT, LONG
    else:
        top, right, bottom, left = left, top, right, bottom
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.different_first_page_header_footer = is_first


def sign_properties(document: Any, *, title: str, author: str, made_on: date) -> None:
    """The file names the body that issues it, and no person."""
    properties = document.core_properties
    properties.title = title[:PROPERTY]
    properties.author = properties.last_modified_by = author[:PROPERTY]
    properties.created = properties.modified = datetime(
        made_on.year, made_on.month, made_on.day, tzinfo=UTC
    )


def repacked(file: io.BytesIO, made_on: date) -> bytes:
    """Without the hour at which it was packed."""
    packed = io.BytesIO()
    day = max(made_on, EARLIEST)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
