"""The page on which the agenda is written."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cells.session.models import AgendaKind, Session
from cells.session.planning.agenda import open_tasks, save_agenda, shown_agenda, with_words
from cells.session.planning.forms import AgendaSheet
from cells.session.planning.views import CLOSED, papers
from cells.web import fetch_paper
from cells.workflow import Clash, IllegalMove


def session_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, papers, pk, "prepare")
    add = "add" in request.POST or "add" in request.GET
    if request.method != "POST":
        if not session.is_editable:
            messages.info(request, CLOSED)
            return redirect(session)
        return agenda_page(request, AgendaSheet(session, tasks=offered_tasks(session), add=add))
    sheet = AgendaSheet(session, request.POST, tasks=offered_tasks(session), add=add)
    if not sheet.is_valid():
        return agenda_page(request, sheet)
    return keep(request, sheet, add=add)


def keep(request: HttpRequest, sheet: AgendaSheet, *, add: bool) -> HttpResponse:
    try:
        save_agenda(sheet.session, **sheet.values())
    except (Clash, IllegalMove):
        return clash_page(request, sheet)
    except ValidationError as error:
        sheet.offers.add_error(None, error)
        return agenda_page(request, sheet)
    if add:
        address = reverse("session-agenda", args=[sheet.session.pk])
        return redirect(f"{address}?add=1#noi-dung-moi")
    messages.success(request, "Đã lưu chương trình.")
    return redirect(sheet.session)


def offered_tasks(session: Session) -> int:
    """How many wait to be asked about, where the agenda does not ask yet."""
    named = session.items.filter(kind=AgendaKind.TASKS).exists()
    return 0 if named else open_tasks(session).count()


def agenda_page(request: HttpRequest, sheet: AgendaSheet, **extra: Any) -> HttpResponse:
    kept = {str(pk) for pk in with_words(sheet.session)}
    for form in sheet.lines.forms:
        form.is_kept = str(form["pk"].value()) in kept  # a key that was sent is text
    context = {
        "session": sheet.session,
        "sheet": sheet,
        "agenda": shown_agenda(sheet.session),
        **extra,
    }
    status = 409 if "is_open" in extra else 200
    return render(request, "cells/session/agenda.html", context, status=status)


def clash_page(request: HttpRequest, sheet: AgendaSheet) -> HttpResponse:
    """The loser's lines stay in their boxes, the saved agenda stands beside them."""
    sheet.session = papers.get(pk=sheet.session.pk)
    sheet.version = sheet.session.version
    return agenda_page(request, sheet, is_open=sheet.session.is_editable, closed=CLOSED)
