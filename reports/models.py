"""What the topics of this floor define, handed on to Django."""

from reports.commendation.models import (
    Commendation,
    CommendationBatch,
    CommendationForm,
    Occasion,
)
from reports.review.models import Review, ReviewSection

__all__ = [
    "Commendation",
    "CommendationBatch",
    "CommendationForm",
    "Occasion",
    "Review",
    "ReviewSection",
]
