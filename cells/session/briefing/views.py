"""A directive with the sessions that read it, and how far the cells are with all of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.document.models import Briefing, Document
from cells.export.views import ExportableList
from cells.organisation.models import Cell
from cells.scope import require
from cells.session.briefing.figures import followed_cells, lines_of, of_cell, with_progress
from cells.session.briefing.forms import OfCellFilter, ProgressFilter
from cells.session.briefing.tables import OfCellTable, ProgressTable
from cells.web import VisiblePapersMixin, followers_only


class DirectivePage(VisiblePapersMixin, DetailView):
    queryset = Document.objects.with_state().select_related("replaces")
    template_name = "cells/document/detail.html"
    context_object_name = "document"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.object
        cells = Cell.objects.party().open_on(clock.today()).visible_to(self.request.user)
        lines = lines_of(document, cells)
        return super().get_context_data(**kwargs) | {
            "files": document.files.all(),
            "newer": document.replaced_by.all() if document.is_replaced else [],
            "lines": lines,
            "briefed": sum(bool(line.briefings) for line in lines),
            "is_asked": document.needs_briefing and not document.is_replaced,
        }


class Progress(ExportableList, SingleTableMixin, FilterView):
    """Cells × documents: who lacks what. Whoever follows one cell alone goes straight there."""

    export_cells = ("pk",)
    filterset_class = ProgressFilter
    table_class = ProgressTable
    template_name = "cells/session/briefing/progress.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Quán triệt văn bản"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        few = list(followed_cells(request.user, clock.today())[:2])
        if len(few) == 1:
            return redirect("directive-briefings-cell", few[0].pk)
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self) -> list[Document]:
        return list(Document.objects.to_brief())

    def get_queryset(self) -> Any:
        followers_only(self.request.user)
        return with_progress(followed_cells(self.request.user, clock.today()))

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        return super().get_filterset_kwargs(filterset_class) | {"asked": len(self.asked)}

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"asked": self.asked}


class OfCell(SingleTableMixin, FilterView):
    filterset_class = OfCellFilter
    table_class = OfCellTable
    template_name = "cells/session/briefing/of_cell.html"
    table_pagination = {"per_page": 50}

    @cached_property
    def cell(self) -> Cell:
        cells = Cell.objects.party().visible_to(self.request.user)
        cell = get_object_or_404(cells, pk=self.kwargs["pk"])
        require(self.request.user, "follow", Briefing(cell=cell))
        return cell

    def get_queryset(self) -> Any:
        return of_cell(self.cell)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = f"Quán triệt văn bản: {self.cell.short_name}"
        is_one_of_many = len(followed_cells(self.request.user, clock.today())[:2]) > 1
        more = {"cell": self.cell, "page_title": title, "is_one_of_many": is_one_of_many}
        return super().get_context_data(**kwargs) | more
