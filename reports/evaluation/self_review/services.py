"""What happens to a self-review: written under a version, sent, withdrawn."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.models import User
from cells.notice.services import heed
from cells.workflow import Clash, IllegalMove, claim_version, move
from reports.evaluation.figures import open_levels
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.scheme.models import RatingLevel
from reports.evaluation.self_review.figures import written_parts
from reports.evaluation.self_review.parts import parts_of
from reports.evaluation.services import refuse_closed, refuse_other_level


@dataclass(frozen=True, slots=True, kw_only=True)
class PartInput:
    text: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfReview:
    """Everything that its writer fills in; ``employer`` is asked of persons only."""

    parts: dict[str, PartInput]
    level: RatingLevel | None = None
    employer: str = ""
    general_points: Decimal | None = None
    task_points: Decimal | None = None


@transaction.atomic
def save_self_review(
    evaluation: Evaluation, given: SelfReview, *, version: int, by: User | None = None
) -> None:
    """Keep what was typed, unless it was sent or another tab saved in the meantime. ``by``: an
    officer who enters for the member – empty once the member writes again."""
    refuse_not_written(evaluation)
    if given.level:
        refuse_other_level(evaluation, given.level)
    claim_version(evaluation, version)
    values: dict[str, Any] = {
        "self_level": given.level,
        "self_general_points": given.general_points,
        "self_task_points": given.task_points,
        "saved_at": clock.now(),
    }
    if isinstance(evaluation, MemberEvaluation):
        values["self_employer"] = given.employer
        values["entered_by"] = by if by and by.member_id != evaluation.member_id else None
    for name, value in values.items():
        setattr(evaluation, name, value)
    evaluation.save(update_fields=list(values))
    write_parts(evaluation, given.parts)


def refuse_not_written(evaluation: Evaluation) -> None:
    """Nobody writes where the round is over, or who is not reviewed at all."""
    refuse_closed(evaluation)
    if not evaluation.is_reviewed:
        raise IllegalMove(f"{evaluation}: {evaluation.get_case_display()}")


def write_parts(evaluation: Evaluation, given: dict[str, PartInput]) -> None:
    rows = {row.key: row for row in evaluation.parts.all()}
    for part in parts_of(evaluation):
        new = given.get(part.key, PartInput())
        row = rows.get(part.key) or evaluation.parts.model(evaluation=evaluation, key=part.key)
        grade = new.grade if part.is_graded else ""
        if row.pk is None or (row.text, row.grade) != (new.text, grade):
            row.text, row.grade = new.text, grade
            row.save()


@transaction.atomic
def submit_self_review(evaluation: Evaluation, *, by: User, version: int | None = None) -> None:
    """Hand it to the cell. ``version``: the one the sender read on the page before."""
    refuse_not_written(evaluation)
    sent = evaluation.first_submitted_at or clock.now()
    move(evaluation, "submit", by=by, first_submitted_at=sent)
    evaluation.refresh_from_db(fields=["version", "self_level", "self_general_points"])
    if version is not None and evaluation.version != version:
        raise Clash(evaluation)
    # Asked only now: until the status changed another tab could still take words away
    if missing := missing_parts(evaluation):
        raise ValidationError([f"{what}: {lack}." for what, lack in missing])
    heed(evaluation, by=by)


def withdraw_self_review(evaluation: Evaluation, *, by: User) -> None:
    refuse_closed(evaluation)
    move(evaluation, "withdraw", by=by)


def missing_parts(evaluation: Evaluation) -> list[tuple[str, str]]:
    """What is still to be said before it can be sent: where, and what."""
    missing = []
    for written in written_parts(evaluation):
        if written.part.is_asked and not written.text:
            missing.append((written.part.title, "chưa ghi"))
        if written.part.is_asked and written.part.is_graded and not written.grade:
            missing.append((written.part.title, "chưa tự đánh giá"))
    if not evaluation.is_rated:
        return missing
    if evaluation.self_level not in open_levels(evaluation):
        missing.append(("Tự nhận mức xếp loại", "chưa chọn"))
    if evaluation.round.scheme.has_points and evaluation.self_points is None:
        missing.append(("Tự chấm điểm", "chưa ghi đủ điểm"))
    return missing
