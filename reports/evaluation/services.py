"""What happens to an evaluation between the self-review and the day it is published.

Every step works for a person's paper and for a cell's; nothing moves once the round is closed, but
for who was put off.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.audit import trace
from cells.models import Session, User
from cells.notice.services import tell, tell_all
from cells.text import required_words
from cells.workflow import IllegalMove, move, move_all, take_turns
from reports.evaluation.choices import (
    NOT_REVIEWED,
    RESULT,
    Case,
    EvaluationStatus,
    RoundStatus,
)
from reports.evaluation.figures import (
    Cap,
    caps_of,
    caps_of_round,
    decision_on,
    level_counts,
    levels_of,
    open_levels,
    papers_of,
)
from reports.evaluation.models import Evaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.rules import leads_the_committee
from reports.evaluation.scheme.models import MajorityBase, RatingLevel, RatingScheme, Subject

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


def take_the_round(evaluation: Evaluation) -> None:
    """Before anything of the paper: two who held round and paper each the other way round would
    wait for each other for ever. Whoever comes second sees here what the first one did."""
    take_turns(evaluation.round)
    evaluation.round.refresh_from_db(fields=["status"])


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


def cases_for(evaluation: Evaluation) -> frozenset[Case]:
    """Those it may be given: in a closed round, where only who was put off goes on, one that ends
    the paper – with any other it would go nowhere."""
    allowed = OF_PEOPLE if isinstance(evaluation, MemberEvaluation) else OF_CELLS
    return allowed & NOT_REVIEWED if evaluation.round.is_closed else allowed


@transaction.atomic
def classify_evaluation(evaluation: Evaluation, *, case: str, by: User, note: str) -> None:
    """Another case than the one found at the opening; not once something is decided."""
    take_the_round(evaluation)
    refuse_closed(evaluation)
    if case not in cases_for(evaluation):
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
    """Back to the cell, which votes and proposes anew; what was advised on the old proposal goes,
    what the cell had said stays until it says something else."""
    refuse_closed(evaluation)
    note = reason(note, "Ghi điều đề nghị chi bộ xem lại.")
    move(
        evaluation,
        "reconsider",
        by=by,
        note=note,
        appraised_level=None,
        appraised_points=None,
        appraisal_note="",
        appraised_at=None,
    )


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
    still from now on. A cap that is passed asks for a reason, which is printed."""
    refuse_unrated(evaluation)
    refuse_signed(evaluation)
    refuse_other_level(evaluation, level)
    refuse_without_superiors(evaluation, superior_decision, by)
    why = reason_over_cap(evaluation, level, over_quota_reason)
    move(
        evaluation,
        "decide",
        by=by,
        decided_level=level,
        decided_at=clock.now(),
        over_quota_reason=why,
        superior_decision=superior_decision,
        frozen_evidence=evidence,
    )


def refuse_without_superiors(evaluation: Evaluation, superior_decision: str, by: User) -> None:
    if leads_the_committee.test(by, evaluation) and not superior_decision.strip():
        raise ValidationError({"superior_decision": "Ghi số, ngày quyết định của cấp trên."})


def refuse_signed(evaluation: Evaluation) -> None:
    """What stands on the signed list is not decided anew; who was decided later still can be."""
    if evaluation.status == EvaluationStatus.DECIDED and decision_on(evaluation):
        words = "Quyết định kèm danh sách đã ký. Công bố xong mới sửa mức được, có lý do."
        raise ValidationError(words)


# ---- caps: over one of them a reason is written; it prints as long as one is passed


def reason_over_cap(evaluation: Evaluation, level: RatingLevel, given: str) -> str:
    """The reason to be kept with that level: asked for where this step passes a cap, kept where the
    paper may be why one is passed. Who stands right below a capped level only widens its base."""
    levels, (before, after) = levels_of(evaluation), counts_around(evaluation, level)
    caps = caps_of(levels, after)
    cap = cap_passed(level, caps, caps_of(levels, before))
    if cap and not given.strip():
        words = f"Mức “{cap.name}” vượt trần {cap.most}. Ghi lý do vượt trần, lý do được in."
        raise ValidationError({"over_quota_reason": words})
    widened = {above.pk for above, below in pairwise(levels) if below.pk == level.pk}
    is_over = any(cap.excess and cap.level_id not in widened for cap in caps)
    return given if is_over else ""


def counts_around(evaluation: Evaluation, level: RatingLevel) -> tuple[Counter[int], Counter[int]]:
    """How many stand at each level by now, and with this paper at that level."""
    everybody: Any = papers_of(evaluation.round, evaluation.SUBJECT)
    before = level_counts(everybody)
    after = before - level_counts(everybody.filter(pk=evaluation.pk))
    after[level.pk] += 1
    return before, after


def cap_passed(level: RatingLevel, caps: list[Cap], before: list[Cap]) -> Cap | None:
    """The first cap that a paper passes by moving to that level: the level's own, if too many stand
    there; any other that has more above it than before, as who leaves its base makes it smaller."""
    for cap, was in zip(caps, before, strict=True):
        if cap.excess and (cap.level_id == level.pk or cap.excess > was.excess):
            return cap
    return None


def refuse_unexplained(found: EvaluationRound) -> None:
    """Before a round is signed or published: a reason for every place above a cap. An appraisal or
    another case, which ask for none, may have made its base smaller since the decision."""
    for subject in Subject:
        decided = papers_of(found, subject).filter(status__in=RESULT)
        reasons = decided.exclude(over_quota_reason="").count()
        for cap in caps_of_round(found, subject):
            if cap.excess > reasons:
                raise ValidationError(
                    f"{cap.name}: vượt trần {cap.excess} suất, mới có {reasons} lý do. Ghi lý do "
                    "vượt trần ở trang dự kiến quyết định trước."
                )


# ---- what is known to everybody


@transaction.atomic
def publish_evaluation(evaluation: Evaluation, *, by: User, note: str) -> None:
    """For who was decided after the others: put off, or come since."""
    note = reason(note, "Ghi căn cứ công bố, ví dụ số quyết định.")
    take_the_round(evaluation)
    if evaluation.round.status == RoundStatus.OPEN:
        raise IllegalMove(f"{evaluation}: published with the round")
    move(evaluation, "publish", by=by, note=note)
    tell_the_author(evaluation, "publish", published_words(evaluation), by)


def publish_all(evaluations: Sequence[Evaluation], *, by: User, note: str) -> None:
    """Those of one kind, with as many questions for three as for three hundred."""
    move_all(evaluations, "publish", by=by, note=note)
    told = [
        (each.member_id, each, sentence_of(each, published_words(each)))
        for each in evaluations
        if isinstance(each, MemberEvaluation)
    ]
    tell_all(told, verb="publish", by=by)


def published_words(evaluation: Evaluation) -> str:
    return f"đã có mức xếp loại: {evaluation.decided_level}"


def tell_the_author(evaluation: Evaluation, verb: str, words: str, by: User) -> None:
    """A person is told; officers of a cell find its paper among their tasks."""
    if isinstance(evaluation, MemberEvaluation):
        sentence = sentence_of(evaluation, words)
        tell(evaluation.member_id, evaluation, verb=verb, sentence=sentence, by=by)


def sentence_of(evaluation: Evaluation, words: str) -> str:
    return f"Bản kiểm điểm năm {evaluation.round.year} {words}."


def reason(note: str, asked: str) -> str:
    """The words that must go with the step; the refusal stands beside their box."""
    try:
        return required_words(note, asked)
    except ValidationError as error:
        raise ValidationError({"note": error}) from None
