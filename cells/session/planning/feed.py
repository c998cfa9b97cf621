"""The calendar of a cell, read by phones without a sign-in: open to whoever holds the address.

It says when, where and under which title, never a name; counted by address like the check page.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cells import clock
from cells.issue.checking import is_asking_too_often
from cells.organisation.models import Cell
from cells.session.models import Session, SessionStatus
from cells.session.planning import services
from cells.session.planning.ics import Event, calendar
from cells.session.planning.models import CalendarFeed
from cells.web import fetch_paper

BACK = timedelta(days=400)
USUAL_LENGTH = timedelta(hours=2)


@login_not_required
@require_GET
def session_feed(request: HttpRequest, secret: str) -> HttpResponse:
    if is_asking_too_often(request, "session-feed"):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    feed = CalendarFeed.objects.select_related("cell").filter(secret=secret).first()
    if feed is None:
        raise Http404
    headers = {
        "X-Robots-Tag": "noindex, nofollow",
        "Content-Disposition": 'inline; filename="sinh-hoat.ics"',
    }
    body = calendar(f"Sinh hoạt {feed.cell}", events_of(feed.cell))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def events_of(cell: Cell) -> Iterator[Event]:
    """Of the last year and everything ahead, as host and as partner, the cancelled ones too."""
    sessions = Session.objects.of_cell(cell).filter(starts_at__gte=clock.now() - BACK)
    for session in sessions.order_by("starts_at", "pk"):
        is_cancelled = session.status == SessionStatus.CANCELLED
        yield Event(
            uid=f"session-{session.pk}@chi03",
            sequence=session.version + is_cancelled,
            changed_at=session.prepared_at,
            starts_at=session.starts_at,
            ends_at=session.ends_at or session.starts_at + USUAL_LENGTH,
            title=session.title,
            place=session.place,
            is_cancelled=is_cancelled,
        )


@require_GET
def session_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The address, for whoever belongs to the cell."""
    cell = fetch_paper(request, Cell.objects.all(), pk, "follow")
    feed = CalendarFeed.objects.filter(cell=cell).first()
    address = request.build_absolute_uri(feed.get_absolute_url()) if feed else ""
    context = {"cell": cell, "feed": feed, "address": address}
    return render(request, "cells/session/calendar.html", context)


@require_POST
def session_calendar_renew(request: HttpRequest, pk: int) -> HttpResponse:
    cell = fetch_paper(request, Cell.objects.all(), pk, "renew_calendar")
    services.renew_calendar(cell, by=request.user)
    messages.success(
        request, "Địa chỉ lịch mới ở dưới đây; địa chỉ cũ, nếu có, không dùng được nữa."
    )
    return redirect("session-calendar", cell.pk)
