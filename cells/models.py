"""What the topics of this floor define, handed on to Django."""

from cells.audit import AuditEntry
from cells.document.models import Briefing, Document, DocumentFile
from cells.issue.models import DocumentType, IssuedDocument, IssuedFile
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Standing
from cells.member.moves.models import Transfer
from cells.notice.models import Notice
from cells.organisation.models import Cell, Committee, Letterhead
from cells.programme.models import Programme, StudyForm, StudySlot, Term, Theme, Topic
from cells.session.models import (
    AgendaItem,
    Attendance,
    Session,
    SessionPartner,
    SessionTask,
    Speech,
    Vote,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "AuditEntry",
    "Briefing",
    "Cell",
    "Committee",
    "CommitteePost",
    "Document",
    "DocumentFile",
    "DocumentType",
    "IssuedDocument",
    "IssuedFile",
    "Letterhead",
    "Member",
    "Membership",
    "Notice",
    "Programme",
    "Session",
    "SessionPartner",
    "SessionTask",
    "Speech",
    "Standing",
    "StudyForm",
    "StudySlot",
    "Term",
    "Theme",
    "Topic",
    "Transfer",
    "User",
    "Vote",
]
