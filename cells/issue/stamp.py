"""The mark by which anybody can check a print: a code, its address, and both as a QR."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from cells.print.qr import qr_of

# Crockford's letters: no I, L, O, U, so that a code read aloud or off paper stays what it is
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Stamp:
    code: str  # as printed: 7K2M9-QX4TB
    address: str
    qr: SafeString  # inline SVG: nothing is fetched while printing


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """A code as stored, from what a person types: any case, with or without the hyphen."""
    letters = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return letters.translate(MISREAD)


def stamp_of(code: str) -> Stamp:
    path = reverse("check-paper", args=[code])
    # In capitals the address fits the QR's alphanumeric mode: fewer, larger modules
    scanned = settings.CHI03_ADDRESS.upper() + path.upper()
    half = LENGTH // 2
    shown = settings.CHI03_ADDRESS.partition("://")[2] + path
    return Stamp(f"{code[:half]}-{code[half:]}", shown, qr_of(scanned))
