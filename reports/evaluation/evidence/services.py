"""What is said about a line of the evidence, and answered; neither once something is decided."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.audit import trace
from cells.models import User
from cells.notice.services import tell
from cells.text import clean
from cells.workflow import IllegalMove, take_turns
from reports.evaluation.choices import RESULT
from reports.evaluation.evidence.models import ABOUT_LENGTH, REMARK_LENGTH, EvidenceRemark
from reports.evaluation.evidence.parts import ItemYear, Line
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.services import refuse_closed

MOST_REMARKS = 50  # of one year: all are printed with the sheet


@transaction.atomic
def remark_line(
    evaluation: Any, line: Line | ItemYear, *, text: str, is_objection: bool, by: User
) -> EvidenceRemark:
    """Beside the line for good: who has more to say writes again. The same words once."""
    text = asked_words(text, "Ghi ý kiến của đồng chí về dòng này.")
    hold_undecided(evaluation)
    same = evaluation.remarks.filter(line=line.key, text=text, is_objection=is_objection)
    if said := same.filter(answered_at__isnull=True).first():
        return said
    if evaluation.remarks.count() >= MOST_REMARKS:
        raise ValidationError(f"Đã có {MOST_REMARKS} ý kiến; đồng chí trao đổi với chi uỷ.")
    about = line.title[:ABOUT_LENGTH].strip()
    remark: EvidenceRemark = evaluation.remarks.create(
        line=line.key, about=about, text=text, is_objection=is_objection, written_by=by
    )
    note_step(evaluation, by, "remark", f"{about}: {text}")
    return remark


@transaction.atomic
def answer_remark(remark: Any, *, text: str, by: User) -> None:
    """Once; the person is told."""
    text = asked_words(text, "Ghi câu trả lời.")
    evaluation = remark.evaluation
    hold_undecided(evaluation)
    remark.refresh_from_db(fields=["answered_at"])
    if remark.answered_at:
        raise IllegalMove(f"{remark} is answered")
    remark.answer, remark.answered_by, remark.answered_at = text, by, clock.now()
    remark.save(update_fields=["answer", "answered_by", "answered_at"])
    note_step(evaluation, by, "answer", f"{remark.about}: {text}")
    if isinstance(evaluation, MemberEvaluation):
        sentence = f"Ý kiến của đồng chí về năm {evaluation.round.year} đã được trả lời."
        tell(evaluation.member_id, evaluation, verb="answer", sentence=sentence, by=by)


def hold_undecided(evaluation: Evaluation) -> None:
    """Nobody decides while these words are being stored."""
    refuse_closed(evaluation)
    take_turns(evaluation)
    evaluation.refresh_from_db(fields=["status"])
    if evaluation.status in RESULT:
        raise IllegalMove(f"{evaluation} is decided")


def note_step(evaluation: Evaluation, by: User, verb: str, note: str) -> None:
    trace(evaluation, by, verb, evaluation.status, evaluation.status, note)


def asked_words(text: str, question: str) -> str:
    text = clean(text, max_length=REMARK_LENGTH, lines=True)
    if not text:
        raise ValidationError({"text": question})
    return text
