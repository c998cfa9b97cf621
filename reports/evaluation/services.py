"""What happens to an evaluation between the self-review and the day it is published.

Every step works for a person's paper and for a cell's; nothing moves once the round is closed, but
for who was put off.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.audit import trace
from cells.models import Session, User
from cells.notice.services import tell
from cells.text import required_words
from cells.workflow import IllegalMove, move
from reports.evaluation.choices import RESULT, Case, EvaluationStatus
from reports.evaluation.figures import Cap, caps_of, level_counts, levels_of, open_levels
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.rules import leads_the_committee
from reports.evaluation.scheme.models import MajorityBase, RatingLevel, RatingScheme

OF_PEOPLE = frozenset(Case) - {Case.NEW_CELL}
OF_CELLS = frozenset({Case.NORMAL, Case.NEW_CELL, Case.POSTPONED, Case.LEFT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What the tellers counted, never a ballot; ``votes`` by the code of the level."""

    entitled: int
    issued: int
    returned: int
    valid: int
    votes: dict[str, int] = field(default_factory=dict)


def refuse_closed(evaluation: Evaluation) -> None:
    if not evaluation.is_open:
        raise IllegalMove(f"{evaluation}: the round is closed")


def refuse_unrated(evaluation: Evaluation) -> None:
    refuse_closed(evaluation)
    if not evaluation.is_rated:
        raise ValidationError(f"{evaluation}: {evaluation.get_case_display()}, không xếp loại.")


def refuse_other_level(evaluation: Evaluation, level: RatingLevel) -> None:
    """A level of this round's scheme, of this kind of paper, and one that the case allows."""
    if level not in open_levels(evaluation):
        raise ValidationError({"level": f"“{level}” không dùng được cho {evaluation}."})


# ---- who is reviewed and rated


@transaction.atomic
def classify_evaluation(evaluation: Evaluation, *, case: str, by: User, note: str) -> None:
    """Another case than the one found at the opening; not once something is decided."""
    refuse_closed(evaluation)
    allowed = OF_PEOPLE if isinstance(evaluation, MemberEvaluation) else OF_CELLS
    if case not in allowed:
        raise ValidationError({"case": "Chọn một diện trong danh sách."})
    note = reason(note, "Ghi lý do đổi diện.")
    here = type(evaluation)._default_manager.filter(pk=evaluation.pk, case=evaluation.case)
    if not here.exclude(status__in=RESULT).update(case=case):
        raise IllegalMove(f"{evaluation} is decided, or has another case by now")
    before, evaluation.case = evaluation.get_case_display(), case
    words = f"{before} → {evaluation.get_case_display()}: {note}"
    trace(evaluation, by, "classify", evaluation.status, evaluation.status, words)


# ---- the cell


@transaction.atomic
def return_evaluation(evaluation: Evaluation, *, by: User, note: str) -> None:
    refuse_closed(evaluation)
    note = reason(note, "Ghi điều cần bổ sung để người viết biết sửa chỗ nào.")
    move(evaluation, "return", by=by, note=note)
    tell_the_author(evaluation, "return", "đã được trả lại, có lời ghi", by)


@transaction.atomic
def propose_evaluation(
    evaluation: Evaluation,
    *,
    level: RatingLevel,
    ballot: Ballot,
    note: str = "",
    points: Decimal | None = None,
    session: Session | None = None,
    by: User,
) -> None:
    """The cell's meeting has voted; a level short of the majority needs words."""
    refuse_unrated(evaluation)
    refuse_other_level(evaluation, level)
    check_ballot(ballot, levels_of(evaluation))
    scheme = evaluation.round.scheme
    if not has_majority(scheme, ballot, level) and not note.strip():
        asked = "Mức này chưa đủ số phiếu theo quy định. Ghi vì sao chi bộ đề xuất mức này."
        raise ValidationError({"note": asked})
    move(
        evaluation,
        "propose",
        by=by,
        proposed_level=level,
        proposed_points=points,
        proposal_note=note,
        proposed_at=clock.now(),
        session=session,
        ballots_entitled=ballot.entitled,
        ballots_issued=ballot.issued,
        ballots_returned=ballot.returned,
        ballots_valid=ballot.valid,
        votes=ballot.votes,
    )


def check_ballot(ballot: Ballot, levels: list[RatingLevel]) -> None:
    """The tellers' sums must agree."""
    if set(ballot.votes) - {level.code for level in levels}:
        raise ValidationError({"votes": "Có phiếu cho mức không thuộc bộ mức của vòng này."})
    if any(votes < 0 for votes in ballot.votes.values()):
        raise ValidationError({"votes": "Số phiếu không thể âm."})
    if not 0 < ballot.issued <= ballot.entitled:
        asked = f"Phát ra từ 1 đến {ballot.entitled} phiếu, theo số đảng viên chính thức."
        raise ValidationError({"issued": asked})
    if not 0 <= ballot.returned <= ballot.issued:
        raise ValidationError({"returned": f"Phát ra {ballot.issued} phiếu, thu về không quá."})
    if not 0 <= ballot.valid <= ballot.returned:
        raise ValidationError({"valid": f"Thu về {ballot.returned} phiếu, hợp lệ không quá."})
    if (given := sum(ballot.votes.values())) != ballot.valid:
        words = f"Các mức cộng lại {given} phiếu, phiếu hợp lệ {ballot.valid}. Kiểm lại."
        raise ValidationError({"votes": words})


