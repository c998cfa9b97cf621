"""PDF files: they open, and they only show – no script, no program to start, no file inside."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from cells.sheet import BROKEN

MOST_PAGES = 2000
# Long enough not to stand by chance in a packed picture; short names are looked for in the tree
WORDS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"}

UNREADABLE = "Không mở được tệp PDF này. Lưu hoặc quét lại rồi tải lên."
LOCKED = "Tệp PDF có mật khẩu hoặc bị khoá quyền. Bỏ khoá, lưu lại rồi tải lên."
ACTS = (
    "Tệp PDF có lệnh tự chạy hoặc tệp khác kèm bên trong. "
    "In lại ra PDF (Print to PDF) rồi tải bản ấy lên."
)


def refuse_bad_pdf(content: bytes, _extension: str) -> bytes:
    if any(word in content for word in WORDS):
        raise ValidationError(ACTS)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise ValidationError(LOCKED)
        refuse_length(len(reader.pages))
        if any(acts(each) for each in places_of_actions(reader)):
            raise ValidationError(ACTS)
    except (*BROKEN, PyPdfError):
        raise ValidationError(UNREADABLE) from None
    return content


def refuse_length(pages: int) -> None:
    if pages > MOST_PAGES:
        raise ValidationError(f"Tệp PDF có {pages} trang, quá {MOST_PAGES}. Tách thành nhiều tệp.")
    if not pages:
        raise ValidationError(UNREADABLE)


def places_of_actions(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The document, its pages, and what lies on the pages: whatever may carry an action."""
    yield reader.root_object
    for page in reader.pages:
        yield page
        for note in plain(page.get("/Annots")) or []:
            if isinstance(note := plain(note), DictionaryObject):
                yield note


def acts(thing: DictionaryObject) -> bool:
    names = plain(thing.get("/Names"))
    if isinstance(names, DictionaryObject) and {"/JavaScript", "/EmbeddedFiles"} & set(names):
        return True
    form = plain(thing.get("/AcroForm"))
    if isinstance(form, DictionaryObject) and "/XFA" in form:  # a second document, with scripts
        return True
    triggers = plain(thing.get("/AA"))
    steps = list(triggers.values()) if isinstance(triggers, DictionaryObject) else []
    return any(
        is_action(plain(step)) for step in [thing.get("/OpenAction"), thing.get("/A"), *steps]
    )


def is_action(step: Any) -> bool:
    return isinstance(step, DictionaryObject) and plain(step.get("/S")) in ACTIONS


def plain(thing: Any) -> Any:
    return thing.get_object() if hasattr(thing, "get_object") else thing
