"""One number for all that the story says: two runs that tell the same have the same digest."""

import hashlib
from collections.abc import Iterator

from cells.models import (
    AgendaItem,
    Attendance,
    AuditEntry,
    Briefing,
    Cell,
    CommitteePost,
    Document,
    Membership,
    Notice,
    Session,
    SessionPartner,
    SessionTask,
    Speech,
    Standing,
    StudySlot,
    Topic,
    Transfer,
    Vote,
)
from cells.plan.models import PlanTask
from cells.session.absence.models import AbsenceRequest
from pledges.models import Criterion, Evidence, MonthlyReportLine, PledgeItem, Reminder
from pledges.monthly_report.models import MonthlyReport
from pledges.pledge.models import Pledge
from reports.commendation.models import Commendation, CommendationBatch
from reports.evaluation.models import CellEvaluation, MemberEvaluation
from reports.evaluation.self_review.models import CellEvaluationPart, MemberEvaluationPart
from reports.overview.help.models import HelpRequest
from reports.review.models import ReviewSection

OF_ITEM = ["item__session__cell__code", "item__session__starts_at", "item__position"]
# Natural values only: keys, passwords and times of the machine differ from run to run
TOLD = (
    (Cell, ["code", "name", "unit"]),
    (
        Membership,
        ["member__full_name", "member__card_number", "cell__code", "office", "since", "until"],
    ),
    (Transfer, ["member__full_name", "to_cell__code", "status", "received_on"]),
    (CommitteePost, ["member__full_name", "body", "title", "since", "until"]),
    (Standing, ["member__full_name", "kind", "since", "until"]),
    (Criterion, ["standard__year", "standard__status", "behaviour", "measure"]),
    (Pledge, ["member__full_name", "year", "status", "due_on", "accepted_at", "reflection"]),
    (
        PledgeItem,
        [
            "pledge__member__full_name",
            "pledge__year",
            "position",
            "action",
            "measure",
            "difference",
        ],
    ),
    (MonthlyReport, ["pledge__member__full_name", "month", "status", "first_submitted_at"]),
    (
        MonthlyReportLine,
        [
            "report__pledge__member__full_name",
            "report__month",
            "item__position",
            "state",
            "sentence",
            "difficulty",
            "comment",
        ],
    ),
    (Document, ["symbol", "issuer", "dated_on", "abstract"]),
    (Topic, ["theme__year", "quarter", "position", "title", "form", "questions"]),
    (StudySlot, ["cell__code", "topic__title", "month", "form"]),
    (
        Session,
        [
            "cell__code",
            "starts_at",
            "ends_at",
            "form",
            "title",
            "topic__title",
            "report_month",
            "place",
            "chair__full_name",
            "minute_taker__full_name",
            "conclusion",
            "no_task_reason",
            "status",
        ],
    ),
    (SessionPartner, ["session__cell__code", "session__starts_at", "cell__code"]),
    (
        AgendaItem,
        ["session__cell__code", "session__starts_at", "position", "title", "notes", "conclusion"],
    ),
    (Speech, [*OF_ITEM, "speaker__full_name", "speaker_name", "text"]),
    (Vote, [*OF_ITEM, "question", "in_favour", "against", "abstained", "entitled"]),
    (
        Attendance,
        [
            "session__cell__code",
            "session__starts_at",
            "member__full_name",
            "member__card_number",
            "category",
            "state",
            "reason_note",
        ],
    ),
    (SessionTask, ["cell__code", "text", "owner__full_name", "due_on", "state", "progress"]),
    (
        AbsenceRequest,
        ["member__full_name", "session__cell__code", "session__starts_at", "reason", "status"],
    ),
    (PlanTask, ["plan__cell__code", "plan__year", "position", "text", "due_on", "state", "result"]),
    (Briefing, ["document__symbol", "cell__code", "session__starts_at"]),
    (
        Commendation,
        ["cell__code", "member__full_name", "form__code", "achievement", "status", "awarded_on"],
    ),
    (CommendationBatch, ["title", "created_at", "status"]),
    (ReviewSection, ["review__title", "key", "text"]),
    (
        MemberEvaluation,
        [
            "round__year",
            "member__full_name",
            "member__card_number",
            "cell__code",
            "case",
            "status",
            "self_level__code",
            "proposed_level__code",
            "decided_level__code",
            "ballots_entitled",
            "ballots_valid",
            "unit_comment",
        ],
    ),
    (
        CellEvaluation,
        ["round__year", "cell__code", "status", "self_level__code", "decided_level__code"],
    ),
    (
        MemberEvaluationPart,
        ["evaluation__round__year", "evaluation__member__full_name", "key", "text", "grade"],
    ),
    (
        CellEvaluationPart,
        ["evaluation__round__year", "evaluation__cell__code", "key", "text", "grade"],
    ),
    (Reminder, ["recipient__full_name", "report__month", "pledge__year", "sent_on", "way"]),
    (Evidence, ["line__report__pledge__member__full_name", "line__report__month", "name", "size"]),
    (HelpRequest, ["cell__code", "words", "answer"]),
    (Notice, ["member__full_name", "sentence", "at", "seen_at"]),
    (AuditEntry, ["paper_label", "position", "verb", "actor_label", "note", "at"]),
)


def told() -> Iterator[str]:
    for model, names in TOLD:
        for row in model.objects.order_by(*names).values_list(*names):
            yield repr(row)


def digest() -> str:
    found = hashlib.sha256()
    for row in sorted(told()):
        found.update(row.encode())
    return found.hexdigest()
