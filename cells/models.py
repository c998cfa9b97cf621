"""What the topics of this floor define, handed on to Django."""

from cells.audit import AuditEntry
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Standing
from cells.member.moves.models import Transfer
from cells.organisation.models import Cell, Committee, Letterhead
from cells.programme.models import Programme, Term, Theme

__all__ = [
    "AuditEntry",
    "Cell",
    "Committee",
    "CommitteePost",
    "Letterhead",
    "Member",
    "Membership",
    "Programme",
    "Standing",
    "Term",
    "Theme",
    "Transfer",
    "User",
]
