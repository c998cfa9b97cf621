"""Reads a finished PDF back: its text, the places of its words, the fonts of its letters."""

import io
import re
import subprocess
from html import unescape

from pypdf import PdfReader

WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>'
)
POINTS_A_MM = 72 / 25.4


def poppler(program, pdf, tmp_path, *options, to=("-",)):
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    command = [program, *options, str(file), *to]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def text_of(pdf, tmp_path):
    """The words in reading order, every run of spaces and line ends as one space."""
    return " ".join(poppler("pdftotext", pdf, tmp_path, "-layout").split())


def pages_of(pdf, tmp_path):
    """A page after another: the (left, top, right, word) of its words, in millimetres."""
    pages = poppler("pdftotext", pdf, tmp_path, "-bbox").split("<page ")[1:]
    return [[placed(*found) for found in WORD.findall(page)] for page in pages]


def placed(left, top, right, word):
    return *(float(edge) / POINTS_A_MM for edge in (left, top, right)), unescape(word)


def fonts_of(pdf, tmp_path):
    """The embedded fonts without their subset prefix."""
    lines = poppler("pdffonts", pdf, tmp_path, to=()).splitlines()[2:]
    return {line.split()[0].partition("+")[2] for line in lines}


def bold_text_of(pdf):
    """Everything that is set in a bold face, in one string without spaces."""
    pieces = []

    def visit(text, _matrix, _text_matrix, font, _size):
        if font and "Bold" in font["/BaseFont"]:
            pieces.append(text)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return "".join("".join(pieces).split())
