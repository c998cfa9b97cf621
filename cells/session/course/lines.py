"""Speeches and votes: added, mended, taken away; each step a page that works without script."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cells.session.course import services
from cells.session.course.figures import entitled, vote_words
from cells.session.course.forms import SpeechForm, VoteForm
from cells.session.course.pages import (
    CLASHED,
    at_item,
    gone,
    line_page,
    on_version,
    people_of,
    recorded,
    remove_page,
    settled,
    too_late,
)
from cells.session.course.views import item_of
from cells.session.models import AgendaItem, Session, Speech, Vote
from cells.web import add_errors
from cells.workflow import Clash, IllegalMove


def session_speech_add(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    people = people_of(session)
    item = item_of(session, item_pk)
    if item is None:
        return gone(request, session, lost_speech(request, people))
    form = SpeechForm(request.POST or None, people=people, item=item)
    return keep(request, session, item, form, services.add_speech, "Thêm ý kiến", people=people)


def session_speech(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    people = people_of(session)
    speech = line_of(Speech, session, line_pk)
    if speech is None:
        return gone(request, session, lost_speech(request, people))
    form = speech_form(request.POST or None, speech, people)
    return mend(request, session, speech, form, services.save_speech, "Sửa ý kiến", people=people)


def lost_speech(request: HttpRequest, people: dict[str, Any]) -> SpeechForm:
    """As it was typed, for a place that is gone."""
    return SpeechForm(request.POST, people=people, item=AgendaItem())


def speech_form(data: Any, speech: Speech, people: dict[str, Any]) -> SpeechForm:
    words = {name: getattr(speech, name) for name in ("speaker", "speaker_name", "text", "version")}
    if speech.speaker and speech.speaker not in people.values():
        people[speech.speaker.full_name] = speech.speaker  # has left the list since
    return SpeechForm(data, people=people, item=speech.item, initial=words)


def session_vote_add(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    item = item_of(session, item_pk)
    if item is None:
        return gone(request, session, lost_vote(request, session))
    form = VoteForm(request.POST or None, item=item, cell=session.cell, known=entitled(session))
    return keep(request, session, item, form, services.record_vote, "Thêm biểu quyết")


def session_vote(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    vote = line_of(Vote, session, line_pk)
    if vote is None:
        return gone(request, session, lost_vote(request, session))
    form = vote_form(request.POST or None, vote, session)
    return mend(request, session, vote, form, services.save_vote, "Sửa biểu quyết")


def lost_vote(request: HttpRequest, session: Session) -> VoteForm:
    return VoteForm(request.POST, item=AgendaItem(), cell=session.cell, known={})


def vote_form(data: Any, vote: Vote, session: Session) -> VoteForm:
    words = {name: getattr(vote, name) for name in VoteForm.base_fields}
    words["is_secret"] = "1" if vote.is_secret else ""
    known = entitled(session)
    return VoteForm(data, item=vote.item, cell=session.cell, known=known, initial=words)


def line_of(model: Any, session: Session, line_pk: int) -> Any:
    """None where it is not there (any more)."""
    lines = model.objects.select_related("item__session__cell")
    return lines.filter(pk=line_pk, item__session=session).first()


def keep(
    request: HttpRequest,
    session: Session,
    item: AgendaItem,
    form: Any,
    step: Any,
    title: str,
    **more: Any,
) -> HttpResponse:
    """A new line; refused it stands on a page of its own with all that was typed."""
    if form.is_valid():
        try:
            step(item, form.given())
        except IllegalMove:
            return too_late(request, session, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(at_item(session.pk, item))
    if request.method != "POST" and (closed := settled(request, session)):
        return closed
    return line_page(request, session, item=item, form=form, title=title, **more)


def mend(
    request: HttpRequest,
    session: Session,
    line: Any,
    form: Any,
    step: Any,
    title: str,
    **more: Any,
) -> HttpResponse:
    context = {"item": line.item, "line": line, "form": form, "title": title, **more}
    if form.is_valid():
        try:
            step(line, form.given(), version=form.cleaned_data["version"])
        except Clash:
            return clash(request, session, line, form, context)
        except IllegalMove:
            return too_late(request, session, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(at_item(session.pk, line.item))
    if request.method != "POST" and (closed := settled(request, session)):
        return closed
    return line_page(request, session, **context)


def clash(
    request: HttpRequest, session: Session, line: Any, form: Form, context: dict[str, Any]
) -> HttpResponse:
    """What was typed stays in the boxes; beside it what was saved first, on whose version the
    next saving rests."""
    line.refresh_from_db()
    on_version(form, line.version)
    theirs = line.text if isinstance(line, Speech) else f"{line.question}: {vote_words(line)}"
    whose = line.name if isinstance(line, Speech) else ""
    more = {"clashed": CLASHED, "theirs": theirs, "whose": whose}
    return line_page(request, session, status=409, **context, **more)


# Taking away


def session_speech_remove(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    speech = line_of(Speech, session, line_pk)
    if speech is None:
        return gone(request, session)
    words = f"{speech.name}: {speech.text}"
    return take_away(request, session, speech, "Xoá ý kiến này?", words)


def session_vote_remove(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    vote = line_of(Vote, session, line_pk)
    if vote is None:
        return gone(request, session)
    words = f"{vote.question}: {vote_words(vote)}"
    return take_away(request, session, vote, "Xoá biểu quyết này?", words)


def take_away(
    request: HttpRequest, session: Session, line: Any, question: str, words: str
) -> HttpResponse:
    back = at_item(session.pk, line.item)
    if request.method == "POST":
        try:
            services.remove(line, session)
        except IllegalMove:
            return too_late(request, session)
        return redirect(back)
    if closed := settled(request, session):
        return closed
    return remove_page(request, session, question=question, words=words, back=back, here="course")
