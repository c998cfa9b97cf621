"""What the topics of this floor define, handed on to Django."""

from reports.review.models import Review, ReviewSection

__all__ = ["Review", "ReviewSection"]
