"""What the topics of this floor define, handed on to Django."""

from reports.commendation.models import (
    Commendation,
    CommendationBatch,
    CommendationForm,
    Occasion,
)
from reports.evaluation.evidence.models import CellEvidenceRemark, MemberEvidenceRemark
from reports.evaluation.models import (
    CellEvaluation,
    EvaluationRound,
    MemberEvaluation,
)
from reports.evaluation.scheme.models import RatingLevel, RatingScheme
from reports.evaluation.self_review.models import CellEvaluationPart, MemberEvaluationPart
from reports.overview.help.models import HelpRequest
from reports.review.models import Review, ReviewSection
from reports.youth.models import YouthAssessment, YouthScheme

__all__ = [
    "CellEvaluation",
    "CellEvaluationPart",
    "CellEvidenceRemark",
    "Commendation",
    "CommendationBatch",
    "CommendationForm",
    "EvaluationRound",
    "HelpRequest",
    "MemberEvaluation",
    "MemberEvaluationPart",
    "MemberEvidenceRemark",
    "Occasion",
    "RatingLevel",
    "RatingScheme",
    "Review",
    "ReviewSection",
    "YouthAssessment",
    "YouthScheme",
]
