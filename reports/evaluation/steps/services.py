"""The steps after the self-review as pages take them: each on the version that was read.

What a step asks for and does stands in ``reports.evaluation.services``; here whoever comes second
finds out, and the decision takes its evidence along.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells.audit import trace
from cells.models import User
from cells.workflow import Clash, IllegalMove, claim_row, move
from reports.evaluation import services
from reports.evaluation.choices import EvaluationStatus
from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.figures import amendments_of
from reports.evaluation.models import Evaluation
from reports.evaluation.rules import leads_the_committee
from reports.evaluation.scheme.models import RatingLevel

SAYS = "Ghi nhận xét của đơn vị, đoàn thể"


@transaction.atomic
def comment(evaluation: Evaluation, *, version: int, by: User, **given: Any) -> None:
    """What others say before the vote: once the cell has proposed they are read, not written.

    ``given``: unit_comment, union_comment; of a person also residence_comment, host_comment and
    employer_rating.
    """
    services.refuse_closed(evaluation)
    if not evaluation.is_reviewed:
        raise IllegalMove(f"{evaluation}: {evaluation.get_case_display()}")
    model: Any = type(evaluation)
    waiting = model.objects.filter(pk=evaluation.pk, status=EvaluationStatus.SUBMITTED)
    if not waiting.filter(version=version).update(version=F("version") + 1, **given):
        raise Clash(evaluation) if waiting.exists() else IllegalMove(str(evaluation))
    trace(evaluation, by, "comment", evaluation.status, evaluation.status, SAYS)
    evaluation.refresh_from_db(fields=["version", *given])


@transaction.atomic
def propose(evaluation: Evaluation, *, version: int, by: User, **given: Any) -> None:
    """``given``: level, ballot, note, points, session."""
    claim(evaluation, version)
    services.propose_evaluation(evaluation, by=by, **given)


@transaction.atomic
def appraise(evaluation: Evaluation, *, version: int, by: User, **given: Any) -> None:
    """``given``: level, note, points."""
    claim(evaluation, version)
    services.appraise_evaluation(evaluation, by=by, **given)


@transaction.atomic
def decide(evaluation: Evaluation, *, version: int, by: User, **given: Any) -> None:
    """``given``: level, over_quota_reason, superior_decision. What it rests on stands still."""
    # Two places taken at once must not both be the last one: decisions of a round take turns
    services.take_the_round(evaluation)
    claim(evaluation, version)
    evidence = evidence_of(evaluation).as_json()
    services.decide_evaluation(evaluation, evidence=evidence, by=by, **given)


def claim(evaluation: Evaluation, version: int) -> None:
    """Whether a level fits is asked of the case as it stands now; staff may have changed it since
    the paper was read."""
    claim_row(evaluation, version)
    evaluation.refresh_from_db(fields=["case"])


@transaction.atomic
def amend(
    evaluation: Evaluation,
    *,
    level: RatingLevel,
    note: str,
    over_quota_reason: str = "",
    superior_decision: str = "",
    version: int,
    by: User,
) -> int:
    """Another level than the published one, with a reason and a number of its own; answers that
    number. Also once the round is closed: there is no other way to it then."""
    note = services.reason(note, "Ghi lý do sửa mức đã công bố.")
    services.take_the_round(evaluation)
    claim(evaluation, version)
    services.refuse_other_level(evaluation, level)
    if level.pk == evaluation.decided_level_id:
        raise ValidationError({"level": "Đây là mức đã công bố. Chọn mức khác."})
    services.refuse_without_superiors(evaluation, superior_decision, by)
    why = services.reason_over_cap(evaluation, level, over_quota_reason)
    number = amendments_of(evaluation).count() + 1
    words = f"Sửa lần {number}: {evaluation.decided_level} → {level}. {note}"
    move(
        evaluation,
        "amend",
        by=by,
        note=words,
        decided_level=level,
        over_quota_reason=why,
        superior_decision=superior_decision,
    )
    services.tell_the_author(evaluation, "amend", f"đã được sửa mức xếp loại thành: {level}", by)
    return number


def is_superiors(evaluation: Evaluation, by: User) -> bool:
    """The body above decides on whoever leads the committee; here its decision is only typed."""
    return leads_the_committee.test(by, evaluation)
