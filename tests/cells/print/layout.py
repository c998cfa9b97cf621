"""Reads the laid-out pages of a finished PDF: every line with its face, size and place, every rule.

All places are millimetres from the upper left corner of the page, sizes are points.
"""

import io
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

import pdfplumber
from pypdf import PdfReader

from cells.print.render import garbage_kept

MM = 25.4 / 72
ASCENT, DESCENT = 0.891, 0.216  # of Tinos, as of Times New Roman
DIGIT, SPACE = 0.676, 0.25  # the height of its figures, the width of its space
JUMP = 1.5  # points between two letters that are no longer one text
BACK = 3.0  # points by which two letters may overlap: "P." do
STRETCH = 24.0  # points by which a justified line may part two words
BREAK = "\N{ZERO WIDTH SPACE}"
HAIRLINE = 1.0  # millimetres; a box thinner than that is a rule
NEAR = 0.5  # millimetres that a place may be off
LEVEL = 0.2  # the same, where two things must be at one height
BLACK = {(0,), (0, 0, 0), (0, 0, 0, 1)}


def near(one, other, by=NEAR):
    return abs(one - other) <= by


@dataclass(frozen=True)
class Line:
    """Letters that follow each other on one baseline; two columns make two lines."""

    page: int
    text: str
    left: float
    right: float
    base: float
    faces: frozenset[str]  # "", "Bold", "Italic", "BoldItalic"
    sizes: frozenset[float]
    families: frozenset[str]

    @property
    def style(self):
        """("Bold", 14.0), and with several faces or sizes all of them."""
        return "/".join(sorted(self.faces)), *sorted(self.sizes)

    @property
    def size(self):
        return max(self.sizes)

    @property
    def middle(self):
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Rule:
    """A drawn line, across or down."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def is_across(self):
        return self.right - self.left > self.bottom - self.top


@dataclass(frozen=True)
class Page:
    number: int
    width: float
    height: float
    lines: list[Line]
    rules: list[Rule]
    is_coloured: bool

    @property
    def is_turned(self):
        return self.width > self.height

    @cached_property
    def across(self):
        return [rule for rule in self.rules if rule.is_across]

    @cached_property
    def table_edges(self):
        """Where the rows of the table begin and end, from above, along its right border."""
        down = [rule for rule in self.rules if not rule.is_across]
        border = max((rule.left for rule in down), default=0.0)
        right = [rule for rule in down if near(rule.left, border)]
        return apart(end for rule in right for end in (rule.top, rule.bottom))

    @property
    def table_columns(self):
        return len(apart(rule.left for rule in self.rules if not rule.is_across)) - 1

    def find(self, *beginnings):
        return next((line for line in self.lines if line.text.startswith(beginnings)), None)

    def table_lines(self):
        edges = self.table_edges
        return [line for line in self.lines if edges and edges[0] < line.base < edges[-1]]

    def beside(self, line):
        """The rules that go down past the line."""
        down = [rule for rule in self.rules if not rule.is_across]
        return [rule for rule in down if rule.top < line.base < rule.bottom]

    def table_head(self):
        """The bold lines with which the table begins."""
        return list(takewhile(lambda line: line.faces == {"Bold"}, self.table_lines()))

    def rows_below(self, line):
        return sum(edge > line.base for edge in self.table_edges) - 1


def apart(places):
    """The places in order, those that fall together once."""
    found = []
    for place in sorted(places):
        if not found or place - found[-1] > HAIRLINE:
            found.append(place)
    return found


def laid_out(pdf):
    """The pages of a PDF."""
    with garbage_kept(), pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page_of(page) for page in document.pages]


def page_of(page):
    height = float(page.height)
    lines = [line_of(chars, page.page_number, height) for chars in in_lines(page.chars, height)]
    rules = [*map(rule_of, page.lines), *map(rule_of, page.rects), *borders_of(page.rects)]
    return Page(
        number=page.page_number,
        width=float(page.width) * MM,
        height=height * MM,
        lines=[line for line in lines if line.text],
        rules=[rule for rule in rules if is_thin(rule)],
        is_coloured=any(char["non_stroking_color"] not in BLACK for char in page.chars),
    )


def in_lines(chars, height):
    """The letters as they were drawn, parted where the pen moved on."""
    runs = []
    before = None
    for char in chars:
        if before is None or is_elsewhere(before, char):
            runs.append([])
        runs[-1].append(char)
        before = char
    return runs


def is_elsewhere(before, char):
    if abs(before["matrix"][5] - char["matrix"][5]) > 0.1:
        return True
    if is_a_space_from(before, char):
        return False
    is_beside_a_space = before["text"].isspace() or char["text"].isspace()
    return not -BACK < char["x0"] - before["x1"] < (STRETCH if is_beside_a_space else JUMP)


def is_a_space_from(before, char):
    """Between two blocks within a line the space is left out of the file, not off the page."""
    return near(char["x0"] - before["x1"], SPACE * char["size"], 0.1)


def line_of(chars, number, height):
    seen = [char for char in chars if not char["text"].isspace() and char["text"] != BREAK]
    ends = seen or chars
    return Line(
        page=number,
        text=text_of(chars),
        left=ends[0]["x0"] * MM,
        right=ends[-1]["x1"] * MM,
        base=(height - chars[0]["matrix"][5]) * MM,
        faces=frozenset(face_of(char["fontname"]) for char in seen),
        sizes=frozenset(round(char["size"], 1) for char in seen),
        families=frozenset(char["fontname"].partition("+")[2].partition("-")[0] for char in seen),
    )


def text_of(chars):
    gaps = [False, *(is_a_space_from(*pair) for pair in pairwise(chars))]
    letters = (" " * gap + char["text"] for gap, char in zip(gaps, chars, strict=True))
    return "".join(letters).replace(BREAK, "").strip(" \xa0")


def face_of(font):
    name = font.replace("Oblique", "Italic")
    return "".join(face for face in ("Bold", "Italic") if face in name)


def rule_of(drawn):
    return Rule(*(float(drawn[edge]) * MM for edge in ("x0", "x1", "top", "bottom")))


def borders_of(rects):
    """A border on one side only is drawn as a box with a box cut out of it."""
    for inner, outer in pairwise(map(rule_of, rects)):
        if (inner.left, inner.right, inner.top) == (outer.left, outer.right, outer.top):
            yield Rule(outer.left, outer.right, inner.bottom, outer.bottom)


def is_thin(rule):
    return min(rule.right - rule.left, rule.bottom - rule.top) < HAIRLINE


def fonts_left_out(pdf):
    """The names of fonts whose letters are not inside the PDF."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    fonts = [font for page in pages for font in page["/Resources"].get("/Font", {}).values()]
    named = {str(font.get_object()["/BaseFont"]): font.get_object() for font in fonts}
    return sorted(name for name, font in named.items() if not is_embedded(font))


def is_embedded(font):
    own = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = own.get("/FontDescriptor", {})
    return any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
