"""What enters a scorer's column: points a line, with a decimal comma."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from cells.session.models import Session
from cells.session.score.figures import (
    ColumnTotal,
    Points,
    column_total,
    lines_of,
    points_of,
    sheet_of,
)
from cells.session.score.models import ScoreLevel, ScoreLine, Scorer, said
from cells.session.score.proposing import Facts, Proposal, proposal_for
from cells.session.score.services import seen

GIVEN = re.compile(r"\d{1,3}(?:[,.]\d{1,2})?")


@dataclass(slots=True, kw_only=True)
class Row:
    """One line of the sheet: what this scorer typed, what the other gave, what is known."""

    line: ScoreLine
    typed: str = ""
    other: str = ""
    proposal: Proposal | None = None
    error: str = ""
    rival: str = ""

    @property
    def most(self) -> str:
        return said(self.line.most)

    @property
    def points(self) -> Decimal:
        return Decimal(self.typed.replace(",", "."))


class ScoreForm:
    """The whole sheet of one session, seen by one of its two scorers."""

    def __init__(self, session: Session, scorer: str, data: Any = None):
        self.session, self.scorer = session, Scorer(scorer)
        self.other = next(each for each in Scorer if each != scorer)
        self.sheet = sheet_of(session)
        self.refusals: list[str] = []
        self.lines = lines_of(self.sheet) if self.sheet else []
        self.levels: list[ScoreLevel] = list(self.sheet.levels.all()) if self.sheet else []
        self.stored = points_of(session)
        self.version = seen(self.own)
        self.rows = self.fresh_rows()
        if data is not None:
            self.version = data.get("version", "")
            for row in self.rows:
                row.typed = str(data.get(f"points-{row.line.pk}", "")).strip()[:20]

    @property
    def own(self) -> Points:
        return self.stored[self.scorer]

    def fresh_rows(self) -> list[Row]:
        facts = Facts(self.session)
        return [self.fresh_row(line, proposal_for(line, facts)) for line in self.lines]

    def fresh_row(self, line: ScoreLine, proposal: Proposal | None) -> Row:
        """A column that nobody has begun starts from what the application knows."""
        given = self.own.get(line.pk)
        if not self.own and proposal is not None:
            given = proposal.points
        other = self.stored[self.other].get(line.pk)
        return Row(line=line, typed=spoken(given), other=spoken(other), proposal=proposal)

    def is_valid(self) -> bool:
        for row in self.rows:
            row.error = fault_of(row)
        return not any(row.error for row in self.rows)

    def points(self) -> Points:
        return {row.line.pk: row.points for row in self.rows if row.typed}

    def show_rivals(self) -> bool:
        """Put what another officer stored beside what was typed; false where both agree."""
        self.stored = points_of(self.session)
        self.version = seen(self.own)
        typed = self.points()
        for row in self.rows:
            if self.own.get(row.line.pk) != typed.get(row.line.pk):
                row.rival = spoken(self.own.get(row.line.pk)) or "chưa chấm"
        return any(row.rival for row in self.rows)

    # For the page

    @property
    def is_other_begun(self) -> bool:
        return bool(self.stored[self.other])

    @property
    def groups(self) -> list[tuple[Any, list[Row]]]:
        return [
            (group, list(rows))
            for group, rows in groupby(self.rows, key=lambda row: row.line.group)
        ]

    @property
    def totals(self) -> list[ColumnTotal]:
        """Of what is stored, a column each; one that nobody has begun is left out."""
        return [
            column_total(scorer, self.lines, self.levels, self.stored[scorer])
            for scorer in Scorer.values
            if self.stored[scorer]
        ]

    @property
    def most(self) -> str:
        return said(sum((line.most for line in self.lines), Decimal(0)))

    @property
    def problems(self) -> list[tuple[str, str]]:
        wrong = [
            (f"points-{row.line.pk}", f"{row.line}: {row.error}") for row in self.rows if row.error
        ]
        return [("", text) for text in self.refusals] + wrong

    @property
    def typed_words(self) -> list[tuple[str, str]]:
        return [(str(row.line), row.typed) for row in self.rows if row.typed]


def spoken(points: Decimal | None) -> str:
    return "" if points is None else said(points)


def fault_of(row: Row) -> str:
    if not row.typed:
        return ""
    if not GIVEN.fullmatch(row.typed):
        return f"“{row.typed}” chưa phải số điểm. Ghi số, ví dụ 4 hoặc 4,5."
    if row.points > row.line.most:
        return f"Ghi điểm từ 0 đến {row.most}."
    return ""
