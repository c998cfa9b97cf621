"""A person entered twice: their evaluations belong to the record that is kept."""

from typing import Any

from django.db.models import F

from cells.audit import AuditEntry
from cells.member.merging.parts import Gathered, Part
from cells.models import Member
from cells.workflow import Clash
from reports.evaluation.models import MemberEvaluation, MemberEvaluationQuerySet


class Evaluations:
    """One a round; a blank one that holds no word gives way to the written one."""

    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        own = {mine.round_id: mine for mine in evaluations_of(kept)}
        for evaluation in evaluations_of(double):
            place(evaluation, own.get(evaluation.round_id), gathered)
        return gathered.part()

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        blank = MemberEvaluation.objects.filter(pk__in=part.dropped, saved_at=None, version=0)
        # Holds the rows: whoever begins to write at this moment is not written over
        if blank.update(version=F("version") + 1) != len(part.dropped):
            raise Clash(kept)
        MemberEvaluation.objects.filter(pk__in=part.dropped).delete()
        MemberEvaluation.objects.filter(pk__in=part.moved).update(member=kept)


def evaluations_of(member: Member) -> MemberEvaluationQuerySet:
    return MemberEvaluation.objects.filter(member=member).with_people().order_by("round__year")


def place(evaluation: MemberEvaluation, mine: MemberEvaluation | None, gathered: Gathered) -> None:
    words = f"Bản kiểm điểm năm {evaluation.round.year}, {evaluation.cell}"
    if mine and is_blank(evaluation):
        gathered.drop(evaluation, f"{words}, bản trống")
    elif mine is None or is_blank(mine):
        if mine:
            gathered.drop(mine, f"{words}, bản trống của hồ sơ giữ lại")
        gathered.move(evaluation, words)
    else:
        gathered.blocks.append(
            f"Cả hai hồ sơ đã có bản kiểm điểm năm {evaluation.round.year}, đã viết hoặc đã ghi "
            "diện. Hai bản ấy không gộp làm một được."
        )


def is_blank(evaluation: MemberEvaluation) -> bool:
    """Nobody has written, and no step was taken: a trail would outlive its paper."""
    return evaluation.is_untouched and not AuditEntry.objects.of(evaluation).exists()
