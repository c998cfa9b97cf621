"""Editing one part of the minutes: the composed words to start from, one version a part."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cells import clock
from cells.session.course.pages import gone
from cells.session.minutes import services
from cells.session.minutes.composition import Draft, DraftPart, draft_of
from cells.session.minutes.forms import PartForm
from cells.session.minutes.views import sessions
from cells.session.models import Session
from cells.session.services import why_closed
from cells.web import fetch_paper
from cells.workflow import Clash, IllegalMove

KEPT = "Chữ của đồng chí còn nguyên bên dưới."
CLASHED = f"Có người vừa lưu phần này. {KEPT}"


def session_minutes_part(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    session = fetch_paper(request, sessions, pk, "record")
    if request.method != "POST" and not session.is_editable:
        messages.warning(request, why_closed(session))
        return redirect("session-minutes", pk)
    draft = draft_of(session)
    part = draft.part(key)
    if part is None:
        return gone(request, session, PartForm(request.POST), services.NO_SUCH_PART)
    form = PartForm(request.POST or None, initial=before(part))
    if form.is_valid():
        try:
            services.save_part(session, key, by=request.user, **form.cleaned_data)
        except Clash:
            return clash(request, session, key, form)
        except (IllegalMove, ValidationError) as error:
            closed = f"{why_closed(session)} {KEPT}"
            form.add_error(None, error if isinstance(error, ValidationError) else closed)
            return page(request, session, draft, part, form, status=409)
        messages.success(request, "Đã lưu lời của phần này.")
        return redirect(f"{reverse('session-minutes', args=[pk])}#{key}")
    return page(request, session, draft, part, form)


def before(part: DraftPart) -> dict[str, Any]:
    return {"text": part.text, "version": part.version, "seen": part.seen}


def clash(request: HttpRequest, session: Session, key: str, given: PartForm) -> HttpResponse:
    """Both texts side by side; what is saved next rests on the one that was saved first."""
    draft, own = draft_of(session), given.cleaned_data["text"]
    part = draft.part(key)
    if part is None:
        return gone(request, session, given, services.NO_SUCH_PART)
    form = PartForm(initial={**before(part), "text": own})
    return page(request, session, draft, part, form, theirs=part.text, status=409)


def page(
    request: HttpRequest,
    session: Session,
    draft: Draft,
    part: DraftPart,
    form: PartForm,
    *,
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "session": session,
        "draft": draft,
        "content": draft.content,
        "current": part,
        "form": form,
        "saved_at": part.own.saved_at if part.own and theirs is None else None,
        "theirs": theirs,
        "clashed": CLASHED if theirs is not None else "",
    }
    return render(request, "cells/session/minutes/part.html", context, status=status)


@require_POST
def session_minutes_part_autosave(request: HttpRequest, pk: int, key: str) -> JsonResponse:
    session = fetch_paper(request, sessions, pk, "record")
    form = PartForm(request.POST)
    if not form.is_valid():
        problems = [text for texts in form.errors.values() for text in texts]
        return JsonResponse({"message": " ".join(problems)}, status=400)
    try:
        part = services.save_part(session, key, by=request.user, **form.cleaned_data)
    except Clash:
        url = reverse("session-minutes-part", args=[pk, key])
        return JsonResponse({"message": "Có người vừa lưu phần này.", "url": url}, status=409)
    except (IllegalMove, ValidationError):
        url = reverse("session-minutes", args=[pk])
        message = why_closed(session) or services.NO_SUCH_PART
        return JsonResponse({"message": message, "url": url}, status=409)
    saved_at = timezone.localtime(part.saved_at or clock.now())
    return JsonResponse({"saved_at": f"{saved_at:%H:%M}", "version": part.version})


@require_POST
def session_minutes_part_restore(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Drops the edited words for the composed ones – those words only that were on the page."""
    session = fetch_paper(request, sessions, pk, "record")
    version = request.POST.get("version", "")
    try:
        services.restore_part(session, key, version=int_or_none(version), by=request.user)
    except IllegalMove:
        messages.warning(request, why_closed(session))
    except Clash:
        messages.warning(request, "Có người vừa lưu phần này. Đồng chí đọc lại rồi chọn.")
    else:
        messages.success(request, "Phần này lấy lại lời tự soạn.")
    return redirect(f"{reverse('session-minutes', args=[pk])}#{key}")


def int_or_none(text: str) -> int:
    """A number of our own page; anything else is no version that was ever saved."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1
