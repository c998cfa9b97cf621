"""What the guidance on layout asks of a printed paper, measured on its finished pages.

`faults(pdf, profile, kind)` answers one sentence a fault: rule, page, what stands there instead.
"""

import re
from itertools import pairwise

from tests.cells.print.anatomy import (
    DASHES,
    DECISION,
    INVITATION,
    MINUTES,
    PLEDGE,
    PROPOSAL,
    REVIEW,
    Paper,
)
from tests.cells.print.layout import (
    ASCENT,
    DESCENT,
    DIGIT,
    LEVEL,
    MM,
    NEAR,
    fonts_left_out,
    laid_out,
    near,
)
from tests.cells.print.sentences import centred, is_underlined, set_in

FAMILY = "Tinos"
UNWRITTEN = "(Phần này chưa viết.)"
NUMBER = re.compile(r"Số( (0[1-9]|[1-9]\d+)|\u2003\u2003)-[A-ZĐƯ]\w*/[A-ZĐƯ]\w*")
MONTH = r"(0[12]|[3-9]|1[0-2])"
DAY = re.compile(rf".+, ngày( \d\d tháng {MONTH} năm \d{{4}}|\s+tháng\s+năm (\d{{4}}|20…))")
INDENT = 10.0
WIDE = 10  # columns from which a table lies across
SPACING = (17.9 * MM, 22.1 * MM)
BETWEEN_PARAGRAPHS = 6 * MM
STAR_UNDER_NAMES = (3.0, 8.0)
TOP_OF_NUMBER = 10.0
THIRD = 297 / 3
CUT_MARGINS = (20.0, 195.0)  # of a slip: left and right
FREE_OF_THE_CUT = 5.0


def faults(pdf, profile, kind):
    """Every rule of the guidance that this PDF breaks; an empty list is a right paper."""
    pages = laid_out(pdf)
    found = [*fonts(pages, pdf), *paper_size(pages)]
    if kind == "slips":
        return [*found, *cuts(pages)]
    looks, own_checks = KINDS[kind]
    paper = Paper(pages, profile, looks)
    checks = [*EVERY_PAPER, *own_checks]
    return [*found, *(sentence for check in checks for sentence in check(paper))]


# --- what every paper has ---


def fonts(pages, pdf):
    for page in pages:
        for family in sorted({name for line in page.lines for name in line.families} - {FAMILY}):
            yield f"fonts: page {page.number}: {family}"
        if page.is_coloured:
            yield f"fonts: page {page.number}: letters that are not black"
    for name in fonts_left_out(pdf):
        yield f"fonts: {name} is not embedded"


def paper_size(pages):
    for page in pages:
        short, long = sorted((page.width, page.height))
        if not (near(short, 210) and near(long, 297)):
            yield f"paper-size: page {page.number}: {short:.1f} × {long:.1f} mm"


def side_margins(paper):
    for page in paper.pages:
        box, drawn = paper.box(page), [*paper.text(page), *paper.rules(page)]
        left, right = min(each.left for each in drawn), max(each.right for each in drawn)
        is_full = fills_the_width(paper, page)
        if left < box.left - NEAR or (is_full and left > box.left + NEAR):
            yield f"left-margin: page {page.number}: {left:.1f} mm, not {box.left}"
        if right > box.right + NEAR or (is_full and right < box.right - NEAR):
            yield f"right-margin: page {page.number}: {right:.1f} mm, not {box.right:g}"


def fills_the_width(paper, page):
    """A table does, and a paragraph that goes on to a second line."""
    if page.table_edges:
        return True
    lines = next((lines for lines in paper.body() if lines and lines[0].page == page.number), [])
    has_prose = paper.kind in (REVIEW, MINUTES)
    return has_prose and any(goes_on(one, two) for one, two in pairwise(lines))


def goes_on(one, two):
    """The second line belongs to the first one's paragraph."""
    starts_left = near(two.left, min(one.left, two.left)) and near(one.size, two.size)
    same_page = one.page == two.page
    return starts_left and " " in one.text and (not same_page or two.base - one.base < SPACING[1])


