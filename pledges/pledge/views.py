"""Pages that show pledges: lists, one paper, the officer's queue, the print."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.generic import DetailView, TemplateView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.member.judging import who_answers
from cells.print.render import render_pdf
from cells.web import VisiblePapersMixin, fetch_paper
from pledges.pledge.forms import NoteForm, PledgeFilter, cells_with_pledges
from pledges.pledge.models import OVERDUE, Pledge, PledgeStatus
from pledges.pledge.paper import BLANK, FILLED, blank_context, pledge_context
from pledges.pledge.queue import queue_for
from pledges.pledge.services import ITEMS_ASKED, numbered_items
from pledges.pledge.tables import PledgeTable

papers = Pledge.objects.with_people().select_related("entered_by__member")
RETURN_QUESTION = {
    "question": "Đồng chí ấy cần bổ sung điều gì?",
    "missing": "Ghi điều cần bổ sung để đồng chí ấy biết sửa chỗ nào.",
}


def number_from(data: QueryDict, name: str) -> int | None:
    """A number in the address; anything else counts as not given."""
    text = data.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


class PledgeList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = papers
    filterset_class = PledgeFilter
    table_class = PledgeTable
    template_name = "pledges/pledge/list.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Đăng ký làm theo"}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rights = request.user.rights if request.user.is_authenticated else None
        if rights and not rights.bodies and not rights.cells_as_officer:
            return redirect("my-pledges")
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_of_missing(self) -> bool:
        """Then each row says when its author was reminded."""
        return self.request.GET.get("state") == OVERDUE

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.prefetch_related("reminders") if self.is_of_missing else rows

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"exclude": ["first_submitted_at" if self.is_of_missing else "reminded"]}

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        data = self.request.GET.copy()
        data.setdefault("year", str(clock.today().year))
        return kwargs | {"data": data}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        awaiting = Pledge.objects.judged_by(self.request.user).awaiting_answer()
        year = clock.today().year
        if self.request.user.has_perm("pledges.queue_pledge"):
            context |= {"year": year, "awaiting": awaiting.of_year(year).count()}
        return context


class MyPledges(TemplateView):
    template_name = "pledges/pledge/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rights = self.request.user.rights
        visible = papers.visible_to(self.request.user)
        year = clock.today().year
        leaders = visible.of_year(year).filter(by_leader=True, cell__in=rights.cells_as_member)
        leaders = leaders.exclude(member=rights.member_id or 0).exclude(status__in=Pledge.EDITABLE)
        mine = visible.filter(member=rights.member_id or 0).order_by("cell__kind", "-year", "pk")
        extra = {"year": year, "mine": mine, "leaders": leaders, "range": ITEMS_ASKED}
        extra["both"] = len({pledge.cell.kind for pledge in mine}) > 1
        return super().get_context_data(**kwargs) | extra


class PledgeDetail(VisiblePapersMixin, DetailView):
    queryset = papers
    template_name = "pledges/pledge/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pledge = self.object
        extra = {"items": numbered_items(pledge)}
        if pledge.status == PledgeStatus.SUBMITTED:
            extra["who_answers"] = who_answers(pledge)
        return super().get_context_data(**kwargs) | extra


@permission_required("pledges.queue_pledge", raise_exception=True)
def pledge_queue(request: HttpRequest) -> HttpResponse:
    year = number_from(request.GET, "year") or clock.today().year
    cell = number_from(request.GET, "cell")
    queue = queue_for(request.user, min(year, 9999), cell)
    chosen = queue.get(number_from(request.GET, "pledge"))
    context = {
        "year": year,
        "cell": cell,
        "cells": cells_with_pledges(request.user),
        "queue": queue,
        "pledge": chosen,
        "own": papers.filter(member=request.user.rights.member_id or 0).of_year(year).first(),
        "return_form": NoteForm(**RETURN_QUESTION),
    }
    if chosen:
        context |= {"items": numbered_items(chosen), "later": queue.next_after(chosen.pk)}
    if context["own"]:
        context["who_answers"] = who_answers(context["own"])
    return render(request, "pledges/pledge/queue.html", context)


def pledge_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = fetch_paper(request, papers, pk, "print")
    pdf = render_pdf(FILLED, pledge_context(pledge))
    return pdf_response(pdf, f"dang-ky-{pledge.year}-{pledge.pk}.pdf")


def pledge_blank(request: HttpRequest) -> HttpResponse:
    pdf = render_pdf(BLANK, blank_context(request.user.member))
    return pdf_response(pdf, "dang-ky-mau-trong.pdf")


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
