"""What the pages of a running session share: finding it, its rows, and the words that came late."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells.member.models import Member
from cells.session.course.figures import entitled, labels_of, participants, vote_words
from cells.session.course.forms import ItemForm, SpeechForm, VoteForm
from cells.session.models import AgendaItem, Session, Speech, Vote
from cells.web import TOO_LATE, fetch_paper, typed_words

sessions = Session.objects.select_related("cell", "chair", "minute_taker")
CLASHED = "Có người vừa lưu bản khác. Chữ của đồng chí còn nguyên bên dưới."
SETTLED = "Biên bản đã có chữ ký hoặc buổi sinh hoạt đã huỷ, không ghi thêm được."


def recorded(request: HttpRequest, pk: int) -> Session:
    """A session that this user takes the notes of."""
    return fetch_paper(request, sessions, pk, "record")


def settled(request: HttpRequest, session: Session) -> HttpResponse | None:
    """Opened too late: the way to the session's page; None while it may be written."""
    if session.is_editable:
        return None
    messages.info(request, SETTLED)
    return redirect(session)


def too_late(request: HttpRequest, session: Session, form: BaseForm | None = None) -> HttpResponse:
    """Somebody signed meanwhile; what was typed is shown again, so that nothing is lost."""
    words = typed_words(form) if form else []
    if not words:
        messages.warning(request, TOO_LATE)
        return redirect(session)
    context = {"session": session, "words": words, "why": f"{TOO_LATE} {SETTLED}"}
    return render(request, "cells/session/course/words.html", context, status=409)


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
            vote_form=VoteForm(None, item=item, known=known),
        )
        for item in items
    ]


def people_of(session: Session) -> dict[str, Member]:
    return labels_of(participants(session))


def line_page(request: HttpRequest, session: Session, status: int = 200, **context: Any):
    """One speech, vote or task on a page of its own."""
    context["session"] = session
    return render(request, "cells/session/course/line.html", context, status=status)