def top_and_bottom(paper):
    for page in paper.pages:
        box, lines, rules = paper.box(page), paper.text(page), paper.rules(page)
        edges = [edge_of(line, lines, paper.kind) for line in lines]
        top = min([above for above, _ in edges] + [rule.top for rule in rules])
        bottom = max([below for _, below in edges] + [rule.bottom for rule in rules])
        if not near(top, box.top):
            yield f"top-margin: page {page.number}: {top:.1f} mm, not {box.top}"
        if bottom > box.bottom + NEAR:
            yield f"bottom-margin: page {page.number}: {bottom:.1f} mm, not {box.bottom:g}"


def edge_of(line, lines, kind):
    """Where the line begins and ends with the white that its spacing adds above and below."""
    gaps = [other.base - line.base for other in lines if other.base > line.base + LEVEL]
    gap = min(gaps, default=0)
    usual = kind.pitch * MM * line.size / kind.text
    pitch = gap if 12 * MM < gap < 1.18 * kind.pitch * MM else usual
    white = (pitch - (ASCENT + DESCENT) * line.size * MM) / 2
    above = line.base - ASCENT * line.size * MM - white
    return above, line.base + DESCENT * line.size * MM + white


def letterhead(paper):
    yield from set_in("title", paper.title, "Bold", 15.0)
    if paper.title and not is_underlined(paper.title, paper.first):
        yield "title: the rule below is not just as long as its text"
    names = [line for line in paper.names() if line.text != "*" and not line.text.startswith("Số")]
    yield from set_in("superior", names[0] if names else None, "", paper.kind.names)
    yield from set_in("body-name", names[-1] if names else None, "Bold", paper.kind.names)
    for line in names[1:-1]:
        if line.style not in {("", paper.kind.names), ("Bold", paper.kind.names)}:
            yield f"body-name: “{line.text}” is {line.style}"
    for line in names:
        yield from centred("letterhead", line, names[0].middle)
        if not line.text.isupper():
            yield f"letterhead: “{line.text}” is not in capitals"
    yield from star(paper.names(), names)


def star(column, names):
    found = next((line for line in column if line.text == "*"), None)
    yield from set_in("star", found, "", found.size if found else 14.0)
    if found and names:
        yield from centred("star", found, names[0].middle)
        below = found.base - names[-1].base
        if not STAR_UNDER_NAMES[0] < below < STAR_UNDER_NAMES[1]:
            yield f"star: {below:.1f} mm under the name"


def date_line(paper):
    yield from set_in("date", paper.date, "Italic", paper.kind.names)
    if paper.date and not DAY.fullmatch(paper.date.text):
        yield f"date: “{paper.date.text}”"


def type_and_abstract(paper):
    middle = paper.block(paper.first).middle
    yield from set_in("type", paper.type, "Bold", *paper.kind.types)
    yield from centred("type", paper.type, middle)
    lines = paper.abstract()
    for line in lines or [None]:
        yield from set_in("abstract", line, "Bold", paper.kind.abstract)
        yield from centred("abstract", line, middle)


def page_numbers(paper):
    for page in paper.pages:
        found = paper.numbers(page)
        if page.number == 1:
            yield from (f"page-number: page 1 bears “{line.text}”" for line in found)
        elif [line.text for line in found] != [str(page.number)]:
            yield f"page-number: page {page.number} bears {[line.text for line in found]}"
        else:
            yield from placed_number(found[0], paper.block(page).middle)


def placed_number(line, middle):
    yield from set_in("page-number", line, "", 14.0)
    yield from centred("page-number", line, middle)
    top = line.base - DIGIT * line.size * MM
    if not near(top, TOP_OF_NUMBER):
        yield f"page-number: page {line.page}: {top:.1f} mm under the edge"


def signature(paper):
    yield from set_in("authority", paper.authority, "Bold", paper.kind.names)
    if not paper.authority:
        return
    above, *names = under = paper.under_authority() or [None]
    if paper.kind.has_office:
        yield from office_line(above, paper)
    else:
        above, names = paper.authority, under
    for name in names:
        yield from set_in("name", name, "Bold", paper.kind.names)
        yield from centred("name", name, paper.authority.middle)
    if names and names[0] and names[0].base - above.base < paper.kind.room * MM - LEVEL:
        yield f"room: {names[0].base - above.base:.1f} mm from office to name"
    if paper.kept_with_signature() < 2:
        yield f"signature: page {paper.authority.page}: fewer than two lines of text with it"


def office_line(office, paper):
    yield from set_in("office", office, "", paper.kind.names)
    if office and not office.text.isupper():
        yield f"office: “{office.text}” is not in capitals"
    yield from centred("office", office, paper.authority.middle)


