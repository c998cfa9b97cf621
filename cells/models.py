"""What the topics of this floor define, handed on to Django."""

from cells.audit import AuditEntry
from cells.issue.models import DocumentType, IssuedDocument, IssuedFile
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Standing
from cells.member.moves.models import Transfer
from cells.notice.models import Notice
from cells.organisation.models import Cell, Committee, Letterhead
from cells.programme.models import Programme, Term, Theme

__all__ = [
    "AuditEntry",
    "Cell",
    "Committee",
    "CommitteePost",
    "DocumentType",
    "IssuedDocument",
    "IssuedFile",
    "Letterhead",
    "Member",
    "Membership",
    "Notice",
    "Programme",
    "Standing",
    "Term",
    "Theme",
    "Transfer",
    "User",
]
