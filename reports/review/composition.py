"""What a review says: figures just counted and sentences made of them, beside what people wrote.

``content_of`` answers plain values. Page, PDF and Word are made of them alone, so a signed review
is shown from what was stored and never counted or worded again.
"""

from dataclasses import asdict, dataclass
from typing import Any

from cells.models import Topic
from cells.programme.models import ROMAN
from reports.review.appendix import APPENDIX, CELL_COLUMNS
from reports.review.figures import (
    FIGURES,
    Counts,
    ReviewFigures,
    dotted,
    review_figures,
)
from reports.review.meetings import missed_by
from reports.review.models import Review
from reports.review.sections import (
    Facts,
    WrittenSection,
    written_sections,
)
from reports.review.span import ReviewScope

VERSION = 2  # of what is stored; another shape takes the next number and leaves old reviews alone
SHARE = "%"
PART_OF = "- "
COMMITTEE_ONLY = ("cells", "cells_with_card", "cells_studied", "cells_behind")


@dataclass(frozen=True, slots=True)
class AppendixRow:
    no: str
    label: str
    unit: str
    value: str
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class CellColumn:
    """One number of one cell; a share has no figure of its own to open."""

    value: str
    figure: str


@dataclass(frozen=True, slots=True)
class CellRow:
    no: str
    name: str
    cell_id: int | None
    columns: list[CellColumn]


def scope_of(review: Review) -> ReviewScope:
    return ReviewScope(review.first_month, review.last_month, review.cell_id)


def content_of(review: Review) -> dict[str, Any]:
    """What was signed, or what would be signed now; unstored, a review has no words yet."""
    if (signed := review.signed_content) is not None:
        return signed
    scope = scope_of(review)
    facts = facts_of(review, scope)
    texts = dict(review.sections.values_list("key", "text")) if review.pk else {}
    figures = facts.figures
    return {
        "version": VERSION,
        "whose": review.whose,
        "figures": {
            "total": figures.total.by_name,
            "cells": {str(cell.cell_id): cell.counts.by_name for cell in figures.cells},
        },
        "sections": [section_content(each) for each in written_sections(review, facts, texts)],
        "appendix": [asdict(row) for row in appendix(figures.total, scope)],
        **cells_content(figures),
    }


def facts_of(review: Review, scope: ReviewScope) -> Facts:
    figures = review_figures(scope)
    if review.cell is None or not figures.total["cells_behind"]:
        return Facts(scope, figures)
    missed = tuple(topic_words(topic) for topic in missed_by(scope, review.cell))
    return Facts(scope, figures, missed)


def topic_words(topic: Topic) -> str:
    return f"quý {ROMAN[topic.quarter]} năm {topic.theme.year} (“{topic.title}”)"


def section_content(written: WrittenSection) -> dict[str, Any]:
    return {
        "key": written.key,
        "heading": written.heading,
        "name": written.name,
        "short_name": written.short_name,
        "level": written.section.level,
        "is_title": written.is_title,
        "is_empty": written.is_empty,
        "state": list(written.state),
        "sentences": [[asdict(piece) for piece in words] for words in written.sentences],
        "text": written.text,
        "paragraphs": written.paragraphs,
    }


def appendix(total: Counts, scope: ReviewScope) -> list[AppendixRow]:
    """Of a cell without what only a committee has."""
    number = 0
    rows = []
    for name, label in APPENDIX:
        if scope.cell_id is not None and name in COMMITTEE_ONLY:
            continue
        is_part = label.startswith(PART_OF)
        number += not is_part
        rows.append(appendix_row("" if is_part else str(number), name, label, total))
    return rows


def appendix_row(no: str, name: str, label: str, total: Counts) -> AppendixRow:
    figure = FIGURES[name]
    note = total.rate(name) if figure.of else ""
    return AppendixRow(no, label or figure.label, figure.unit, total.text(name), name, note)


def cells_content(figures: ReviewFigures) -> dict[str, Any]:
    rows = [
        cell_row(str(number), cell.name, cell.cell_id, cell.counts)
        for number, cell in enumerate(figures.cells, start=1)
    ]
    return {
        "column_groups": [[group, list(columns)] for group, columns in CELL_COLUMNS],
        "cell_rows": [asdict(row) for row in rows],
        "totals": asdict(cell_row("", "Cộng", None, figures.total)),
    }


def cell_row(no: str, name: str, cell_id: int | None, counts: Counts) -> CellRow:
    figures = [figure for _group, columns in CELL_COLUMNS for figure, _label in columns]
    return CellRow(no, name, cell_id, [cell_column(figure, counts) for figure in figures])


def cell_column(figure: str, counts: Counts) -> CellColumn:
    if figure.endswith(SHARE):
        return CellColumn(counts.rate(figure.removesuffix(SHARE)).removesuffix("%"), "")
    return CellColumn(counts.text(figure), figure)


def unwritten(content: dict[str, Any]) -> list[str]:
    """The parts that nobody has written, for whoever is about to sign."""
    return [section["short_name"] for section in content["sections"] if section["is_empty"]]


# Q23: a signed figure beside the one that its rows give today


def beside_now(content: dict[str, Any], live: ReviewFigures) -> dict[str, Any]:
    """Every number that is no longer what was signed gets ``now``."""
    total = live.total.by_name
    cells = {str(cell.cell_id): cell.counts.by_name for cell in live.cells}
    pieces = [
        piece
        for section in content["sections"]
        for words in section["sentences"]
        for piece in words
    ]
    for piece in [*pieces, *content["appendix"], *content["totals"]["columns"]]:
        mark(piece, content["figures"]["total"], total)
    for row in content["cell_rows"]:
        signed = content["figures"]["cells"][str(row["cell_id"])]
        for column in row["columns"]:
            mark(column, signed, cells.get(str(row["cell_id"]), {}))
    return content


def mark(piece: dict[str, Any], signed: dict[str, int], now: dict[str, int]) -> None:
    name = piece["figure"]
    if name in now and now[name] != signed[name]:
        piece["now"] = dotted(now[name])