def heads(paper):
    """Every page of a table begins with its head."""
    for first, *others in paper.tables():
        head = [line.text for line in first.table_head()]
        for page in others:
            if [line.text for line in page.table_head()][: len(head)] != head:
                yield f"heads: page {page.number}: the head of the table is missing"


def cells(paper):
    """No word runs over the border of its cell."""
    for page in paper.pages:
        for line in page.table_lines():
            if any(
                line.left < rule.left - LEVEL < line.right - 2 * LEVEL for rule in page.beside(line)
            ):
                yield f"cells: page {page.number}: “{line.text}” runs over a border"


def check_strip(paper):
    for page in paper.pages:
        box, lines = paper.box(page), paper.strip(page)
        if lines and page is not paper.pages[-1]:
            yield f"check: page {page.number} bears it, though it is not the last"
        for line in lines:
            is_in_margin = box.bottom < line.base - line.size * MM and line.base < page.height - 4
            if line.left < box.left - NEAR or not is_in_margin:
                yield f"check: page {page.number}: “{line.text}” is not in the lower margin"


# --- what reviews have ---


def number_line(paper):
    line = next((line for line in paper.names() if line.text.startswith("Số")), None)
    yield from set_in("number", line, "", 14.0)
    if line and not NUMBER.fullmatch(line.text):
        yield f"number: “{line.text}”"
    if line and paper.date and not near(line.base, paper.date.base, LEVEL):
        yield "number: not at the height of place and date"


def dashes(paper):
    line = paper.first.find(DASHES)
    yield from set_in("dashes", line, "", 14.0)
    yield from centred("dashes", line, paper.block(paper.first).middle)


def body_text(paper):
    for lines in paper.body():
        for line in lines:
            yield from one_line(line, paper.block(paper.first))
        for one, two in pairwise(lines):
            yield from two_lines(one, two, paper.block(paper.first))
        if lines and is_heading(lines[-1]) and lines[-1].page < paper.authority.page:
            yield f"text: page {lines[-1].page}: the heading “{lines[-1].text}” stands last"


def is_heading(line):
    return line.faces == {"Bold"}


def one_line(line, box):
    allowed = {("", 14.0), ("Bold", 14.0), *([("Italic", 14.0)] if line.text == UNWRITTEN else [])}
    if line.text.startswith("Điều "):
        allowed.add(("/Bold", 14.0))  # its number, then its words
    if line.style not in allowed:
        yield f"text: page {line.page}: “{line.text}” is {line.style}"
    if (is_heading(line) or line.text.startswith("Kính ")) and near(line.middle, box.middle):
        return
    if not (near(line.left, box.left) or near(line.left, box.left + INDENT)):
        yield f"indent: page {line.page}: “{line.text}” begins {line.left - box.left:.1f} mm inside"


def two_lines(one, two, box):
    gap = two.base - one.base
    if near(two.left, box.left) and not is_heading(two):
        if not SPACING[0] <= gap <= SPACING[1]:
            yield f"pitch: page {one.page}: {gap / MM:.1f} pt under “{one.text}”"
        if " " in one.text and not near(one.right, box.right):
            yield f"justified: page {one.page}: “{one.text}” ends at {one.right:.1f} mm"
    elif not is_heading(one) and gap < SPACING[0] + BETWEEN_PARAGRAPHS:
        yield f"pitch: page {one.page}: no white between paragraphs under “{one.text}”"


def full_pages(paper):
    """Where a paragraph goes on overleaf, no further line of it would have fitted."""
    for above, below in pairwise(paper.body()):
        if not above or len(below) < 3:
            continue
        box = paper.box(paper.pages[above[-1].page - 1])
        left = paper.block(paper.first).left
        is_one_paragraph = all(near(line.left, left) for line in below[:3])
        end = edge_of(above[-1], [], paper.kind)[1]
        if is_one_paragraph and box.bottom - end > paper.kind.pitch * MM + 0.1:
            yield f"bottom-margin: page {above[-1].page}: another line fits under {end:.1f} mm"