def ballot_of(evaluation: Evaluation) -> Ballot:
    """As it was counted; only of a paper that was voted on."""
    return Ballot(
        entitled=evaluation.ballots_entitled or 0,
        issued=evaluation.ballots_issued or 0,
        returned=evaluation.ballots_returned or 0,
        valid=evaluation.ballots_valid or 0,
        votes=evaluation.votes,
    )


def majority_base(scheme: RatingScheme, ballot: Ballot) -> int:
    return {
        MajorityBase.OFFICIAL: ballot.entitled,
        MajorityBase.ISSUED: ballot.issued,
        MajorityBase.VALID: ballot.valid,
    }[MajorityBase(scheme.majority_base)]


def has_majority(scheme: RatingScheme, ballot: Ballot, level: RatingLevel) -> bool:
    votes = ballot.votes.get(level.code, 0)
    return scheme.majority.is_reached(votes, majority_base(scheme, ballot))


# ---- staff


@transaction.atomic
def reconsider_evaluation(evaluation: Evaluation, *, by: User, note: str) -> None:
    """Back to the cell, which votes and proposes anew."""
    refuse_closed(evaluation)
    note = reason(note, "Ghi điều đề nghị chi bộ xem lại.")
    move(evaluation, "reconsider", by=by, note=note)


@transaction.atomic
def appraise_evaluation(
    evaluation: Evaluation,
    *,
    level: RatingLevel,
    note: str = "",
    points: Decimal | None = None,
    by: User,
) -> None:
    """What staff advise; where they differ from the cell they say why."""
    refuse_unrated(evaluation)
    refuse_other_level(evaluation, level)
    if must_explain(evaluation, level, points) and not note.strip():
        raise ValidationError({"note": "Thẩm định khác đề xuất. Ghi giải trình."})
    move(
        evaluation,
        "appraise",
        by=by,
        appraised_level=level,
        appraised_points=points,
        appraisal_note=note,
        appraised_at=clock.now(),
    )


def must_explain(evaluation: Evaluation, level: RatingLevel, points: Decimal | None) -> bool:
    if level.pk != evaluation.proposed_level_id:
        return True
    given, apart = evaluation.self_points, evaluation.round.scheme.explain_from_points
    return None not in (given, points, apart) and abs(given - points) >= apart


# ---- the committee


@transaction.atomic
def decide_evaluation(
    evaluation: Evaluation,
    *,
    level: RatingLevel,
    evidence: dict[str, Any],
    over_quota_reason: str = "",
    superior_decision: str = "",
    by: User,
) -> None:
    """Prepared as dự kiến, published together. ``evidence``: what the decision rests on; it stands
    still from now on. A full level asks for a reason, which is printed."""
    refuse_unrated(evaluation)
    refuse_signed(evaluation)
    refuse_other_level(evaluation, level)
    refuse_unfounded(evaluation, level, over_quota_reason, superior_decision, by)
    move(
        evaluation,
        "decide",
        by=by,
        decided_level=level,
        decided_at=clock.now(),
        over_quota_reason=over_quota_reason,
        superior_decision=superior_decision,
        frozen_evidence=evidence,
    )


def refuse_unfounded(
    evaluation: Evaluation,
    level: RatingLevel,
    over_quota_reason: str,
    superior_decision: str,
    by: User,
) -> None:
    """What a decision must say: whose it is where it is not ours, and why a cap is passed."""
    if leads_the_committee.test(by, evaluation) and not superior_decision.strip():
        raise ValidationError({"superior_decision": "Ghi số, ngày quyết định của cấp trên."})
    if (cap := cap_with(evaluation, level)) and cap.excess and not over_quota_reason.strip():
        words = f"Mức “{level}” vượt trần {cap.most}. Ghi lý do vượt trần, lý do được in."
        raise ValidationError({"over_quota_reason": words})


def refuse_signed(evaluation: Evaluation) -> None:
    """What stands on the signed list is not decided anew; who was put off still can be."""
    if evaluation.status == EvaluationStatus.DECIDED and evaluation.round.documents.exists():
        words = "Quyết định kèm danh sách đã ký. Công bố xong, lập bản điều chỉnh có số."
        raise ValidationError(words)


def cap_with(evaluation: Evaluation, level: RatingLevel) -> Cap | None:
    """The cap of that level, if it has one, as it would stand with this paper there."""
    model: Any = type(evaluation)
    counts = level_counts(model.objects.filter(round=evaluation.round).exclude(pk=evaluation.pk))
    counts[level.pk] += 1
    caps = {cap.level_id: cap for cap in caps_of(levels_of(evaluation), counts)}
    return caps.get(level.pk)


@transaction.atomic
def publish_evaluation(evaluation: Evaluation, *, by: User, note: str = "") -> None:
    move(evaluation, "publish", by=by, note=note)
    words = f"đã có mức xếp loại: {evaluation.decided_level}"
    tell_the_author(evaluation, "publish", words, by)


def tell_the_author(evaluation: Evaluation, verb: str, words: str, by: User) -> None:
    """A person is told; officers of a cell find its paper among their tasks."""
    if isinstance(evaluation, MemberEvaluation):
        sentence = f"Bản kiểm điểm năm {evaluation.round.year} {words}."
        tell(evaluation.member_id, evaluation, verb=verb, sentence=sentence, by=by)


def reason(note: str, asked: str) -> str:
    """The words that must go with the step; the refusal stands beside their box."""
    try:
        return required_words(note, asked)
    except ValidationError as error:
        raise ValidationError({"note": error}) from None
