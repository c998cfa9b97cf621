"""Issuing: a number from the register of a body, and the file that goes with it, for good.

A paper is signed in three steps: ``new_document`` says what will be printed on it, the caller
renders it, and ``store`` keeps both in the transaction in which the caller moves the paper. So a
long render holds no lock, and whoever loses a number or a race has changed nothing.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cells import clock
from cells.audit import note_down, trace
from cells.issue.models import (
    LARGEST,
    OF_COMMITTEE,
    Authority,
    DocumentType,
    IssuedDocument,
    IssuedFile,
)
from cells.issue.stamp import Stamp, new_code, stamp_of
from cells.member.accounts.models import User
from cells.member.models import Member
from cells.organisation.models import Cell, Committee
from cells.print.letterhead import CELL_SYMBOL
from cells.programme.models import Term
from cells.text import clean, required_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is decided about a paper before it is issued; without a cell it is the committee's."""

    cell: Cell | None
    kind: DocumentType
    authority: str
    number: int
    dated_on: date
    abstract: str
    signer_name: str
    signer_title: str
    signer: Member | None = None
    replaces: IssuedDocument | None = None
    replace_reason: str = ""


def new_document(order: Order) -> IssuedDocument:
    """The row as it will stand in the register, not stored yet; refused by field."""
    check_authority(order)
    term = term_on(order.cell, order.dated_on)
    if not 1 <= order.number <= LARGEST:
        raise ValidationError({"number": f"Ghi số từ 1 đến {LARGEST}."})
    if IssuedDocument.objects.of_series(term, order.kind).filter(number=order.number).exists():
        raise number_taken(term, order.kind, order.number)
    reason = clean(order.replace_reason, max_length=300)
    if order.replaces and not reason:
        raise ValidationError({"replace_reason": f"Ghi lý do thay thế {order.replaces}."})
    return IssuedDocument(
        term=term,
        cell=order.cell,
        kind=order.kind,
        kind_name=order.kind.name,
        body_name=order.cell.name if order.cell else body_of(order.authority),
        number=order.number,
        symbol=symbol_of(order.kind, order.cell),
        dated_on=order.dated_on,
        abstract=clean(order.abstract, max_length=300),
        authority=order.authority,
        signer=order.signer,
        signer_name=order.signer_name,
        signer_title=order.signer_title,
        replaces=order.replaces,
        replace_reason=reason if order.replaces else "",
    )


def check_authority(order: Order) -> None:
    fits = order.authority == Authority.CELL if order.cell else order.authority in OF_COMMITTEE
    if not fits:
        raise ValidationError({"authority": "Chọn đúng tổ chức ban hành."})
    if not order.kind.may_be_issued_by(order.authority):
        body = Authority(order.authority).label
        raise ValidationError({"kind": f"{body} không ban hành {order.kind.name.lower()}."})
    if order.dated_on > clock.today():
        raise ValidationError({"dated_on": "Ngày ban hành chưa tới. Ghi hôm nay hoặc ngày đã qua."})


def term_on(cell: Cell | None, day: date) -> Term:
    """The term that numbers a body's papers of that day."""
    term = Term.objects.of(cell).on(day)
    if term is None:
        whose = cell.name if cell else "Đảng uỷ"
        raise ValidationError(
            {
                "dated_on": f"{whose} chưa có nhiệm kỳ nào chứa ngày {day:%d/%m/%Y}. "
                "Bộ phận giúp việc ghi nhiệm kỳ ở trang quản trị trước."
            }
        )
    return term


def symbol_of(kind: DocumentType, cell: Cell | None) -> str:
    body = CELL_SYMBOL if cell else Committee.objects.get(pk=1).symbol
    return f"{kind.abbreviation}/{body}"


def body_of(authority: str) -> str:
    """As the committee's bodies are called in full."""
    return f"{Authority(authority).label} {Committee.objects.get(pk=1).name}"


def proposed_number(cell: Cell | None, kind: DocumentType, day: date) -> int | None:
    """The next free number of the series, or nothing where no term numbers that day."""
    term = Term.objects.of(cell).on(day)
    return IssuedDocument.objects.of_series(term, kind).next_number() if term else None


