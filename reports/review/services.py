"""What happens to a review: opened, written, presented, signed, replaced by a better one."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells import clock
from cells.issue.models import DocumentType
from cells.issue.services import (
    Order,
    new_document,
    number_in_turn,
    number_taken,
    proposed_number,
    stamped,
    store,
)
from cells.issue.signing import fingerprint, signer, title_of
from cells.issue.types import REPORT
from cells.models import Cell, IssuedDocument, Term, User
from cells.organisation.models import CellKind
from cells.print.render import render_pdf
from cells.print.stored import as_stored
from cells.text import month_words, required_words
from cells.workflow import Clash, IllegalMove, move
from reports.review.composition import content_of
from reports.review.models import Review, ReviewSection, ReviewStatus
from reports.review.paper import TEMPLATE, signed_context
from reports.review.sections import section_of, sections_of
from reports.review.titles import proposed_title

EARLIEST, LATEST = 1930, 2100
LONGEST = 20  # years; nobody reviews more, and a typing slip should not count for minutes


@transaction.atomic
def open_review(
    cell: Cell | None, *, kind: str, first: date, last: date, title: str = ""
) -> tuple[Review, bool]:
    """The review of just this body, kind and span; opened if there is none, not even a signed."""
    check_span(cell, first, last)
    first, last = first.replace(day=1), last.replace(day=1)
    same = Review.objects.just(cell=cell, kind=kind, first=first, last=last)
    if there := same.exclude(status=ReviewStatus.REPLACED).first():
        return there, False
    title = title or proposed_title(kind, first, last)
    review, is_new = new_review(cell, kind, first, last, title)
    if is_new:
        blanks = [
            ReviewSection(review=review, key=each.key) for each in sections_of(review) if each.key
        ]
        ReviewSection.objects.bulk_create(blanks)
    return review, is_new


def new_review(
    cell: Cell | None, kind: str, first: date, last: date, title: str
) -> tuple[Review, bool]:
    """One open review a span: of two that open it at once the later one finds the earlier's."""
    return Review.objects.open().get_or_create(
        cell=cell,
        kind=kind,
        first_month=first,
        last_month=last,
        defaults={"title": title, "created_at": clock.now()},
    )


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
    hold_open(review)
    section, _ = ReviewSection.objects.get_or_create(review=review, key=key)
    if section.text == text:
        return section
    here = ReviewSection.objects.filter(pk=section.pk, version=version)
    # the words are cleaned by the field on their way in
    if not here.update(text=text, version=F("version") + 1, saved_at=clock.now()):
        raise Clash(section)
    section.refresh_from_db()
    return section


def hold_open(review: Review) -> None:
    """An idle update: whoever presents or signs meanwhile waits for these words, or comes first."""
    here = Review.objects.filter(pk=review.pk, status__in=Review.EDITABLE)
    if not here.update(kind=F("kind")):
        raise IllegalMove(str(review))


def present_review(
    review: Review, *, by: User, planned_on: date | None, planned_number: int | None
) -> None:
    """Hand the review to who signs; number and date are prepared, the signer decides."""
    if planned_on:
        refuse_early_plan(review, planned_on)
    if planned_number:
        refuse_taken(review, planned_number, planned_on or clock.today())
    move(review, "present", by=by, planned_on=planned_on, planned_number=planned_number)


def refuse_early_plan(review: Review, day: date) -> None:
    try:
        refuse_early(review, day, signed_before(review))
    except ValidationError as error:
        raise ValidationError({"planned_on": error.message_dict["dated_on"]}) from None


def refuse_taken(review: Review, number: int, day: date) -> None:
    term, kind = Term.objects.of(review.cell).on(day), DocumentType.objects.get(code=REPORT)
    if term and IssuedDocument.objects.of_series(term, kind).filter(number=number).exists():
        told = number_taken(term, kind, number).message_dict["number"]
        raise ValidationError({"planned_number": told})


def withdraw_review(review: Review, *, by: User) -> None:
    move(review, "withdraw", by=by)


def return_review(review: Review, *, by: User, note: str) -> None:
    move(review, "return", by=by, note=required_words(note, "Ghi điều cần sửa."))


@transaction.atomic
def open_correction(review: Review) -> Review:
    """A draft that is to take the place of a signed review, with its words to start from."""
    if review.status != ReviewStatus.SIGNED:
        raise IllegalMove(str(review))
    span = (review.first_month, review.last_month)
    draft, is_new = new_review(review.cell, review.kind, *span, review.title)
    if is_new:
        sections = review.sections.order_by("pk")
        ReviewSection.objects.bulk_create(
            ReviewSection(review=draft, key=each.key, text=each.text) for each in sections
        )
    return draft


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningInput:
    """What the signer decides; ``fingerprint`` is that of the words and figures they read."""

    number: int
    dated_on: date
    authority: str
    fingerprint: str
    replace_reason: str = ""


def signed_before(review: Review) -> Review | None:
    """The signed review of the same span, which this one would replace."""
    span = {"first": review.first_month, "last": review.last_month}
    same = Review.objects.just(cell=review.cell, kind=review.kind, **span)
    return same.in_force().exclude(pk=review.pk).first()


def sign_review(review: Review, given: SigningInput, *, by: User) -> IssuedDocument:
    """Freeze words and figures, take the number, keep the file: all at once or not at all.

    The paper is rendered before the transaction, so nobody waits for the press.
    """
    versions = versions_of(review)
    content = content_of(review)
    if fingerprint(content) != given.fingerprint:
        raise Clash(review)
    old = signed_before(review)
    refuse_early(review, given.dated_on, old)
    document = new_document(order_for(review, given, old, by))
    context = signed_context(review, content, document)
    pdf = render_pdf(TEMPLATE, {**context, "check": stamped(document)})
    with number_in_turn(document):
        if old:
            move(old, "replace", by=by, note=f"thay bằng {document}: {document.replace_reason}")
        kept = {**content, "paper": as_stored(context)}
        move(review, "sign", by=by, note=str(document), signed_content=kept)
        if versions_of(review) != versions:
            raise Clash(review)
        store(document, review, pdf, by=by)
    return document


def refuse_early(review: Review, dated_on: date, old: Review | None) -> None:
    """Not before its last month had begun, nor before the paper that it replaces."""
    if dated_on < review.last_month:
        month = month_words(review.last_month)
        raise ValidationError(
            {"dated_on": f"Báo cáo tính đến tháng {month}. Ghi ngày từ tháng ấy trở đi."}
        )
    if old and dated_on < (issued := old.documents.get()).dated_on:
        day = f"{issued.dated_on:%d/%m/%Y}"
        raise ValidationError({"dated_on": f"{issued} ban hành ngày {day}. Ghi ngày không trước."})


def next_number(review: Review, day: date) -> int | None:
    return proposed_number(review.cell, DocumentType.objects.get(code=REPORT), day)


def versions_of(review: Review) -> list[tuple[int, int]]:
    return list(review.sections.order_by("pk").values_list("pk", "version"))


def order_for(review: Review, given: SigningInput, old: Review | None, by: User) -> Order:
    member = signer(by)
    return Order(
        cell=review.cell,
        kind=DocumentType.objects.get(code=REPORT),
        authority=given.authority,
        number=given.number,
        dated_on=given.dated_on,
        abstract=review.title,
        signer=member,
        signer_name=member.full_name,
        signer_title=title_of(by, review.cell),
        replaces=old.documents.get() if old else None,
        replace_reason=given.replace_reason,
    )