def recipients(paper):
    head, *lines = paper.recipients() or [None]
    yield from set_in("recipients", head, "", 14.0)
    if head is None:
        return
    if head.text != "Nơi nhận:" or not is_underlined(head, paper.pages[head.page - 1]):
        yield f"recipients: “{head.text}” is not underlined"
    for line in lines:
        yield from set_in("recipients", line, "", 12.0)
    if not (lines and lines[0].text.startswith("- ") and lines[-1].text.endswith(".")):
        yield "recipients: not a list of “- …,” that ends with a full stop"
    if paper.authority and head.page != paper.authority.page:
        yield f"signature: page {head.page}: parted from its recipients"


def appendices(paper):
    groups = paper.appendices()
    for count, pages in enumerate(groups, start=1):
        marks = [line for line in paper.text(pages[0]) if line.style == ("Bold", 14.0)]
        asked = f"Phụ lục {count}" if len(groups) > 1 else "Phụ lục"
        if not marks or marks[0].text != asked or marks[0] != paper.text(pages[0])[0]:
            yield f"appendix: page {pages[0].number} does not begin with “{asked}”"
        for line in marks:
            yield from centred("appendix", line, paper.block(pages[0]).middle)
        yield from attached(paper, pages[0])
        yield from turned(pages)


def lonely_rows(paper):
    for first, *others in paper.tables():
        length = len(first.table_head())
        for page in (first, *others) if others else ():
            head = page.table_head()[:length]
            if head and page.rows_below(head[-1]) < 2:
                yield f"rows: page {page.number}: a row of the table stands alone"


def attached(paper, page):
    line = next((each for each in paper.text(page) if each.text.startswith("(Kèm theo")), None)
    yield from set_in("appendix", line, "Italic", 14.0)
    yield from centred("appendix", line, paper.block(page).middle)


def turned(pages):
    for page in pages:
        is_wide = page.table_columns >= WIDE
        if page.is_turned != is_wide:
            yield f"landscape: page {page.number} lies {'across' if page.is_turned else 'upright'}"


# --- what pledges have ---


def pledge_signatures(paper):
    found = (page.find("NGƯỜI ĐĂNG KÝ") for page in paper.pages)
    line = next(filter(None, found), None)
    yield from set_in("authority", line, "Bold", 13.0)
    if line and paper.authority and line.page != paper.authority.page:
        yield "signature: the two signatures stand on two pages"


# --- what minutes have ---


def two_signatures(paper):
    """The minute-taker signs on the left, at the height of the chair."""
    line = next(filter(None, (page.find("NGƯỜI GHI BIÊN BẢN") for page in paper.pages)), None)
    yield from set_in("authority", line, "Bold", paper.kind.names)
    if line and paper.authority:
        is_level = line.page == paper.authority.page
        is_level = is_level and near(line.base, paper.authority.base, LEVEL)
        if not (is_level and line.right < paper.authority.left):
            yield "signature: the minute-taker does not sign at the left of the chair"


# --- what slips have ---


def cuts(pages):
    for page in pages:
        cut_at = [rule.top for rule in page.across if rule.right - rule.left > page.width - 1]
        thirds = [THIRD * count for count in range(1, len(cut_at) + 1)]
        if not all(near(one, two) for one, two in zip(sorted(cut_at), thirds, strict=True)):
            yield f"cut: page {page.number}: cut at {cut_at}"
        for line in page.lines:
            beyond = line.base % THIRD
            is_near = beyond - line.size * MM < FREE_OF_THE_CUT or beyond > THIRD - FREE_OF_THE_CUT
            inside = CUT_MARGINS[0] - NEAR <= line.left and line.right <= CUT_MARGINS[1] + NEAR
            if is_near or not inside:
                yield f"cut: page {page.number}: “{line.text}” may be cut"


EVERY_PAPER = [
    side_margins,
    top_and_bottom,
    letterhead,
    date_line,
    type_and_abstract,
    page_numbers,
    signature,
    heads,
    cells,
    check_strip,
]
REVIEW_ONLY = [number_line, dashes, body_text, full_pages, recipients, appendices, lonely_rows]
PLEDGE_ONLY = [pledge_signatures]
MINUTES_ONLY = [*REVIEW_ONLY, two_signatures]
KINDS = {
    "review": (REVIEW, REVIEW_ONLY),
    "decision": (DECISION, REVIEW_ONLY),
    "proposal": (PROPOSAL, REVIEW_ONLY),
    "pledge": (PLEDGE, PLEDGE_ONLY),
    "minutes": (MINUTES, MINUTES_ONLY),
    "invitation": (INVITATION, []),
}
