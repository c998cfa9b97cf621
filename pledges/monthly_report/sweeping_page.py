"""The page of the sweep: what waits, what to leave out, one button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from cells.models import Session
from cells.session.models import AttendanceState
from cells.web import TOO_LATE, fetch_paper
from cells.workflow import IllegalMove
from pledges.monthly_report.hearing import heard_in, hearing_of
from pledges.monthly_report.models import ReportStatus, lines_at_hand
from pledges.monthly_report.sweeping import refuse_ahead, sweep, waiting_in

sessions = Session.objects.select_related("cell")


def monthly_report_sweep(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, sessions, pk, "sweep")
    if request.method == "POST":
        return swept(request, session)
    if not session.is_editable:
        messages.warning(request, TOO_LATE)
        return redirect(session)
    return sweep_page(request, session)


def swept(request: HttpRequest, session: Session) -> HttpResponse:
    read, leave = versions_read(request.POST), numbers(request.POST.getlist("leave"))
    try:
        done = sweep(session, read=read, leave=leave, by=request.user)
    except IllegalMove:
        messages.warning(request, TOO_LATE)
        return redirect(session)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return sweep_page(request, session)
    told = messages.success if done.taken else messages.warning
    told(request, done.words)
    return redirect("monthly-report-sweep", session.pk)


def versions_read(data: QueryDict) -> dict[int, int]:
    """``version-17=3``: report 17 stood on the page as its version 3."""
    pairs = {
        name.removeprefix("version-"): str(data[name])
        for name in data
        if name.startswith("version-")
    }
    return {
        key: version
        for name, given in pairs.items()
        for key in numbers([name])
        for version in numbers([given])
    }


def numbers(given: list[str]) -> list[int]:
    return [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 10]


def sweep_page(request: HttpRequest, session: Session) -> HttpResponse:
    waiting = waiting_in(session, request.user)
    others = heard_in(session).exclude(status=ReportStatus.SUBMITTED).with_people()
    context = {
        "session": session,
        "hearing": hearing_of(session),
        "waiting": [(each, lines_at_hand(each.report)) for each in waiting if not each.why_not],
        "not_theirs": [each for each in waiting if each.why_not],
        "others": others,
        "ahead": is_ahead(session),
        "absent": absent(session),
    }
    return render(request, "pledges/monthly_report/sweep.html", context)


def is_ahead(session: Session) -> str:
    try:
        refuse_ahead(session)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def absent(session: Session) -> set[Any]:
    """Whoever is away: the cell may want to hear them before it takes note."""
    lines = session.attendances.filter(cell=session.cell_id)
    away = lines.exclude(state__in=["", AttendanceState.PRESENT])
    return set(away.values_list("member", flat=True))
