"""What happens to a review: it is opened, and its sections are written."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells import clock
from cells.models import Cell
from cells.organisation.models import CellKind
from cells.workflow import Clash
from reports.review.models import Review, ReviewSection
from reports.review.sections import section_of, sections_of
from reports.review.titles import proposed_title

EARLIEST, LATEST = 1930, 2100
LONGEST = 20  # years; nobody reviews more, and a typing slip should not count for minutes


@transaction.atomic
def open_review(
    cell: Cell | None, *, kind: str, first: date, last: date, title: str = ""
) -> tuple[Review, bool]:
    """The review of just this body, kind and span; opened if there is none yet."""
    check_span(cell, first, last)
    title = title or proposed_title(kind, first, last)
    review, is_new = Review.objects.get_or_create(
        cell=cell,
        kind=kind,
        first_month=first.replace(day=1),
        last_month=last.replace(day=1),
        defaults={"title": title, "created_at": clock.now()},
    )
    if not is_new:
        return review, False
    blanks = [
        ReviewSection(review=review, key=each.key) for each in sections_of(review) if each.key
    ]
    ReviewSection.objects.bulk_create(blanks)
    return review, True


def check_span(cell: Cell | None, first: date, last: date) -> None:
    if cell is not None and cell.kind != CellKind.PARTY:
        raise ValidationError(f"{cell} không phải chi bộ. Chọn một chi bộ.")
    if not (EARLIEST <= first.year <= LATEST and EARLIEST <= last.year <= LATEST):
        raise ValidationError(f"Ghi tháng trong khoảng từ năm {EARLIEST} đến năm {LATEST}.")
    if last < first:
        raise ValidationError("Tháng cuối đứng trước tháng đầu. Ghi lại hai tháng.")
    if last.year - first.year >= LONGEST:
        raise ValidationError(f"Khoảng thời gian dài quá {LONGEST} năm. Ghi lại hai tháng.")


@transaction.atomic
def save_section(review: Review, key: str, *, text: str, version: int) -> ReviewSection:
    """Keep the words of one section, unless somebody saved others in the meantime."""
    if section_of(review, key) is None:
        raise ValidationError("Báo cáo này không có phần đó.")
    section, _ = ReviewSection.objects.get_or_create(review=review, key=key)
    if section.text == text:
        return section
    here = ReviewSection.objects.filter(pk=section.pk, version=version)
    # the words are cleaned by the field on their way in
    if not here.update(text=text, version=F("version") + 1, saved_at=clock.now()):
        raise Clash(section)
    section.refresh_from_db()
    return section
