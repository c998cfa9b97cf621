"""What the topics of this floor define, handed on to Django."""

from cells.audit import AuditEntry
from cells.document.models import Briefing, Document
from cells.issue.models import DocumentType, IssuedDocument, IssuedFile
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Standing
from cells.member.moves.models import Transfer
from cells.notice.models import Notice
from cells.organisation.models import Cell, Committee, Letterhead
from cells.plan.models import Plan, PlanTask
from cells.programme.models import (
    Material,
    Programme,
    StudyForm,
    StudySlot,
    Term,
    Theme,
    Topic,
)
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
    "DocumentType",
    "IssuedDocument",
    "IssuedFile",
    "Letterhead",
    "Material",
    "Member",
    "Membership",
    "Notice",
    "Plan",
    "PlanTask",
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
