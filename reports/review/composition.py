"""A review as it reads now: figures just counted, sentences made of them, what people wrote."""

from dataclasses import dataclass

from reports.review.figures import FIGURES, Counts, ReviewFigures, ReviewScope, review_figures
from reports.review.models import Review
from reports.review.sections import (
    APPENDIX,
    CELL_COLUMNS,
    Facts,
    WrittenSection,
    written_sections,
)

SHARE = "%"
PART_OF = "- "
COMMITTEE_ONLY = ("cells", "cells_with_card")


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


@dataclass(frozen=True, slots=True)
class Composition:
    facts: Facts
    sections: list[WrittenSection]

    @property
    def figures(self) -> ReviewFigures:
        return self.facts.figures

    @property
    def appendix(self) -> list[AppendixRow]:
        number = 0
        rows = []
        for name, label in self.appendix_lines():
            number += not label.startswith(PART_OF)
            no = "" if label.startswith(PART_OF) else str(number)
            rows.append(appendix_row(no, name, label, self.figures.total))
        return rows

    def appendix_lines(self) -> list[tuple[str, str]]:
        """Of a cell without what only a committee has."""
        of_cell = self.facts.scope.cell_id is not None
        return [line for line in APPENDIX if not (of_cell and line[0] in COMMITTEE_ONLY)]

    @property
    def cell_rows(self) -> list[CellRow]:
        return [
            cell_row(str(number), cell.name, cell.cell_id, cell.counts)
            for number, cell in enumerate(self.figures.cells, start=1)
        ]

    @property
    def totals(self) -> CellRow:
        return cell_row("", "Cộng", None, self.figures.total)


def scope_of(review: Review) -> ReviewScope:
    return ReviewScope(review.first_month, review.last_month, review.cell_id)


def facts_of(review: Review) -> Facts:
    scope = scope_of(review)
    return Facts(scope, review_figures(scope))


def compose(review: Review) -> Composition:
    """Works for a review that is not stored too: then nobody has written anything."""
    texts = dict(review.sections.values_list("key", "text")) if review.pk else {}
    facts = facts_of(review)
    return Composition(facts, written_sections(review, facts, texts))


def appendix_row(no: str, name: str, label: str, total: Counts) -> AppendixRow:
    figure = FIGURES[name]
    note = total.rate(name) if figure.of else ""
    return AppendixRow(no, label or figure.label, figure.unit, total.text(name), name, note)


def cell_row(no: str, name: str, cell_id: int | None, counts: Counts) -> CellRow:
    figures = [figure for _group, columns in CELL_COLUMNS for figure, _label in columns]
    return CellRow(no, name, cell_id, [cell_column(figure, counts) for figure in figures])


def cell_column(figure: str, counts: Counts) -> CellColumn:
    if figure.endswith(SHARE):
        return CellColumn(counts.rate(figure.removesuffix(SHARE)).removesuffix("%"), "")
    return CellColumn(counts.text(figure), figure)
