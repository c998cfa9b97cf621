"""A signed paper is stored as plain values and printed from them alone."""

from dataclasses import asdict
from datetime import date
from types import SimpleNamespace
from typing import Any

from cells.print.profile import PROFILES

DATES = ("created", "dated_on")  # of a paper without its number yet the second stays open


def as_stored(context: dict[str, Any]) -> dict[str, Any]:
    return {
        **context,
        "profile": context["profile"].code,
        "letterhead": asdict(context["letterhead"]),
        **{name: context[name] and context[name].isoformat() for name in DATES},
    }


def from_stored(stored: dict[str, Any]) -> dict[str, Any]:
    """The head is what was stored and no more: today's class may know a line that it did not."""
    heads = {name: lined(value) for name, value in stored["letterhead"].items()}
    return {
        **stored,
        "profile": PROFILES[stored["profile"]],
        "letterhead": SimpleNamespace(**heads),
        **{name: stored[name] and date.fromisoformat(stored[name]) for name in DATES},
    }


def lined(value: Any) -> Any:
    """JSON knows lists only; header lines are tuples."""
    return tuple(value) if isinstance(value, list) else value
