"""What a person's page says about their way through the cells, and what may follow."""

from dataclasses import dataclass
from typing import Any

from cells.audit import AuditEntry
from cells.member.models import Member
from cells.member.moves.models import Transfer
from cells.member.moves.passage import homes_of
from cells.member.moves.stays import stays_of
from cells.organisation.models import Cell, CellKind


@dataclass(frozen=True, slots=True)
class MovesOf:
    homes: list[Cell]
    is_guest: bool
    open_transfers: list[Transfer]
    steps: list[tuple[str, AuditEntry]]  # newest first

    @property
    def is_in_party_cell(self) -> bool:
        return any(cell.kind == CellKind.PARTY for cell in self.homes)

    @property
    def may_be_introduced(self) -> bool:
        """One open transfer a kind."""
        return len(self.homes) > len(self.open_transfers)


def moves_of(member: Member, reader: Any) -> MovesOf:
    open_transfers = Transfer.objects.visible_to(reader).open().filter(member=member)
    entries = AuditEntry.objects.of(member).order_by("-position")
    return MovesOf(
        homes=homes_of(member),
        is_guest=stays_of(member).exists(),
        open_transfers=list(open_transfers.select_related("to_cell", "member")),
        steps=[(Member.STEPS.get(entry.verb, entry.verb), entry) for entry in entries],
    )
