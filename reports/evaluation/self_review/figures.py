"""What a self-review says as it is stored, and the part of it that nobody has to type."""

from dataclasses import dataclass

from reports.evaluation.evidence.prefill import prefill
from reports.evaluation.models import Evaluation
from reports.evaluation.self_review.parts import Part, parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One section and what stands in it."""

    part: Part
    text: str = ""
    grade: str = ""
    grade_label: str = ""


def written_parts(evaluation: Evaluation) -> list[Written]:
    rows = {row.key: row for row in evaluation.parts.all()}
    return [
        Written(
            part=part,
            text=rows[part.key].text,
            grade=rows[part.key].grade,
            grade_label=rows[part.key].get_grade_display(),
        )
        if part.key in rows
        else Written(part=part)
        for part in parts_of(evaluation)
    ]


def proposed_texts(evaluation: Evaluation) -> dict[str, str]:
    """What a paper that nobody has begun starts from."""
    return {} if evaluation.saved_at else prefill(evaluation)
