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
SHRUNK_DOTS = {"JPEG": MOST_DOTS, "PNG": 16_000_000}  # of a PNG, all must be opened at once
SHRUNK_QUALITIES = (80, 65, 50)
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


def redrawn(content: bytes, extension: str) -> bytes:
    """Without place, camera and whatever else was written behind the dots."""
    form = FORMATS[extension]
    return saved(drawn(content, form, longest=LONGEST_SIDE, most_dots=MOST_DOTS), form, 90)


def shrunk(content: bytes, extension: str) -> bytes:
    """Redrawn, and light enough to send over a telephone's line: never heavier than it came where
    that can be helped. A PNG that nothing shines through is kept as JPEG where that is lighter."""
    form = FORMATS[extension]
    picture = drawn(content, form, longest=SHRUNK_SIDE, most_dots=SHRUNK_DOTS[form])
    if form == "PNG":
        kept = [saved(picture, "PNG")]
        if picture.mode != "RGBA" or picture.getchannel("A").getextrema() == (255, 255):
            kept.append(saved(picture.convert("RGB"), "JPEG", SHRUNK_QUALITIES[0]))
        return min(kept, key=len)
    for quality in SHRUNK_QUALITIES:
        lightest = saved(picture, "JPEG", quality)
        if len(lightest) <= len(content):
            break
    return lightest


def drawn(content: bytes, form: str, *, longest: int, most_dots: int) -> Image.Image:
    """The dots alone, upright; opened with as few copies as that allows."""
    try:
        with whole_pictures_only(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # we measure for ourselves
            picture = Image.open(BytesIO(content), formats=[form])
            refuse_size(*picture.size, most_dots)
            return bare(picture, form, (longest, longest))
    except Image.DecompressionBombError:
        raise ValidationError("Ảnh quá lớn. Thu nhỏ ảnh rồi tải lên.") from None
    except (*BROKEN, SyntaxError):
        raise ValidationError(UNREADABLE) from None


def refuse_size(width: int, height: int, most_dots: int) -> None:
    if max(width, height) > LONGEST_SIDE or width * height > most_dots:
        raise ValidationError(
            f"Ảnh quá lớn ({width} × {height} điểm; tối đa {most_dots // 1_000_000} triệu điểm). "
            "Thu nhỏ ảnh rồi tải lên."
        )


def bare(picture: Image.Image, form: str, box: tuple[int, int]) -> Image.Image:
    is_seen_through = picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info
    grey = "L" if picture.mode in {"1", "L"} else "RGB"
    mode = "RGBA" if is_seen_through else grey
    if form == "JPEG":
        picture.thumbnail(box)  # asked first, it is read at a fraction of its size
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode != mode or "transparency" in picture.info:
        picture = picture.convert(mode)  # before dots are mixed: numbers of colours cannot be
    picture.thumbnail(box)  # only ever smaller, in the same proportions
    picture.info = {}
    return picture


def saved(picture: Image.Image, form: str, quality: int = 90) -> bytes:
    out = BytesIO()
    picture.save(out, form, quality=quality)
    return out.getvalue()
