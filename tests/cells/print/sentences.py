"""One line against one rule: a sentence, if it is set or placed otherwise."""

from tests.cells.print.layout import LEVEL, near


def set_in(rule, line, face, *sizes):
    """A sentence, if the line is missing or set in another face or size."""
    if line is None:
        yield f"{rule}: missing"
    elif line.style not in {(face, size) for size in sizes}:
        asked = f"{face or 'Regular'} {' or '.join(f'{size:g}' for size in sizes)}"
        yield f"{rule}: page {line.page}: “{line.text}” is {line.style}, not {asked}"


def centred(rule, line, middle):
    if line and not near(line.middle, middle):
        off = line.middle - middle
        yield f"{rule}: page {line.page}: “{line.text}” is {off:.1f} mm off its middle"


def is_underlined(line, page):
    return any(
        near(rule.left, line.left, LEVEL) and near(rule.right, line.right, LEVEL)
        for rule in page.across
        if 0 < rule.top - line.base < 2.5
    )
