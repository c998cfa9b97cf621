"""PDF files: they open, and they only show – no script, no program to start, no file inside."""

import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from cells.sheet import BROKEN

MOST_PAGES = 2000
# A file that leads to more, or that takes longer to follow, is not worth a worker
MOST_OBJECTS = 200_000
LONGEST = 15  # seconds of this thread
# Long enough not to stand by chance in a packed picture; all else is looked for object by object
WORDS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
ACTIONS = {
    "/GoTo3DView",
    "/GoToE",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/RichMediaExecute",
    "/Sound",
    "/SubmitForm",
}
NOTES = {"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"}
# A file within, scripts of the document, a second document with scripts
KEYS = {"/EF", "/EmbeddedFiles", "/JavaScript", "/XFA"}

UNREADABLE = "Không mở được tệp PDF này. Lưu hoặc quét lại rồi tải lên."
LOCKED = "Tệp PDF có mật khẩu hoặc bị khoá quyền. Bỏ khoá, lưu lại rồi tải lên."
ACTS = (
    "Tệp PDF có lệnh tự chạy hoặc tệp khác kèm bên trong. "
    "In lại ra PDF (Print to PDF) rồi tải bản ấy lên."
)


TANGLED = "Tệp PDF này quá phức tạp, không kiểm được. In lại ra PDF rồi tải bản ấy lên."


def refuse_bad_pdf(content: bytes, _extension: str) -> bytes:
    if any(word in content for word in WORDS):
        raise ValidationError(ACTS)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise ValidationError(LOCKED)
        refuse_length(len(reader.pages))
        if any(acts(each) for each in dictionaries_of(reader)):
            raise ValidationError(ACTS)
        reader.pages[0].mediabox  # noqa: B018 – a page that can be shown
    except (*BROKEN, PyPdfError):
        raise ValidationError(UNREADABLE) from None
    return content


def refuse_length(pages: int) -> None:
    if pages > MOST_PAGES:
        raise ValidationError(f"Tệp PDF có {pages} trang, quá {MOST_PAGES}. Tách thành nhiều tệp.")
    if not pages:
        raise ValidationError(UNREADABLE)


def dictionaries_of(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Whatever the document leads to, each object once: an action may hide behind any other."""
    until = time.thread_time() + LONGEST
    waiting: list[Any] = [reader.trailer]
    met: set[tuple[int, int]] = set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if (key := (thing.idnum, thing.generation)) in met:
                continue
            met.add(key)
            if len(met) > MOST_OBJECTS or time.thread_time() > until:
                raise ValidationError(TANGLED)
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting.extend(dict.values(thing))
        elif isinstance(thing, ArrayObject):
            waiting.extend(thing)


def acts(thing: DictionaryObject) -> bool:
    """Names arrive decoded: ``/JavaScr#69pt`` is ``/JavaScript`` here as it is to a reader."""
    action, note = plain(thing, "/S"), plain(thing, "/Subtype")
    return bool(KEYS & thing.keys()) or action in ACTIONS or note in NOTES


def plain(thing: DictionaryObject, name: str) -> str:
    """The name that stands there, perhaps as an object of its own."""
    value: Any = thing.get(name)
    return str(value.get_object()) if hasattr(value, "get_object") else ""
