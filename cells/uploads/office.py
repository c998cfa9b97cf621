"""Word, Excel and PowerPoint files: what the package says of itself, read without unpacking it."""

import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
from django.core.exceptions import ValidationError

from cells.sheet import BROKEN, is_bomb

MAX_PARTS = 3000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_CONTENTS = 1024 * 1024
CONTENTS = "[Content_Types].xml"
MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
# Parts that act: macros of three generations, controls, programs packed as objects
ACTING = ("vbaproject", "vbadata", "macrosheet", "activex", "oleobject", "macroenabled")
PROGRAMS = (".exe", ".dll", ".scr", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".hta", ".lnk", ".jar")
WITH_MACROS = (".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".pptm", ".potm")

UNREADABLE = "Không mở được tệp này. Mở bằng Office, lưu lại rồi tải lên."
BOMB = "Tệp nén bất thường, bung ra quá lớn. Lưu lại bằng Office rồi tải lên."
ACTS = (
    "Tệp có macro hoặc chương trình nhúng bên trong. "
    "Lưu lại dạng không macro, hoặc dạng PDF, rồi tải lên."
)


def refuse_bad_office(content: bytes, extension: str) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            refuse_bomb(parts, len(content))
            refuse_acting(part.filename for part in parts)
            refuse_false_contents(contents_of(package), extension)
    except (*BROKEN, SyntaxError):  # the second is what ElementTree says of bad XML
        raise ValidationError(UNREADABLE) from None
    return content


def refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    """By the directory alone. Parts that lie over one another are packed once and unpack often."""
    is_too_large = len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED
    is_overlapping = sum(part.compress_size for part in parts) > size
    if is_too_large or is_overlapping or any(is_bomb(part) for part in parts):
        raise ValidationError(BOMB)


def refuse_acting(names) -> None:
    for name in names:
        name = name.lower()
        if any(word in name for word in ACTING) or name.endswith((*PROGRAMS, *WITH_MACROS)):
            raise ValidationError(ACTS)


def contents_of(package: zipfile.ZipFile) -> Element:
    with package.open(CONTENTS) as stream:
        listed = stream.read(MAX_CONTENTS + 1)
    if len(listed) > MAX_CONTENTS:
        raise ValidationError(BOMB)
    return defusedxml.ElementTree.fromstring(listed, forbid_dtd=True)


def refuse_false_contents(contents: Element, extension: str) -> None:
    """A part may bear any name; what Office does with it stands in the list of contents."""
    types = [part.get("ContentType", "").lower() for part in contents]
    refuse_acting(types)
    if not any(each.endswith(MAIN[extension]) for each in types):
        raise ValidationError(
            f"Tệp mang đuôi .{extension} nhưng bên trong là loại khác. Lưu đúng dạng rồi tải lên."
        )
