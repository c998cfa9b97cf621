"""What the pages of a running session share: finding it, its rows, and the words that came late."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells.member.models import Member
from cells.session.course.figures import entitled, labels_of, participants, vote_words
from cells.session.course.forms import ItemForm, SpeechForm, VoteForm
from cells.session.models import AgendaItem, Session, Speech, Vote
from cells.session.services import why_closed
from cells.web import TOO_LATE, fetch_paper, typed_words

sessions = Session.objects.select_related("cell", "chair", "minute_taker")
CLASHED = "Có người vừa lưu bản khác. Chữ của đồng chí còn nguyên bên dưới."
GONE = "Có người vừa xoá nội dung, ý kiến, biểu quyết hoặc việc này nên không lưu vào đó được."


def recorded(request: HttpRequest, pk: int) -> Session:
    """A session that this user takes the notes of."""
    return fetch_paper(request, sessions, pk, "record")


def settled(request: HttpRequest, session: Session) -> HttpResponse | None:
    """Opened too late: the way to the session's page; None while it may be written."""
    if session.is_editable:
        return None
    messages.info(request, why_closed(session))
    return redirect(session)


def too_late(
    request: HttpRequest, session: Session, form: BaseForm | None = None, why_gone: str = GONE
) -> HttpResponse:
    """Somebody signed meanwhile, or took away what was being written on; what was typed is shown
    again, so that nothing is lost."""
    closed, words = why_closed(session), typed_words(form) if form else []
    if not words:
        messages.warning(request, closed or TOO_LATE)
        return redirect(session)
    context = {"session": session, "words": words, "why": closed or why_gone}
    return render(request, "cells/session/course/words.html", context, status=409)


def gone(
    request: HttpRequest, session: Session, form: BaseForm | None = None, why: str = GONE
) -> HttpResponse:
    """The row of this address is not there (any more): a visitor finds nothing, a writer's words
    are given back."""
    if request.method != "POST":
        raise Http404
    return too_late(request, session, form, why)


def on_version(form: Any, version: int) -> None:
    """The typed words stay in their boxes; saved again they rest on the version that is there."""
    form.data = form.data.copy()
    form.data["version"] = version


def at_item(session_pk: int, item: AgendaItem) -> str:
    return f"{address_of(session_pk)}#muc-{item.pk}"


def address_of(session_pk: int) -> str:
    return redirect("session-course", session_pk).url


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item of the agenda as the page shows it: its boxes, and what was said and decided."""

    item: AgendaItem
    form: ItemForm
    speeches: list[Speech]
    votes: list[tuple[Vote, str]]
    speech_form: SpeechForm
    vote_form: VoteForm


def rows_of(session: Session, people: dict[str, Member]) -> list[ItemRow]:
    known = entitled(session)
    items = session.items.select_related("document").prefetch_related(
        Prefetch("speeches", Speech.objects.select_related("speaker")), "votes"
    )
    return [
        ItemRow(
            item=item,
            form=ItemForm(None, item=item),
            speeches=list(item.speeches.all()),
            votes=[(vote, vote_words(vote)) for vote in item.votes.all()],
            speech_form=SpeechForm(None, people=people, item=item),
            vote_form=VoteForm(None, item=item, cell=session.cell, known=known),
        )
        for item in items
    ]


def people_of(session: Session) -> dict[str, Member]:
    return labels_of(participants(session))


def line_page(request: HttpRequest, session: Session, status: int = 200, **context: Any):
    """One speech, vote or task on a page of its own; only a task belongs to no item."""
    context |= {"session": session, "here": "course" if "item" in context else "conclude"}
    return render(request, "cells/session/course/line.html", context, status=status)


def remove_page(request: HttpRequest, session: Session, **context: str) -> HttpResponse:
    """The question before words are taken away."""
    return render(request, "cells/session/course/remove.html", {"session": session, **context})
