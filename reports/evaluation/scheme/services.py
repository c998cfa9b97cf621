"""A scheme that a round runs under is copied, never changed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from reports.evaluation.scheme.models import RatingScheme


@transaction.atomic
def copy_scheme(scheme: RatingScheme, *, first_year: int) -> RatingScheme:
    """The next version, to be changed: rounds so far keep the rules that they ran under."""
    if RatingScheme.objects.filter(first_year=first_year, rounds__isnull=True).exists():
        raise ValidationError(f"Đã có bộ mức từ năm {first_year} chưa dùng. Sửa bộ ấy.")
    levels = list(scheme.levels.all())
    fresh = RatingScheme.objects.get(pk=scheme.pk)
    fresh.pk, fresh.first_year, fresh.last_year = None, first_year, None
    fresh._state.adding = True
    fresh.save()
    for level in levels:
        level.pk, level.scheme = None, fresh
        level._state.adding = True
        level.save()
    return fresh
