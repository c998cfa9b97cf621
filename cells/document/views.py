"""The register of directives: its list, what staff write, the files. A document's own page shows
sessions and stands in ``cells.session.briefing``."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.document import services
from cells.document.forms import DocumentFilter, DocumentForm, RemoveForm
from cells.document.models import Document
from cells.document.tables import DocumentTable
from cells.export.views import ExportableList
from cells.organisation.models import Cell
from cells.uploads.forms import AGAIN
from cells.uploads.serving import GONE, as_attachment
from cells.web import VisiblePapersMixin, add_errors, fetch_paper
from cells.workflow import Clash

documents = Document.objects.select_related("replaces")


class DirectiveList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    export_cells = None
    queryset = Document.objects.with_state()
    filterset_class = DocumentFilter
    table_class = DocumentTable
    template_name = "cells/document/list.html"
    table_pagination = {"per_page": 50}

    @cached_property
    def cells(self) -> list[int]:
        """Whose briefings the list speaks of: the reader's own cells, for a body all."""
        seen = Cell.objects.party().open_on(clock.today()).visible_to(self.request.user)
        return list(seen.values_list("pk", flat=True))

    def get_queryset(self):
        return super().get_queryset().with_briefed(self.cells)

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        return super().get_filterset_kwargs(filterset_class) | {"cells": self.cells}

    def get_table_kwargs(self) -> dict[str, Any]:
        hidden = {} if self.cells else {"exclude": ("briefed",)}
        return {"cells": len(self.cells), **hidden}

    def get_table(self, **kwargs: Any) -> DocumentTable:
        table = super().get_table(**kwargs)
        if self.request.user.has_perm("cells.enter_document"):
            table.empty_action, table.empty_url = "Thêm văn bản", reverse("directive-new")
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rights = self.request.user.rights
        return super().get_context_data(**kwargs) | {
            "page_title": "Văn bản chỉ đạo",
            "may_enter": self.request.user.has_perm("cells.enter_document"),
            "follows": bool(rights.bodies or rights.cells_as_officer),
        }


@permission_required("cells.enter_document", raise_exception=True)
def directive_new(request: HttpRequest) -> HttpResponse:
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            document = services.enter_document(
                form.values, form.cleaned_data["files"], by=request.user
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã thêm {document}.")
            return redirect(document)
    return form_page(request, form)


def directive_edit(request: HttpRequest, pk: int) -> HttpResponse:
    document = fetch_paper(request, documents, pk, "edit")
    form = DocumentForm(request.POST or None, request.FILES or None, document=document)
    if form.is_valid():
        files = form.cleaned_data["files"]
        try:
            services.edit_document(
                document, form.values, files, version=form.begun_on, by=request.user
            )
        except Clash:
            return clash_page(request, pk, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect(document)
    return form_page(request, form, document=documents.get(pk=pk))


def clash_page(request: HttpRequest, pk: int, form: DocumentForm) -> HttpResponse:
    """The loser's words stay in the boxes, and rest now on what was saved first, shown beside."""
    stored = documents.get(pk=pk)
    form.data = form.data.copy()
    form.data["version"] = stored.version
    return form_page(request, form, document=stored, clashed=True, status=409)


def form_page(
    request: HttpRequest, form: DocumentForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A file that was chosen is lost with every refusal, also of another box: said where it was."""
    if request.FILES and form.errors and "files" not in form.errors:
        form.add_error("files", AGAIN)
    return render(request, "cells/document/form.html", {"form": form, **context}, status=status)


def directive_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    document = get_object_or_404(documents.visible_to(request.user), pk=pk)
    answer = as_attachment(get_object_or_404(document.files, pk=file_pk))
    if answer is None:
        messages.error(request, GONE)
        return redirect(document)
    return answer


def directive_file_remove(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    document = fetch_paper(request, documents, pk, "edit")
    file = get_object_or_404(document.files, pk=file_pk)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        services.remove_file(file, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, f"Đã bỏ tệp {file}.")
        return redirect(document)
    context = {"form": form, "document": document, "file": file}
    return render(request, "cells/document/remove.html", context)
