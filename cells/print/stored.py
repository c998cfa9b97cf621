"""A signed paper is stored as plain values and printed from them alone."""

from dataclasses import asdict
from datetime import date
from typing import Any

from cells.print.letterhead import LetterheadLines
from cells.print.profile import PROFILES

DATES = ("created", "dated_on")


def as_stored(context: dict[str, Any]) -> dict[str, Any]:
    return {
        **context,
        "profile": context["profile"].code,
        "letterhead": asdict(context["letterhead"]),
        **{name: context[name].isoformat() for name in DATES},
    }


def from_stored(stored: dict[str, Any]) -> dict[str, Any]:
    heads = {name: lined(value) for name, value in stored["letterhead"].items()}
    return {
        **stored,
        "profile": PROFILES[stored["profile"]],
        "letterhead": LetterheadLines(**heads),
        **{name: date.fromisoformat(stored[name]) for name in DATES},
    }


def lined(value: Any) -> Any:
    """JSON knows lists only; header lines are tuples."""
    return tuple(value) if isinstance(value, list) else value
