"""A table as paper, Word file and sheet know it: they read the same object, nothing is counted
twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``width`` in percent of the page; columns of one ``group`` stand under a common head."""

    label: str
    width: int
    group: str = ""
    is_text: bool = False
    is_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] = ()
    notes: Sequence[str] = ()

    @property
    def heads(self) -> list[tuple[str, int]]:
        """The upper line: a label and how many columns it spans; 0 where it has no second line."""
        found: list[tuple[str, int]] = []
        for group, columns in groupby(self.columns, key=lambda column: column.group):
            own = list(columns)
            found.extend([(group, len(own))] if group else [(each.label, 0) for each in own])
        return found

    @property
    def lower_heads(self) -> list[str]:
        return [column.label for column in self.columns if column.group]

    @property
    def printed_rows(self) -> list[list[tuple[Column, str]]]:
        return [self.printed(row) for row in self.rows]

    @property
    def printed_total(self) -> list[tuple[Column, str]]:
        return self.printed(self.total) if self.total else []

    def printed(self, row: Sequence[Value]) -> list[tuple[Column, str]]:
        return [(column, shown(value)) for column, value in zip(self.columns, row, strict=True)]

    @property
    def sheet_headings(self) -> list[str]:
        """One line, as a sheet wants it."""
        return [
            f"{column.group}: {column.label}" if column.group else column.label
            for column in self.columns
        ]


def shown(value: Value) -> str:
    """Two decimals after a comma; nothing of nothing is no percentage."""
    if value is None:
        return "–"
    return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
