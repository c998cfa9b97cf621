"""Pictures: measured by their head, then drawn anew, so that nothing but the picture is kept."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageFile, ImageOps

from cells.sheet import BROKEN

LONGEST_SIDE = 12_000
MOST_DOTS = 40_000_000  # a page scanned at 600 dots an inch is 35 million
SHRUNK_SIDE = 2000
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
UNREADABLE = "Không mở được ảnh này. Lưu lại dạng JPG rồi tải lên."


@contextmanager
def whole_pictures_only() -> Iterator[None]:
    """WeasyPrint lets half pictures pass, in the whole process, once it is imported."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def shrunk(content: bytes, extension: str) -> bytes:
    """Redrawn, and small enough to send over a telephone's line."""
    return redrawn(content, extension, longest=SHRUNK_SIDE)


def redrawn(content: bytes, extension: str, *, longest: int = LONGEST_SIDE) -> bytes:
    """Without place, camera and whatever else was written behind the dots."""
    try:
        with whole_pictures_only(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # we measure for ourselves
            picture = Image.open(BytesIO(content), formats=[FORMATS[extension]])
            refuse_size(*picture.size)
            return drawn(ImageOps.exif_transpose(picture), FORMATS[extension], longest)
    except Image.DecompressionBombError:
        raise ValidationError("Ảnh quá lớn. Thu nhỏ ảnh rồi tải lên.") from None
    except (*BROKEN, SyntaxError):
        raise ValidationError(UNREADABLE) from None


def refuse_size(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE or width * height > MOST_DOTS:
        raise ValidationError(
            f"Ảnh quá lớn ({width} × {height} điểm; tối đa 40 triệu điểm). Thu nhỏ ảnh rồi tải lên."
        )


def drawn(picture: Image.Image, form: str, longest: int) -> bytes:
    is_seen_through = picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info
    grey = "L" if picture.mode in {"1", "L"} else "RGB"
    bare = picture.convert("RGBA" if form == "PNG" and is_seen_through else grey)
    bare.info = {}
    bare.thumbnail((longest, longest))  # only ever smaller, in the same proportions
    out = BytesIO()
    bare.save(out, form, quality=90)
    return out.getvalue()
