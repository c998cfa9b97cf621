"""What may be uploaded: judged by name and by content, before anything is unpacked or stored.

``inspect`` is the one way in. Whatever it refuses it refuses with a sentence for the person who
chose the file; what it answers is what will be kept: pictures drawn anew, the rest byte for byte.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from cells.text import clean
from cells.uploads.office import refuse_bad_office
from cells.uploads.pdf import refuse_bad_pdf
from cells.uploads.pictures import redrawn, shrunk

MAX_BYTES = 20 * 1024 * 1024
NAME_LENGTH = 120
ALLOWED = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), ảnh JPG hoặc PNG"
PICTURE = "Ảnh"
OOXML = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of file: how it begins, what it is called on the way out, who looks inside."""

    label: str
    beginning: bytes
    media_type: str
    look: Callable[[bytes, str], bytes]

    @property
    def inside(self) -> str:
        """In the middle of a sentence: PDF and Word are names."""
        return self.label.lower() if self.label == PICTURE else self.label


JPEG = Kind(PICTURE, b"\xff\xd8\xff", "image/jpeg", redrawn)
KINDS = {
    "pdf": Kind("PDF", b"%PDF-", "application/pdf", refuse_bad_pdf),
    "docx": Kind("Word", b"PK\x03\x04", OOXML + "wordprocessingml.document", refuse_bad_office),
    "xlsx": Kind("Excel", b"PK\x03\x04", OOXML + "spreadsheetml.sheet", refuse_bad_office),
    "pptx": Kind(
        "PowerPoint", b"PK\x03\x04", OOXML + "presentationml.presentation", refuse_bad_office
    ),
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": Kind(PICTURE, b"\x89PNG\r\n\x1a\n", "image/png", redrawn),
}


@dataclass(frozen=True, slots=True)
class Intake:
    """What one box for files takes: which kinds, said in words, and how heavy each may be."""

    kinds: dict[str, Kind]
    words: str
    most_megabytes: int
    advice: dict[str, str]  # for what people bring though it is not taken

    @property
    def accept(self) -> str:
        return ",".join(f".{extension}" for extension in self.kinds)

    @property
    def most_bytes(self) -> int:
        return self.most_megabytes * 1024 * 1024


NOT_ALLOWED = {  # what people do bring, and what they can do about it
    "doc": "Mở bằng Word, lưu lại dạng .docx hoặc PDF rồi tải lên.",
    "rtf": "Mở bằng Word, lưu lại dạng .docx hoặc PDF rồi tải lên.",
    "odt": "Lưu lại dạng .docx hoặc PDF rồi tải lên.",
    "xls": "Mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.",
    "ppt": "Mở bằng PowerPoint, lưu lại dạng .pptx hoặc PDF rồi tải lên.",
    "docm": "Tệp này có macro. Lưu lại dạng .docx không macro.",
    "xlsm": "Tệp này có macro. Lưu lại dạng .xlsx không macro.",
    "pptm": "Tệp này có macro. Lưu lại dạng .pptx không macro.",
    "heic": "Lưu ảnh lại dạng JPG rồi tải lên.",
    "zip": "Tải lên từng tệp bên trong, không tải tệp nén.",
    "rar": "Tải lên từng tệp bên trong, không tải tệp nén.",
}
DOCUMENTS = Intake(KINDS, ALLOWED, 20, NOT_ALLOWED)
# What shows that something was done: nobody needs every dot of a photograph for that
SHRUNK = {name: replace(KINDS[name], look=shrunk) for name in ("jpg", "jpeg", "png")}
PROOFS = Intake(
    {**SHRUNK, "pdf": KINDS["pdf"]},
    "ảnh JPG, PNG hoặc tệp PDF",
    10,
    {"heic": NOT_ALLOWED["heic"]},
)
TOO_HEAVY = "Tệp nặng quá {} MB. Quét lại ở mức thấp hơn hoặc tách thành nhiều tệp."
PICTURE_TOO_HEAVY = "Ảnh nặng quá {} MB. Thu nhỏ ảnh rồi tải lên."


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that passed: as it will be called and kept."""

    name: str
    kind: str
    content: bytes


def inspect(
    content: bytes, name: str, *, size: int | None = None, intake: Intake = DOCUMENTS
) -> Upload:
    """The file as it may be kept, or a ValidationError that says why not."""
    stem, extension = parted(name)
    kind = intake.kinds.get(extension)
    if kind is None:
        advice = intake.advice.get(extension, f"Chỉ nhận {intake.words}.")
        raise ValidationError(
            f"Không nhận tệp {f'.{extension}' if extension else 'không đuôi'}. {advice}"
        )
    if max(size or 0, len(content)) > intake.most_bytes:
        words = PICTURE_TOO_HEAVY if kind.label == PICTURE else TOO_HEAVY
        raise ValidationError(words.format(intake.most_megabytes))
    if not content:
        raise ValidationError("Tệp rỗng. Chọn lại tệp.")
    if not content.startswith(kind.beginning):
        raise ValidationError(
            f"Tệp mang đuôi .{extension} nhưng bên trong không phải {kind.inside}. "
            "Mở xem lại, lưu đúng dạng rồi tải lên."
        )
    kept = kind.look(content, extension)
    if not kept.startswith(kind.beginning):
        extension = "jpg"  # a photograph that came as PNG, kept as what is lighter
    return Upload(f"{stem}.{extension}", extension, kept)


def parted(name: str) -> tuple[str, str]:
    """The name to show and its extension: no folders, nothing invisible or from right to left."""
    last = re.split(r"[/\\]", name)[-1]
    try:
        last = clean(last, max_length=1000)
    except ValidationError:
        raise ValidationError("Tên tệp có ký tự lạ. Đổi tên tệp rồi tải lên.") from None
    stem, dot, extension = last.rpartition(".")
    if not dot:
        return last, ""
    extension = extension.lower().strip()
    if not re.fullmatch(r"[a-z0-9]{1,10}", extension):
        return stem, ""
    return shortened(stem.strip(" .")), extension


def shortened(stem: str) -> str:
    if len(stem) > NAME_LENGTH:
        stem = stem[: NAME_LENGTH - 1].rstrip() + "…"
    return stem or "tep"
