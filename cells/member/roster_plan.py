"""What a roster sheet would change, in plain values: the preview shows it, ``apply`` does it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cells.member.plans import Foreseen
from cells.member.roster_sheet import Roster, Trouble


@dataclass(frozen=True, slots=True)
class Change:
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of the membership: ``join``, ``turn`` (close, open next) or ``correct``."""

    kind: str
    office: str
    since: date
    membership_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person of the sheet whom something happens to, in plain values."""

    row: int
    name: str
    cell_id: int
    cell_name: str
    member_id: int | None
    fields: tuple[tuple[str, Any], ...]
    step: Step | None
    standing: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Foreseen):
    roster: Roster
    today: date
    added: tuple[Entry, ...]
    updated: tuple[Entry, ...]
    unchanged: int
    troubles: tuple[Trouble, ...]

    @property
    def counts(self) -> str:
        added, updated = len(self.added), len(self.updated)
        return f"thêm mới {added}, cập nhật {updated}, không đổi {self.unchanged}"
