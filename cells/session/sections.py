"""What floors above know about a session: shown on its page and told in its minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cells.session.models import Session


@dataclass(frozen=True)
class Section:
    """``context`` answers nothing where there is nothing to show to that reader."""

    title: str
    template: str
    context: Callable[[Session, Any], dict[str, Any] | None]
    paragraphs: Callable[[Session], list[str]]


sections: list[Section] = []
