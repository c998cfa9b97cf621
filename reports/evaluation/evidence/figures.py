"""What the year of a person or of a cell looks like: put together, never typed; once decided, as it
stood at the decision."""

from dataclasses import replace
from typing import Any

from reports.evaluation.evidence.of_cell import of_cell
from reports.evaluation.evidence.of_member import of_member
from reports.evaluation.evidence.parts import Evidence, Remark, from_json, local_day
from reports.evaluation.models import MemberEvaluation


def evidence_of(evaluation: Any) -> Evidence:
    """A fixed number of queries; none once it is frozen."""
    if evaluation.frozen_evidence is not None:
        return from_json(evaluation.frozen_evidence)
    is_person = isinstance(evaluation, MemberEvaluation)
    gathered = of_member(evaluation) if is_person else of_cell(evaluation)
    return replace(gathered, remarks=remarks_of(evaluation))


def remarks_of(evaluation: Any) -> tuple[Remark, ...]:
    rows = evaluation.remarks.with_people().order_by("pk")
    return tuple(
        Remark(
            pk=row.pk,
            line=row.line,
            about=row.about,
            is_objection=row.is_objection,
            text=row.text,
            by=str(row.written_by or ""),
            on=local_day(row.written_at),
            answer=row.answer,
            answered_by=str(row.answered_by or ""),
            answered_on=local_day(row.answered_at) if row.answered_at else "",
        )
        for row in rows
    )
