"""What happens to a batch: opened, filled, presented, decided by a signed decision."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from cells import clock
from cells.audit import AuditEntry
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
from cells.issue.types import DECISION
from cells.models import IssuedDocument, Term, User
from cells.print.render import render_pdf
from cells.print.stored import as_stored
from cells.text import required_words
from cells.workflow import Clash, IllegalMove, move, take_turns
from reports.commendation.content import content_of, parted
from reports.commendation.models import (
    Commendation,
    CommendationBatch,
    CommendationQuerySet,
    CommendationStatus,
    Occasion,
)
from reports.commendation.paper import DECISION_TEMPLATE, proposal_context, signed_context

MOST = 200  # rows of one decision
NOTHING_LEFT = (
    "Đợt này không còn đề nghị nào để ký. Đồng chí trả lại để bộ phận giúp việc chọn lại."
)
OWN_ONLY = "Đợt này chỉ còn đề nghị khen chính đồng chí. Đồng chí khác trong Ban Thường vụ ký."


def open_batch(*, title: str, occasion: Occasion | None) -> CommendationBatch:
    title = required_words(title, "Ghi khen về việc gì.")
    return CommendationBatch.objects.create(title=title, occasion=occasion, created_at=clock.now())


@transaction.atomic
def edit_batch(batch: CommendationBatch, *, title: str, occasion: Occasion | None) -> None:
    """Mend what an open batch says; what it holds has to fit its occasion."""
    title = required_words(title, "Ghi khen về việc gì.")
    hold_open(batch)
    if in_it(batch).exclude(Q(occasion__isnull=True) | Q(occasion=occasion)).exists():
        raise ValidationError(
            {"occasion": "Đợt đang có đề nghị của dịp khác. Bỏ ra khỏi đợt trước rồi đổi dịp."}
        )
    batch.title, batch.occasion = title, occasion
    batch.save(update_fields=["title", "search_key", "occasion"])


@transaction.atomic
def drop_batch(batch: CommendationBatch) -> None:
    """One opened by mistake: nothing stands in it, and nobody was ever asked to sign it."""
    hold_open(batch)
    if not may_be_dropped(batch):
        raise ValidationError("Đợt này còn đề nghị, hoặc đã từng trình, nên không bỏ được.")
    batch.delete()


def may_be_dropped(batch: CommendationBatch) -> bool:
    """What has a trail stays for good."""
    was_presented = AuditEntry.objects.of(batch).exists()
    return batch.is_editable and not was_presented and not batch.commendations.exists()


def candidates(batch: CommendationBatch, user: User) -> CommendationQuerySet:
    """What staff may gather here: of the batch's occasion or of none, and not their own."""
    fits = Q(occasion__isnull=True)
    if batch.occasion_id:
        fits |= Q(occasion=batch.occasion_id)
    waiting = Commendation.objects.to_gather().filter(fits)
    gathered = in_it(batch)
    found = Commendation.objects.filter(Q(pk__in=waiting) | Q(pk__in=gathered))
    return found.not_of(user)


@transaction.atomic
def gather(
    batch: CommendationBatch, *, chosen: set[int], shown: set[int], by: User
) -> tuple[int, int]:
    """Do what was changed on the page: ``chosen`` is ticked now, ``shown`` was ticked when it was
    opened, so what somebody else gathered meanwhile stays. Answer how many came and went."""
    hold_open(batch)
    batch.refresh_from_db()  # its occasion may be another since the page was asked for
    rows = list(candidates(batch, by).with_names())
    if not chosen - shown <= {row.pk for row in rows}:
        raise ValidationError("Có đề nghị vừa đổi trạng thái. Đồng chí xem lại rồi chọn.")
    coming = [row for row in rows if row.pk in chosen - shown and row.batch_id != batch.pk]
    going = [row for row in rows if row.pk in shown - chosen and row.batch_id == batch.pk]
    if in_it(batch).count() + len(coming) - len(going) > MOST:
        raise ValidationError(f"Một đợt nhiều nhất {MOST} đề nghị. Chia thành nhiều đợt.")
    for row in coming:
        move(row, "gather", by=by, note=batch.title, batch=batch)
    for row in going:
        move(row, "release", by=by, note=batch.title, batch=None)
    return len(coming), len(going)


def in_it(batch: CommendationBatch) -> CommendationQuerySet:
    return Commendation.objects.filter(batch=batch, status=CommendationStatus.GATHERED)


