"""Asks fontconfig and the linker what printing needs, without the slow import of WeasyPrint."""

import ctypes
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

FONT = "Tinos"
INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore"


@register("print")
def printing_is_possible(**kwargs: Any) -> list[CheckMessage]:
    if not is_loadable("libpangoft2-1.0.so.0"):
        return [Error("Pango is missing: no paper can be printed.", hint=INSTALL, id="print.E001")]
    messages: list[CheckMessage] = []
    if matching_family(FONT) != FONT:
        without_it = "papers would mix fonts in the middle of Vietnamese words."
        messages.append(
            Error(f"The font {FONT} is missing: {without_it}", hint=INSTALL, id="print.E002")
        )
    if not is_loadable("libharfbuzz-subset.so.0"):
        slow = "harfbuzz-subset is missing: every PDF takes four times as long."
        messages.append(Warning(slow, hint=INSTALL, id="print.W001"))
    return messages


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def matching_family(family: str) -> str:
    """The family that fontconfig hands out when asked for this one: itself, if it is installed."""
    fontconfig = ctypes.CDLL("libfontconfig.so.1")  # Pango depends on it
    for function in ("FcNameParse", "FcFontMatch"):
        getattr(fontconfig, function).restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(family.encode()))
    fontconfig.FcConfigSubstitute(None, pattern, 0)
    fontconfig.FcDefaultSubstitute(pattern)
    match = ctypes.c_void_p(fontconfig.FcFontMatch(None, pattern, ctypes.byref(ctypes.c_int())))
    name = ctypes.c_char_p()
    fontconfig.FcPatternGetString(match, b"family", 0, ctypes.byref(name))
    found = (name.value or b"").decode()
    fontconfig.FcPatternDestroy(match)
    fontconfig.FcPatternDestroy(pattern)
    return found
