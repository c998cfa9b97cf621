"""A card of Việc cần làm, and the words that every card says alike."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cells import clock

OVERDUE, RETURNED = "Quá hạn", "Cần bổ sung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One card: its state, by when, what, why, and the one button."""

    state: str
    css: str
    title: str
    action: str
    url: str
    due: str = ""
    text: str = ""
    said: str = ""
    more: tuple[str, str] | None = None  # a second, quieter link: label and address
    paper: tuple[type, int] | None = None  # the returned paper that the card speaks about


def css_of(label: str) -> str:
    return {OVERDUE: "late", RETURNED: "return"}.get(label, "draft")


def due_words(due_on: date) -> str:
    days = (due_on - clock.today()).days
    when = f"Hạn {due_on:%d/%m}"
    if days < 0:
        return f"{when}, quá {-days} ngày"
    return f"{when}, còn {days} ngày" if days else f"{when}, hôm nay"


def queue(name: str, **query: Any) -> str:
    return f"{reverse(name)}?{urlencode(query)}"
