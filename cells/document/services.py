"""Keeping the register of directives: plain data with files, edited by staff, one after another."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from cells import clock
from cells.audit import note_down
from cells.document.models import Document, DocumentFile
from cells.text import required_words, search_key
from cells.uploads import shelf
from cells.uploads.checks import Upload
from cells.workflow import Clash

TWICE = "Văn bản này đã có trong sổ: cùng số, cơ quan và ngày ban hành."


def enter_document(values: dict[str, Any], uploads: Iterable[Upload], *, by: Any) -> Document:
    document = Document(**values)
    refuse_days_ahead(document)
    refuse_twice(document)
    refuse_wrong_replacing(document)
    write(document, uploads, by=by)
    return document


def edit_document(
    document: Document, values: dict[str, Any], uploads: Iterable[Upload], *, version: int, by: Any
) -> None:
    """Raises ``Clash`` for whoever began on an older version."""
    for name, value in values.items():
        setattr(document, name, value)
    refuse_days_ahead(document)
    refuse_twice(document)
    refuse_wrong_replacing(document)
    write(document, uploads, by=by, version=version)


def write(
    document: Document, uploads: Iterable[Upload], *, by: Any, version: int | None = None
) -> None:
    files = [DocumentFile.shelved(upload, by=by) for upload in uploads]
    try:
        with transaction.atomic():
            if version is not None:
                claim(document, version)
            document.save()
            for file in files:
                attach(file, document, by)
    except IntegrityError:  # somebody entered it in the same moment
        raise ValidationError({"symbol": TWICE}) from None


def claim(document: Document, version: int) -> None:
    """Counted by the database: the number came from a form and may be the largest there is."""
    here = Document.objects.filter(pk=document.pk, version=version)
    if not here.update(version=F("version") + 1):
        raise Clash(document)
    document.version = version + 1


def attach(file: DocumentFile, document: Document, by: Any) -> None:
    file.document = document
    file.save()
    note_down(document, by, "add_file", file.name)


@transaction.atomic
def remove_file(file: DocumentFile, *, by: Any, note: str) -> None:
    """For good, and at once: it may be what should never have been here."""
    why = required_words(note, "Ghi lý do bỏ tệp.")
    note_down(file.document, by, "remove_file", f"{file.name}: {why}")
    file.delete()
    transaction.on_commit(partial(shelf.throw_away, file.key))


def refuse_days_ahead(document: Document) -> None:
    if document.dated_on > clock.today():
        raise ValidationError(
            {"dated_on": "Ngày này còn ở phía trước. Ghi ngày ban hành như trên văn bản."}
        )


def refuse_twice(document: Document) -> None:
    """The same paper, however its capitals and accents were typed."""
    others = Document.objects.exclude(pk=document.pk).filter(
        symbol_key=search_key(document.symbol)[:60],
        issuer_key=search_key(document.issuer)[:200],
        dated_on=document.dated_on,
    )
    if others.exists():
        raise ValidationError({"symbol": TWICE})


def refuse_wrong_replacing(document: Document) -> None:
    """What is replaced is older, and no chain of papers leads back to its own beginning."""
    older = document.replaces
    if older is None:
        return
    if older.dated_on > document.dated_on:
        raise ValidationError(
            {"replaces": f"{older} ban hành sau, ngày {older.dated_on:%d/%m/%Y}. Chọn lại."}
        )
    while older is not None:
        if older.pk == document.pk:
            raise ValidationError(
                {"replaces": "Hai văn bản không thể thay thế lẫn nhau. Chọn lại."}
            )
        older = older.replaces
