"""Pages on which a session is found, scheduled, changed, called off and shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.export.views import ExportableList
from cells.organisation.models import Cell
from cells.programme.models import StudySlot
from cells.session.absence.models import AbsenceRequest
from cells.session.models import Session, SessionStatus
from cells.session.planning import services
from cells.session.planning.forms import (
    CancelForm,
    PreparationForm,
    SessionFilter,
    initial_for,
    initial_of,
)
from cells.session.planning.invitation import invitation_context, invitation_pdf
from cells.session.planning.page import own_absence, page_context
from cells.session.planning.tables import SessionTable, ahead, upcoming_first
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper
from cells.workflow import Clash, IllegalMove

papers = Session.objects.select_related("cell", "topic", "chair", "minute_taker")
CLOSED = "Buổi này đã có biên bản được ký hoặc đã huỷ, không sửa được nữa."
NEXT = {
    True: "Bấm “Lên lịch buổi sinh hoạt” ở trên; chương trình và giấy mời có ngay.",
    False: "Khi chi uỷ lên lịch, buổi sinh hoạt hiện ở đây cùng chương trình và giấy mời.",
}


class SessionList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = papers
    filterset_class = SessionFilter
    table_class = SessionTable
    template_name = "cells/session/list.html"
    table_pagination = {"per_page": 50}

    def get_queryset(self):
        return upcoming_first(super().get_queryset())

    def get_table_kwargs(self) -> dict[str, Any]:
        rights = self.request.user.rights
        many = rights.bodies or len(rights.cells_as_officer | rights.cells_as_member) > 1
        return {} if many else {"exclude": ["cell"]}

    def get_table(self, **kwargs: Any) -> SessionTable:
        table = super().get_table(**kwargs)
        table.empty_text = NEXT[bool(self.request.user.rights.cells_as_officer)]
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rights = self.request.user.rights
        own = rights.cells_as_officer | rights.cells_as_member
        coming = next_session(own)
        asked = AbsenceRequest.objects.awaiting_answer().filter(cell__in=rights.cells_as_officer)
        return super().get_context_data(
            page_title="Sinh hoạt chi bộ",
            coming=coming,
            own_absence=own_absence(coming, rights.member_id) if coming else None,
            own_cells=Cell.objects.filter(pk__in=own),
            led_cells=rights.cells_as_officer,
            asked=list(asked.with_people()),
            **kwargs,
        )


def next_session(cells: Any) -> Session | None:
    """Of one's own cells, as host or partner."""
    hosted = papers.filter(ahead(), cell__in=cells)
    joined = papers.filter(ahead(), partners__cell__in=cells)
    return (hosted | joined).distinct().order_by("starts_at", "pk").first()


class SessionPage(VisiblePapersMixin, DetailView):
    queryset = papers
    template_name = "cells/session/session.html"
    context_object_name = "session"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = page_context(self.object, self.request.user)
        return super().get_context_data(**shown, **kwargs)


def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    cell = fetch_paper(request, Cell.objects.all(), pk, "schedule")
    slot = asked_slot(request, cell)
    taken = Session.objects.filter(slot=slot).first() if slot else None
    if taken and request.method != "POST":
        messages.info(request, "Chủ đề này của kế hoạch năm đã có buổi sinh hoạt.")
        return redirect(taken)
    form = PreparationForm(request.POST or None, cell=cell, initial=initial_for(cell, slot))
    if form.is_valid():
        try:
            session = services.schedule_session(cell, by=request.user, slot=slot, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lên lịch. Đồng chí xem lại chương trình bên dưới.")
            return warned(request, session)
    return render(request, "cells/session/prepare.html", {"cell": cell, "slot": slot, "form": form})


def asked_slot(request: HttpRequest, cell: Cell) -> StudySlot | None:
    given = request.GET.get("slot", "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        return None
    return StudySlot.objects.select_related("topic__theme").filter(pk=given, cell=cell).first()


def warned(request: HttpRequest, session: Session) -> HttpResponse:
    """Said, not refused: what was typed may be meant."""
    for doubt in services.doubts(session):
        messages.warning(request, f"{doubt} Đồng chí xem lại, nếu ghi nhầm thì sửa.")
    return redirect(session)


def session_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, papers, pk, "prepare")
    if request.method != "POST" and not session.is_editable:
        messages.info(request, CLOSED)
        return redirect(session)
    initial = initial_of(session)
    form = PreparationForm(
        request.POST or None, cell=session.cell, session=session, initial=initial
    )
    if not form.is_valid():
        return prepare_page(request, session, form)
    return keep(request, session, form)


def keep(request: HttpRequest, session: Session, form: PreparationForm) -> HttpResponse:
    version = form.cleaned_data["version"]
    version = -1 if version is None else version
    try:
        services.save_preparation(session, by=request.user, version=version, **form.values())
    except (Clash, IllegalMove):
        return clash_page(request, session.pk, form)
    except ValidationError as error:
        add_errors(form, error)
        return prepare_page(request, session, form)
    messages.success(request, "Đã lưu.")
    return warned(request, session)


def prepare_page(
    request: HttpRequest, session: Session, form: PreparationForm, **extra: Any
) -> HttpResponse:
    context = {"cell": session.cell, "session": session, "form": form, **extra}
    status = 409 if "is_open" in extra else 200
    return render(request, "cells/session/prepare.html", context, status=status)


def clash_page(request: HttpRequest, pk: int, form: PreparationForm) -> HttpResponse:
    """The words stay in their boxes; what was saved first stands beside them."""
    session = papers.get(pk=pk)
    form.data = form.data.copy()
    form.data["version"] = session.version
    partners = list(session.partners.select_related("cell"))
    return prepare_page(
        request, session, form, is_open=session.is_editable, closed=CLOSED, partners=partners
    )


def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, papers, pk, "cancel")
    if request.method != "POST" and session.status != SessionStatus.PLANNED:
        messages.info(request, TOO_LATE)
        return redirect(session)
    form, status = CancelForm(request.POST or None), 200
    if form.is_valid():
        try:
            services.cancel_session(session, by=request.user, note=form.cleaned_data["note"])
        except IllegalMove:
            form.add_error(None, TOO_LATE)
            status = 409
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã huỷ buổi sinh hoạt.")
            return redirect(session)
    context = {"session": session, "form": form}
    return render(request, "cells/session/cancel.html", context, status=status)


@require_GET
def session_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(papers.visible_to(request.user), pk=pk)
    context = {"session": session, "paper": invitation_context(session)}
    return render(request, "cells/session/invitation.html", context)


@require_GET
def session_invitation_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(papers.visible_to(request.user), pk=pk)
    if session.status == SessionStatus.CANCELLED:
        messages.info(request, "Buổi này đã huỷ, không in giấy mời.")
        return redirect(session)
    name = f"giay-moi-{session.day:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    pdf = invitation_pdf(session)
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
