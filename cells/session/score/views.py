"""The quality sheet of one session: two columns side by side, each written by its own scorer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cells import clock
from cells.session.models import Session
from cells.session.score.forms import ScoreForm
from cells.session.score.models import Scorer
from cells.session.score.services import save_scores
from cells.web import TOO_LATE
from cells.workflow import Clash, IllegalMove

papers = Session.objects.select_related("cell")


def session_score(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(papers.visible_to(request.user), pk=pk)
    scorer = scorer_for(request.user, session)
    if request.method != "POST":
        return score_page(request, ScoreForm(session, scorer))
    form = ScoreForm(session, scorer, request.POST)
    if not form.is_valid():
        return score_page(request, form)
    return keep(request, form)


def scorer_for(user: Any, session: Session) -> str:
    """The column that is this person's to write; whoever has none does not see the sheet."""
    if user.has_perm("cells.score_session", session):
        return Scorer.CELL
    if user.has_perm("cells.score_above_session", session):
        return Scorer.SUPERIOR
    raise PermissionDenied


def keep(request: HttpRequest, form: ScoreForm) -> HttpResponse:
    session = form.session
    try:
        save_scores(session, form.scorer, form.points(), version=form.version, by=request.user)
    except Clash:
        if form.show_rivals():
            return score_page(request, form, status=409, is_clash=True)
    except IllegalMove:
        return too_late(request, form)
    except ValidationError as error:
        form.refusals = error.messages
        return score_page(request, form)
    messages.success(request, "Đã lưu điểm.")
    return redirect("session-score", session.pk)


def too_late(request: HttpRequest, form: ScoreForm) -> HttpResponse:
    """The minutes were closed meanwhile: the sheet as it stands, and what was typed in vain."""
    fresh = ScoreForm(papers.get(pk=form.session.pk), form.scorer)
    return score_page(request, fresh, status=409, why=TOO_LATE, typed=form.typed_words)


def score_page(
    request: HttpRequest, form: ScoreForm, status: int = 200, **more: Any
) -> HttpResponse:
    session = form.session
    context = {
        "session": session,
        "form": form,
        "may_write": session.is_editable and session.day <= clock.today(),
        **more,
    }
    return render(request, "cells/session/score/score.html", context, status=status)
