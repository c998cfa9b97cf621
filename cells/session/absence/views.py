"""The member asks on one page; an officer answers there or from the session's page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from cells.member.judging import who_answers
from cells.session.absence import services
from cells.session.absence.forms import AbsenceForm, DeclineForm
from cells.session.absence.models import AbsenceRequest, AbsenceStatus
from cells.session.models import Session, SessionStatus
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper, spoken_errors
from cells.workflow import IllegalMove

papers = AbsenceRequest.objects.with_people()
NO_LONGER = "Buổi này không còn ở bước chuẩn bị nên không xin vắng được nữa."


def session_absence(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, Session.objects.select_related("cell"), pk, "miss")
    own = papers.open().filter(session=session, member=request.user.member).first()
    if request.method != "POST" and own:
        return redirect(own)
    if request.method != "POST" and session.status != SessionStatus.PLANNED:
        messages.info(request, NO_LONGER)
        return redirect(session)
    form = AbsenceForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            asked = services.request_absence(
                session, member=request.user.member, by=request.user, **form.cleaned_data
            )
        except IllegalMove:
            form.add_error(None, NO_LONGER)
            status = 409
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã gửi. Người trả lời: {who_answers(asked)}.")
            return redirect(asked)
    context = {"session": session, "form": form}
    return render(request, "cells/session/absence/form.html", context, status=status)


class AbsencePage(VisiblePapersMixin, DetailView):
    queryset = papers
    template_name = "cells/session/absence/detail.html"
    context_object_name = "absence"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waits = self.object.status == AbsenceStatus.REQUESTED
        is_planned = self.object.session.status == SessionStatus.PLANNED
        return super().get_context_data(
            answerer=who_answers(self.object) if waits and is_planned else "",
            is_planned=is_planned,
            is_own=self.object.author_id == self.request.user.rights.member_id,
            **kwargs,
        )


@require_POST
def absence_approve(request: HttpRequest, pk: int) -> HttpResponse:
    absence = fetch_paper(request, papers, pk, "approve")
    with spoken_errors(request):
        services.approve_absence(absence, by=request.user)
        messages.success(request, f"Đã đồng ý cho đồng chí {absence.member} vắng.")
    return redirect(absence.session if "back" in request.POST else absence)


@require_POST
def absence_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    absence = fetch_paper(request, papers, pk, "withdraw")
    with spoken_errors(request):
        services.withdraw_absence(absence, by=request.user)
        messages.success(request, "Đã rút đơn. Đồng chí vẫn được chờ dự buổi này.")
    return redirect(absence.session)


def absence_decline(request: HttpRequest, pk: int) -> HttpResponse:
    absence = fetch_paper(request, papers, pk, "decline")
    form = DeclineForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            services.decline_absence(absence, by=request.user, **form.cleaned_data)
        except IllegalMove:
            form.add_error(None, TOO_LATE)
            status = 409
        else:
            messages.success(request, f"Đã trả lời đồng chí {absence.member}.")
            return redirect(absence)
    context = {"absence": absence, "form": form}
    return render(request, "cells/session/absence/decline.html", context, status=status)
