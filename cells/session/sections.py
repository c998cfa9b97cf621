"""What others show on a session: ``cells`` may not know pledges, yet a session hears the month's
reports. ``PledgesConfig.ready()`` fills the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cells.session.models import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``context`` answers what the template reads as ``given``, or None where this user or this
    session has nothing to see; ``paragraphs`` are whole sentences for the minutes."""

    title: str
    template: str
    context: Callable[[Session, Any], dict[str, Any] | None]
    paragraphs: Callable[[Session], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    title: str
    template: str
    given: dict[str, Any]


sections: list[Section] = []


def shown(session: Session, user: Any) -> list[ShownSection]:
    """Drawn by ``templates/cells/session/_sections.html``."""
    told = [(section, section.context(session, user)) for section in sections]
    return [
        ShownSection(title=section.title, template=section.template, given=given)
        for section, given in told
        if given is not None
    ]
