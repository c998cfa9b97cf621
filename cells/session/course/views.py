"""The course of a session: one page with every item; each box is also a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cells import clock
from cells.session import sections
from cells.session.course import services
from cells.session.course.forms import ItemForm
from cells.session.course.pages import (
    CLASHED,
    GONE,
    at_item,
    gone,
    people_of,
    recorded,
    rows_of,
    settled,
    too_late,
)
from cells.session.models import AgendaItem, Session, SessionTask
from cells.session.services import why_closed
from cells.workflow import Clash, IllegalMove


@require_GET
def session_course(request: HttpRequest, pk: int) -> HttpResponse:
    session = recorded(request, pk)
    if closed := settled(request, session):
        return closed
    people = people_of(session)
    before = SessionTask.objects.left_before(session).not_over()
    context = {
        "session": session,
        "rows": rows_of(session, people),
        "people": people,
        "sections": sections.shown(session, request.user),
        "open_tasks": before.with_people().urgent_first(),
    }
    return render(request, "cells/session/course/course.html", context)


def session_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    item = item_of(session, item_pk)
    if item is None:
        return gone(request, session, ItemForm(request.POST, item=AgendaItem()))
    form = ItemForm(request.POST or None, item=item)
    if form.is_valid():
        try:
            services.save_item(item, **form.cleaned_data, by=request.user)
        except Clash:
            return item_clash(request, session, item, form)
        except IllegalMove:
            return too_late(request, session, form)
        return redirect(at_item(pk, item))
    if request.method != "POST" and (closed := settled(request, session)):
        return closed
    return item_page(request, session, item, form)


def item_of(session: Session, item_pk: int) -> AgendaItem | None:
    """None where the agenda does not hold it (any more)."""
    items = AgendaItem.objects.select_related("session", "saved_by__member", "document")
    return items.filter(pk=item_pk, session=session).first()


def item_clash(
    request: HttpRequest, session: Session, item: AgendaItem, given: ItemForm
) -> HttpResponse:
    """Both texts side by side; what is saved next rests on the one that was saved first."""
    stored = item_of(session, item.pk)
    if stored is None:
        return gone(request, session, given)
    form = ItemForm(None, item=stored)
    for name in ("notes", "conclusion"):
        form.initial[name] = given.cleaned_data[name]
    return item_page(request, session, stored, form, clashed=CLASHED, theirs=stored, status=409)


def item_page(
    request: HttpRequest,
    session: Session,
    item: AgendaItem,
    form: ItemForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"session": session, "item": item, "form": form, **more}
    return render(request, "cells/session/course/item.html", context, status=status)


@require_POST
def session_item_autosave(request: HttpRequest, pk: int, item_pk: int) -> JsonResponse:
    session = recorded(request, pk)
    item = item_of(session, item_pk)
    if item is None:
        return late_answer(session)
    form = ItemForm(request.POST, item=item)
    if not form.is_valid():
        problems = [text for texts in form.errors.values() for text in texts]
        return JsonResponse({"message": " ".join(problems)}, status=400)
    try:
        item = services.save_item(item, **form.cleaned_data, by=request.user)
    except Clash:
        item.refresh_from_db()
        message = who_was_faster(item)
        return JsonResponse({"message": message, "url": page_of(pk, item_pk)}, status=409)
    except IllegalMove:
        return late_answer(session)
    return JsonResponse({"saved_at": hour(item.saved_at), "version": item.version})


def late_answer(session: Session) -> JsonResponse:
    """To background saving, which keeps the words on the machine."""
    message = why_closed(session) or GONE
    return JsonResponse({"message": message, "url": session.get_absolute_url()}, status=409)


def page_of(pk: int, item_pk: int) -> str:
    return reverse("session-item", args=[pk, item_pk])


def who_was_faster(item: AgendaItem) -> str:
    who = f"Đồng chí {item.saved_by}" if item.saved_by else "Có người"
    return f"{who} vừa lưu nội dung này."


def hour(moment: Any) -> str:
    return f"{timezone.localtime(moment or clock.now()):%H:%M}"
