"""What the topics of this floor define, handed on to Django."""

from cells.audit import AuditEntry
from cells.document.models import Briefing, Document, DocumentFile
from cells.issue.models import DocumentType, IssuedDocument, IssuedFile
from cells.jobs.models import Job, JobFile
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
from cells.session.absence.models import AbsenceRequest
from cells.session.minutes.models import Minutes, MinutesPart, MinutesSignature
from cells.session.models import (
    AgendaItem,
    Attendance,
    Session,
    SessionPartner,
    SessionTask,
    Speech,
    Vote,
)
from cells.session.planning.models import CalendarFeed
from cells.session.score.models import (
    ScoreGroup,
    ScoreLevel,
    ScoreLine,
    ScoreSheet,
    SessionScore,
)

__all__ = [
    "AbsenceRequest",
    "AgendaItem",
    "Attendance",
    "AuditEntry",
    "Briefing",
    "CalendarFeed",
    "Cell",
    "Committee",
    "CommitteePost",
    "Document",
    "DocumentFile",
    "DocumentType",
    "IssuedDocument",
    "IssuedFile",
    "Job",
    "JobFile",
    "Letterhead",
    "Material",
    "Member",
    "Membership",
    "Minutes",
    "MinutesPart",
    "MinutesSignature",
    "Notice",
    "Plan",
    "PlanTask",
    "Programme",
    "ScoreGroup",
    "ScoreLevel",
    "ScoreLine",
    "ScoreSheet",
    "Session",
    "SessionPartner",
    "SessionScore",
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
