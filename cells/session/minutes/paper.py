"""Minutes as a printed paper: what ``pdf/minutes.html`` needs, in plain values."""

import textwrap
from dataclasses import asdict
from datetime import date
from typing import Any

from cells.issue.models import IssuedDocument
from cells.organisation.models import Committee
from cells.print.letterhead import letterhead_for
from cells.print.profile import profile_for
from cells.print.render import render_pdf
from cells.session.minutes.composition import (
    MinutesContent,
    Part,
    RollList,
    draft_of,
    from_json,
    minutes_in_force,
)
from cells.session.models import Session

TEMPLATE = "pdf/minutes.html"
TYPE = "BB"
LONGEST_ABSTRACT = 290


def draft_context(session: Session, content: MinutesContent) -> dict[str, Any]:
    """Not signed by both yet: the mark of a draft, room for number and day."""
    day = content.held_on
    blanks: dict[str, Any] = {"draft": True, "number": None, "dated_on": None, "intro": []}
    return {**body_context(session, content, day), **blanks}


def signed_context(
    session: Session, content: MinutesContent, document: IssuedDocument
) -> dict[str, Any]:
    context = {
        **body_context(session, content, document.dated_on),
        "draft": False,
        "number": document.number,
        "dated_on": document.dated_on,
        "symbol_suffix": document.symbol,
        "intro": [],
    }
    if document.replaces:
        context["intro"] = [replacement(document.replaces, document)]
    return context


def replacement(old: IssuedDocument, new: IssuedDocument) -> str:
    """The paper itself says which one it takes the place of, and why."""
    return (
        f"Biên bản này thay thế Biên bản số {old.full_number}, ngày {old.dated_on:%d/%m/%Y}, "
        f"vì {new.replace_reason.rstrip('.')}."
    )


def body_context(session: Session, content: MinutesContent, day: date) -> dict[str, Any]:
    letterhead = letterhead_for(session.cell, day)
    return {
        "profile": profile_for(day),
        "created": day,
        "letterhead": letterhead,
        "symbol_suffix": f"{TYPE}/{letterhead.symbol}",
        "year": day.year,
        "abstract": list(content.abstract),
        "sections": [printed(part) for part in content.parts],
        "minute_taker_name": content.minute_taker.name,
        "chair_name": content.chair.name,
        "recipients": recipients(session),
        "issuer": content.cell,
        "rolls": [printed_roll(roll) for roll in content.rolls],
    }


def printed(part: Part) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "paragraphs": list(part.paragraphs),
        "empty": bool(part.heading) and not part.paragraphs,
    }


def printed_roll(roll: RollList) -> dict[str, Any]:
    return {
        "cell": roll.cell,
        "rows": [asdict(row) for row in roll.rows],
        "total": list(roll.total),
    }


def recipients(session: Session) -> list[str]:
    kind = session.cell.get_kind_display()
    return [f"{Committee.objects.get(pk=1).name} (để báo cáo)", f"Lưu {kind.capitalize()}"]


def abstract_in_register(content: MinutesContent) -> str:
    """On one line, and no longer than a register takes."""
    return textwrap.shorten(", ".join(content.abstract), LONGEST_ABSTRACT, placeholder="…")


def printed_minutes(session: Session) -> bytes:
    """The file that was signed, byte for byte; else a draft made now."""
    minutes = minutes_in_force(session)
    if minutes and minutes.signed_at:
        return bytes(minutes.documents.get().file.content)
    content = from_json(minutes.content) if minutes else draft_of(session).content
    return render_pdf(TEMPLATE, draft_context(session, content))
