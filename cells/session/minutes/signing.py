"""Pages on which minutes are signed by two people, and reopened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells import clock
from cells.issue.signing import tell_of_change
from cells.scope import permission
from cells.session.course.figures import warnings
from cells.session.minutes import services
from cells.session.minutes.composition import (
    MinutesContent,
    draft_of,
    fingerprint,
    from_json,
    minutes_in_force,
)
from cells.session.minutes.forms import CountersignForm, ReopenForm, SignForm
from cells.session.minutes.models import Minutes, Signatory
from cells.session.minutes.rules import OTHER, roles_open_to
from cells.session.minutes.views import sessions
from cells.session.models import Session
from cells.templatetags.look import vn_moment
from cells.web import TOO_LATE, add_errors, fetch_paper
from cells.workflow import Clash, IllegalMove

CHANGED = "Biên bản vừa đổi trong lúc đồng chí đọc. Dưới đây là bản mới; đồng chí đọc lại rồi ký."


def session_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The signer reads the whole paper on this page and signs just that."""
    session = fetch_paper(request, sessions, pk, "sign")
    if not may_still(request, session, "sign"):
        return way_back(request, session)
    roles = roles_open_to(request.user, session)
    form = SignForm(request.POST or None, session=session, user=request.user, roles=roles)
    if form.is_valid() and tried(form, services.sign_session, session, request.user):
        messages.success(request, "Đã ký. Biên bản chờ chữ ký thứ hai.")
        return way_back(request, session)
    return sign_page(request, session, form, draft_of(session).content)


def session_countersign(request: HttpRequest, pk: int) -> HttpResponse:
    """The second signer reads what the first one signed, and gives number and date."""
    session = fetch_paper(request, sessions, pk, "countersign")
    minutes = minutes_in_force(session)
    if not may_still(request, session, "countersign") or minutes is None:
        return way_back(request, session)
    roles = still_missing(minutes, roles_open_to(request.user, session))
    if not roles:
        messages.info(request, what_happened(session, request.user))
        return way_back(request, session)
    who = {"session": session, "user": request.user, "roles": roles}
    form = CountersignForm(request.POST or None, initial=proposed(session), **who)
    if form.is_valid() and (
        document := tried(form, services.countersign_session, session, request.user)
    ):
        messages.success(request, f"Đã ký đủ hai chữ ký, phát hành {document}.")
        return way_back(request, session)
    return sign_page(request, session, form, from_json(minutes.content), minutes)


def still_missing(minutes: Minutes, roles: list[Signatory]) -> list[Signatory]:
    given = set(minutes.signatures.values_list("role", flat=True))
    return [role for role in roles if role not in given]


def tried(form: SignForm, service: Any, session: Session, user: Any) -> Any:
    """What the service made, or nothing: then the form says why."""
    try:
        return service(session, by=user, **form.given())
    except Clash:
        form.add_error(None, CHANGED)
    except IllegalMove:
        form.add_error(None, what_happened(session, user))
    except ValidationError as error:
        add_errors(form, error)
    return None


def sign_page(
    request: HttpRequest,
    session: Session,
    form: SignForm,
    content: MinutesContent,
    minutes: Minutes | None = None,
) -> HttpResponse:
    tell_of_change(form, mark := fingerprint(content), CHANGED, sent_as="read")
    first = minutes.signatures.first() if minutes else None
    replaced = services.issued_before(session)
    context = {
        "session": session,
        "form": form,
        "content": content,
        "read": mark,
        "first": first,
        "second": Signatory(OTHER[Signatory(first.role)]).label if first else "",
        "warnings": [] if first else warnings(session),
        "leap": getattr(form, "asked_about", ""),
        "replaced": replaced,
        "replace_reason": services.reason_of_reopening(replaced),
    }
    return render(request, "cells/session/minutes/sign.html", context)


def proposed(session: Session) -> dict[str, Any]:
    """The day of the session, as minutes are dated, and the next free number."""
    day = min(session.day, clock.today())
    old = services.issued_before(session)
    dated_on = max(day, old.dated_on) if old else day
    return {"dated_on": dated_on, "number": services.next_number(session, dated_on)}


def session_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, sessions, pk, "reopen")
    if not may_still(request, session, "reopen"):
        return way_back(request, session)
    minutes = minutes_in_force(session)
    form = ReopenForm(request.POST or None, minutes=minutes)
    if form.is_valid():
        try:
            services.reopen_session(session, by=request.user, **form.cleaned_data)
        except IllegalMove:
            form.add_error(None, TOO_LATE)
        else:
            messages.success(request, "Đã mở lại biên bản. Sửa xong thì hai đồng chí ký lại.")
            return way_back(request, session)
    document = minutes.documents.first() if minutes else None
    context = {"session": session, "form": form, "document": document}
    return render(request, "cells/session/minutes/reopen.html", context)


def may_still(request: HttpRequest, session: Session, verb: str) -> bool:
    """The right person at the wrong moment reads a sentence on the paper's page."""
    sources, _target = Session.VERBS[verb]
    if session.status in sources:
        return True
    messages.warning(request, what_happened(session, request.user))
    return False


def what_happened(session: Session, user: Any) -> str:
    """Who has signed – perhaps the reader, a press ago – and who is waited for; asked anew."""
    session.refresh_from_db(fields=["status"])
    minutes = minutes_in_force(session)
    if minutes is None:
        return TOO_LATE
    if minutes.signed_at:
        return f"Biên bản đã ký đủ hai chữ ký lúc {vn_moment(minutes.signed_at)}."
    first = minutes.signatures.get()
    is_own = first.recorded_by_id == user.pk and not first.is_on_paper
    who = "Đồng chí" if is_own else f"Đồng chí {first.name}"
    waits = Signatory(OTHER[Signatory(first.role)]).label.lower()
    return f"{who} đã ký lúc {vn_moment(first.at)}, chờ {waits} ký."


def way_back(request: HttpRequest, session: Session) -> HttpResponse:
    """To the minutes, or to the session for those who may not read them (any more)."""
    session.refresh_from_db(fields=["status"])
    if request.user.has_perm(permission("read", session), session):
        return redirect("session-minutes", session.pk)
    return redirect(session)
