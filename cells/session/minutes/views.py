"""The minutes as a page and as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cells.session.minutes.composition import (
    Draft,
    MinutesContent,
    draft_of,
    from_json,
    minutes_in_force,
)
from cells.session.minutes.models import Minutes
from cells.session.minutes.paper import printed_minutes
from cells.session.minutes.rules import roles_open_to
from cells.session.minutes.services import ONE_PERSON, issued_before
from cells.session.models import Session
from cells.web import fetch_paper

sessions = Session.objects.select_related("cell", "chair", "minute_taker")


def session_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, sessions, pk, "read")
    return render(request, "cells/session/minutes/minutes.html", page_of(request, session))


def page_of(request: HttpRequest, session: Session) -> dict[str, Any]:
    minutes = minutes_in_force(session)
    draft = None if minutes else draft_of(session)
    return {
        "session": session,
        "minutes": minutes,
        "draft": draft,
        "content": words_of(minutes, draft),
        **signatures(request, session, minutes),
    }


def words_of(minutes: Minutes | None, draft: Draft | None) -> MinutesContent:
    """As signed, or as they would be signed now."""
    return draft.content if draft else from_json(minutes.content)


def signatures(request: HttpRequest, session: Session, minutes: Minutes | None) -> dict[str, Any]:
    """What the place of the two signatures shows, and what this user could add to it."""
    given = {each.role: each for each in minutes.signatures.all()} if minutes else {}
    document = minutes.documents.with_names().first() if minutes and minutes.signed_at else None
    open_roles = [] if document else roles_open_to(request.user, session)
    return {
        "given": given,
        "document": document,
        "theirs": [role for role in open_roles if role not in given],
        "replaced": None if session.status == "signed" else issued_before(session),
        "one_person": ONE_PERSON if session.chair_id == session.minute_taker_id else "",
    }


def session_minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored file once both have signed; before that a draft for those who may read."""
    session = fetch_paper(request, sessions, pk, "read")
    name = f"bien-ban-{session.cell.code.lower()}-{session.day:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{ascii_only(name)}"'}
    return HttpResponse(printed_minutes(session), content_type="application/pdf", headers=headers)


def ascii_only(name: str) -> str:
    """A code may hold any letter; a header may not."""
    return "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-."))