def hold_open(batch: CommendationBatch) -> None:
    """An idle update: whoever presents meanwhile waits for these rows, or comes first."""
    here = CommendationBatch.objects.filter(pk=batch.pk, status__in=CommendationBatch.EDITABLE)
    if not here.update(title=F("title")):
        raise IllegalMove(str(batch))


@transaction.atomic
def present_batch(
    batch: CommendationBatch, *, by: User, planned_on: date | None, planned_number: int | None
) -> None:
    """Hand the list to who decides; number and date are prepared, the signer decides."""
    if planned_number:
        refuse_taken(planned_number, planned_on or clock.today())
    hold_open(batch)
    if not in_it(batch).exists():
        raise ValidationError("Đợt này chưa có đề nghị nào. Chọn tập thể, cá nhân trước.")
    batch.refresh_from_db()
    batch.planned_on, batch.planned_number = planned_on, planned_number
    move(
        batch,
        "present",
        by=by,
        planned_on=planned_on,
        planned_number=planned_number,
        presented_paper=as_stored({**proposal_context(batch), "draft": False}),
    )


def refuse_taken(number: int, day: date) -> None:
    term, kind = Term.objects.of(None).on(day), decision_type()
    if term and IssuedDocument.objects.of_series(term, kind).filter(number=number).exists():
        told = number_taken(term, kind, number).message_dict["number"]
        raise ValidationError({"planned_number": told})


def decision_type() -> DocumentType:
    return DocumentType.objects.get(code=DECISION)


def next_number(day: date) -> int | None:
    return proposed_number(None, decision_type(), day)


def withdraw_batch(batch: CommendationBatch, *, by: User) -> None:
    move(batch, "withdraw", by=by, presented_paper=None)


def return_batch(batch: CommendationBatch, *, by: User, note: str) -> None:
    note = required_words(note, "Ghi điều cần sửa.")
    move(batch, "return", by=by, note=note, presented_paper=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """What the signer decides; ``fingerprint`` is that of the lists they read."""

    number: int
    dated_on: date
    authority: str
    fingerprint: str


def award_batch(batch: CommendationBatch, given: DecisionInput, *, by: User) -> IssuedDocument:
    """Freeze the lists, take the number, keep the file, award every row: all at once or not at all.

    What praises the signer is left out and goes into a batch of its own, for somebody else to sign.
    The decision is rendered before the transaction, so nobody waits for the press.
    """
    rows, own = parted(batch, by)
    if not rows:
        raise ValidationError(OWN_ONLY if own else NOTHING_LEFT)
    content = content_of(batch, rows)
    if fingerprint(content) != given.fingerprint:
        raise Clash(batch)
    document = new_document(order_for(batch, given, by))
    context = signed_context(content, document)
    pdf = render_pdf(DECISION_TEMPLATE, {**context, "check": stamped(document)})
    with number_in_turn(document):
        kept = {**content, "paper": as_stored(context)}
        move(batch, "award", by=by, note=str(document), signed_content=kept)
        refuse_changed(batch, given, by)
        decided = {"decision_number": document.full_number, "awarded_on": document.dated_on}
        for row in rows:
            move(row, "award", by=by, note=str(document), **decided)
        store(document, batch, pdf, by=by)
        if own:
            set_aside(batch, own, by=by)
    return document


def refuse_changed(batch: CommendationBatch, given: DecisionInput, by: User) -> None:
    """Asked once more behind the batch, which is ours now: while the paper was rendered it may have
    been returned, filled anew and presented again."""
    again = CommendationBatch.objects.select_related("occasion").get(pk=batch.pk)
    rows, _own = parted(again, by)
    if fingerprint(content_of(again, rows)) != given.fingerprint:
        raise Clash(batch)


def set_aside(batch: CommendationBatch, own: list[Commendation], *, by: User) -> None:
    """Q42: the signer's own rows wait, presented already, for another who may sign."""
    take_turns(*own)
    gathered = in_it(batch).filter(pk__in=[row.pk for row in own])
    if not gathered.exists():  # another leader has just refused them
        return
    rest = open_batch(title=batch.title, occasion=batch.occasion)
    gathered.update(batch=rest)
    note = "tách ra vì có đề nghị khen chính người ký"
    move(rest, "present", by=by, note=note, presented_paper=batch.presented_paper)


def order_for(batch: CommendationBatch, given: DecisionInput, by: User) -> Order:
    member = signer(by)
    return Order(
        cell=None,
        kind=decision_type(),
        authority=given.authority,
        number=given.number,
        dated_on=given.dated_on,
        abstract=batch.title,
        signer=member,
        signer_name=member.full_name,
        signer_title=title_of(by, None),
    )
