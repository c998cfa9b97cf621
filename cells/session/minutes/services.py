"""What happens to minutes: parts edited, signed by two people, issued, reopened with a reason."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells import clock
from cells.issue.models import Authority, DocumentType, IssuedDocument
from cells.issue.services import (
    Order,
    new_document,
    number_in_turn,
    proposed_number,
    stamped,
    store,
)
from cells.issue.types import MINUTES
from cells.member.accounts.models import User
from cells.print.render import render_pdf
from cells.session.minutes.composition import (
    DraftPart,
    as_json,
    digest,
    draft_of,
    fingerprint,
    from_json,
    minutes_in_force,
)
from cells.session.minutes.models import (
    REASON_LENGTH,
    Minutes,
    MinutesPart,
    MinutesSignature,
    Signatory,
)
from cells.session.minutes.paper import TEMPLATE, abstract_in_register, signed_context
from cells.session.minutes.rules import may_sign_as, roles_open_to
from cells.session.models import Session
from cells.session.services import hold_open
from cells.text import clean
from cells.workflow import Clash, IllegalMove, move

NO_SUCH_PART = "Biên bản này không còn phần đó."
ONE_PERSON = (
    "Chủ trì và người ghi biên bản đang là một đồng chí, mà biên bản cần hai chữ ký khác nhau. "
    "Sửa một trong hai ở trang chuẩn bị rồi ký."
)
SIGNED_ALREADY = "Chữ ký này đã có; còn chờ chữ ký của đồng chí kia."
NOT_THEIRS = "Đồng chí không ký, không ghi nhận được chữ ký này."
SIGNER_TITLE = "CHỦ TRÌ HỘI NGHỊ"

# --- words ---


@transaction.atomic
def save_part(
    session: Session, key: str, *, text: str, version: int, by: User, seen: str = ""
) -> MinutesPart:
    """Keep somebody's words for one part, unless others were saved in the meantime.

    ``seen`` is the digest of the composed words that stood before the editor; saved unchanged,
    they stay composed and go on following the data. Without any text so does an emptied part.
    """
    hold_open(session)
    composed = composed_part(session, key)
    seen = seen or composed.seen
    text = "" if digest(text) == seen else text
    part, _ = MinutesPart.objects.get_or_create(session=session, key=key)
    if part.text == text and (not text or part.composed_from == seen):
        return part
    claim_part(part, version, text=text, composed_from=seen if text else "")
    return part


@transaction.atomic
def restore_part(session: Session, key: str, *, version: int, by: User) -> None:
    """Let the part say again what is composed from the data."""
    hold_open(session)
    part = session.minutes_parts.filter(key=key).first()
    if part is None or not part.text:
        return
    claim_part(part, version, text="", composed_from="")


def claim_part(part: MinutesPart, version: int, **words: str) -> None:
    here = MinutesPart.objects.filter(pk=part.pk, version=version)
    if not here.update(version=F("version") + 1, saved_at=clock.now(), **words):
        raise Clash(part)
    part.refresh_from_db()


def composed_part(session: Session, key: str) -> DraftPart:
    part = draft_of(session).part(key)
    if part is None:
        raise ValidationError(NO_SUCH_PART)
    return part


# --- signatures ---


@transaction.atomic
def sign_session(
    session: Session, *, by: User, role: str | None = None, read: str | None = None
) -> Minutes:
    """The first of two signatures: from now on the words stand still.

    ``read`` is the fingerprint of what the signer had on the page; ``role`` says whose signature,
    where one could give or record both.
    """
    hold_open(session)
    session.refresh_from_db()  # held from here on: what was read before may have changed since
    role = role_of(session, by, role)
    refuse_one_person(session)
    content = draft_of(session).content
    if read is not None and fingerprint(content) != read:
        raise Clash(session)
    move(session, "sign", by=by, note=signing_note(session, role, by))
    minutes = Minutes.objects.create(
        session=session, content=as_json(content), begun_at=clock.now()
    )
    put_signature(minutes, role, by)
    return minutes


def countersign_session(
    session: Session,
    *,
    by: User,
    number: int,
    dated_on: date,
    role: str | None = None,
    read: str | None = None,
) -> IssuedDocument:
    """The second signature issues the paper: number, date, file – all at once or not at all.

    It is rendered before the transaction, so nobody waits for the press.
    """
    minutes = minutes_in_force(session)
    if minutes is None or minutes.signed_at:
        raise IllegalMove(str(session))
    content = from_json(minutes.content)
    if read is not None and fingerprint(content) != read:
        raise Clash(session)
    role = missing_role(minutes, role_of(session, by, role, minutes))
    old = issued_before(session)
    refuse_early(session, dated_on, old)
    document = new_document(order_for(minutes, number, dated_on, old))
    context = signed_context(session, content, document)
    pdf = render_pdf(TEMPLATE, {**context, "check": stamped(document)})
    with number_in_turn(document):
        note = f"{signing_note(session, role, by)} {document}"
        move(session, "countersign", by=by, note=note)
        put_signature(minutes, role, by)
        finish(minutes)
        store(document, minutes, pdf, by=by)
    return document


def finish(minutes: Minutes) -> None:
    """Only the very minutes that were read: reopened and begun anew meanwhile, they are others."""
    here = Minutes.objects.filter(pk=minutes.pk, reopened_at__isnull=True, signed_at__isnull=True)
    if not here.update(signed_at=clock.now()):
        raise IllegalMove(str(minutes))
    minutes.refresh_from_db()


@transaction.atomic
def reopen_session(session: Session, *, by: User, note: str) -> None:
    """Back to editing, with a reason; edited words stay, the issued file stays in the register."""
    reason = clean(note, max_length=REASON_LENGTH)
    if not reason:
        raise ValidationError({"note": "Ghi lý do mở lại biên bản."})
    move(session, "reopen", by=by, note=reason)
    undone = session.minutes.filter(reopened_at__isnull=True)
    undone.update(reopened_at=clock.now(), reopened_by=by, reopen_reason=reason)


def role_of(session: Session, by: User, role: str | None, minutes: Minutes | None = None) -> str:
    """The signature that is meant: the named one, else the only one missing that is theirs."""
    theirs = roles_open_to(by, session)
    if role is None:
        given = set(minutes.signatures.values_list("role", flat=True)) if minutes else set()
        role = next((each for each in theirs if each not in given), next(iter(theirs), None))
    if role is None or role not in theirs:
        raise ValidationError(NOT_THEIRS)
    return role


def missing_role(minutes: Minutes, role: str) -> str:
    if minutes.signatures.filter(role=role).exists():
        raise ValidationError(SIGNED_ALREADY)
    return role


def refuse_one_person(session: Session) -> None:
    if session.chair_id == session.minute_taker_id:
        raise ValidationError(ONE_PERSON)


def put_signature(minutes: Minutes, role: str, by: User) -> MinutesSignature:
    session = minutes.session
    name, held = named(minutes, role)
    return MinutesSignature.objects.create(
        minutes=minutes,
        role=role,
        name=name,
        title=held,
        is_on_paper=not may_sign_as(by, session, role),
        recorded_by=by,
        recorder_name=str(by)[:150],
        at=clock.now(),
    )


def named(minutes: Minutes, role: str) -> tuple[str, str]:
    """As the paper itself calls the person."""
    content = from_json(minutes.content)
    signer = content.chair if role == Signatory.CHAIR else content.minute_taker
    return signer.name, signer.title


def signing_note(session: Session, role: str, by: User) -> str:
    """What the trail says; whose signature is only recorded is told apart."""
    whose = session.chair if role == Signatory.CHAIR else session.minute_taker
    label = Signatory(role).label
    if may_sign_as(by, session, role):
        return f"{label}."
    return f"{label}: đồng chí {whose} đã ký trên giấy, đồng chí {by} ghi nhận."


# --- the paper ---


def issued_before(session: Session) -> IssuedDocument | None:
    """What the next signing takes the place of: the last paper of this session."""
    signed = session.minutes.filter(signed_at__isnull=False, reopened_at__isnull=False)
    last = signed.order_by("-signed_at", "-pk").first()
    return last.documents.get() if last else None


def reason_of_reopening(document: IssuedDocument | None) -> str:
    minutes: Any = document.paper if document else None
    return minutes.reopen_reason if minutes else ""


def refuse_early(session: Session, dated_on: date, old: IssuedDocument | None) -> None:
    if dated_on < session.day:
        raise ValidationError(
            {"dated_on": f"Buổi sinh hoạt là ngày {session.day:%d/%m/%Y}. Ghi ngày không trước."}
        )
    if old and dated_on < old.dated_on:
        day = f"{old.dated_on:%d/%m/%Y}"
        raise ValidationError({"dated_on": f"{old} ban hành ngày {day}. Ghi ngày không trước."})


def order_for(minutes: Minutes, number: int, dated_on: date, old: IssuedDocument | None) -> Order:
    session = minutes.session
    name, _held = named(minutes, Signatory.CHAIR)
    return Order(
        cell=session.cell,
        kind=kind_of_minutes(),
        authority=Authority.CELL,
        number=number,
        dated_on=dated_on,
        abstract=abstract_in_register(from_json(minutes.content)),
        signer=session.chair,
        signer_name=name,
        signer_title=SIGNER_TITLE,
        replaces=old,
        replace_reason=reason_of_reopening(old),
    )


def kind_of_minutes() -> DocumentType:
    return DocumentType.objects.get(code=MINUTES)


def next_number(session: Session, day: date) -> int | None:
    return proposed_number(session.cell, kind_of_minutes(), day)
