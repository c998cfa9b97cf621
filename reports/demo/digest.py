"""One number for all that the story says: two runs that tell the same have the same digest."""

import hashlib
from collections.abc import Iterator

from cells.models import AuditEntry, Cell, CommitteePost, Membership, Notice, Standing, Transfer
from pledges.models import Criterion, MonthlyReportLine, PledgeItem
from pledges.monthly_report.models import MonthlyReport
from pledges.pledge.models import Pledge
from reports.review.models import ReviewSection

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
    (PledgeItem, ["pledge__member__full_name", "pledge__year", "position", "action", "measure"]),
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
    (ReviewSection, ["review__title", "key", "text"]),
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