def number_taken(term: Term, kind: DocumentType, number: int) -> ValidationError:
    following = IssuedDocument.objects.of_series(term, kind).next_number()
    sentence = (
        f"Số {number:02d} của loại {kind.name.lower()} đã cấp cho văn bản khác. "
        f"Số tiếp theo còn trống là {following:02d}."
    )
    return ValidationError({"number": sentence})


@contextmanager
def number_in_turn(document: IssuedDocument) -> Iterator[None]:
    """One transaction; whoever takes a number a moment too late hears which one is free now."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        same = IssuedDocument.objects.of_series(document.term, document.kind)
        if not same.filter(number=document.number).exists():
            raise
        raise number_taken(document.term, document.kind, document.number) from None


def stamped(document: IssuedDocument) -> Stamp:
    """Before it is printed: the code that its check strip shows."""
    document.check_code = code = new_code()
    return stamp_of(code)


def store(document: IssuedDocument, paper: Any, pdf: bytes, *, by: User) -> None:
    """Keep the row and its file; the caller moves the paper in the same transaction."""
    document.paper = paper
    document.sha256 = hashlib.sha256(pdf).hexdigest()
    document.issued_at, document.issued_by = clock.now(), by
    document.save(force_insert=True)
    IssuedFile.objects.create(document=document, content=pdf)


def enter_document(order: Order, *, by: User) -> IssuedDocument:
    """A paper issued outside this program takes its number by hand; there is no file to check."""
    document = new_document(order)
    document.issued_at, document.issued_by = clock.now(), by
    with number_in_turn(document):
        document.save(force_insert=True)
        trace(document, by, "enter", "", "")
    return document


def amend_document(document: IssuedDocument, *, by: User, reason: str, **values: Any) -> None:
    """Mend what was typed for a paper issued outside; what it said before stands in the trail."""
    reason = required_words(reason, "Ghi lý do sửa.")
    refuse_unless_by_hand(document)
    if values["dated_on"] > clock.today():
        raise ValidationError({"dated_on": "Ngày ban hành chưa tới. Ghi hôm nay hoặc ngày đã qua."})
    if term_on(document.cell, values["dated_on"]) != document.term:
        raise ValidationError({"dated_on": f"Ngày này không thuộc {document.term.name}."})
    changes = changed_words(document, values)
    for name, value in values.items():
        setattr(document, name, value)
    with number_in_turn(document):
        document.save(update_fields=[*values, "search_key"])
        note_down(document, by, "amend", f"{reason}. {changes}")


def changed_words(document: IssuedDocument, values: dict[str, Any]) -> str:
    """What the row said before, so that mending it loses nothing."""
    labels = {field.name: field.verbose_name for field in document._meta.concrete_fields}
    before = {name: getattr(document, name) for name in values}
    return "; ".join(
        f"{labels[name]} trước là “{said(before[name])}”"
        for name, value in values.items()
        if value != before[name]
    )


def said(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


@transaction.atomic
def void_document(document: IssuedDocument, *, by: User, reason: str) -> None:
    """A row entered by mistake: it stays, struck out, and its number is never given again."""
    reason = required_words(reason, "Ghi lý do huỷ dòng này.")
    refuse_unless_by_hand(document)
    # Asked again in the same breath: two who strike it out at once are one
    here = IssuedDocument.objects.filter(pk=document.pk, void_reason="")
    if not here.update(void_reason=clean(reason, max_length=300)):
        raise ValidationError("Dòng này đã huỷ từ trước.")
    note_down(document, by, "void", reason)


def refuse_unless_by_hand(document: IssuedDocument) -> None:
    if sentence := why_not_by_hand(document):
        raise ValidationError(sentence)


def why_not_by_hand(document: IssuedDocument) -> str:
    """Nothing where the row may be mended or struck out."""
    if not document.is_entered_by_hand:
        return "Văn bản ký trong hệ thống không sửa, không huỷ được. Cần sửa thì lập bản thay thế."
    is_open = IssuedDocument.objects.filter(pk=document.pk, void_reason="").exists()
    return "" if is_open else "Dòng này đã huỷ, không sửa được nữa."
