"""The register: its list, one row, rows by hand, the file that was signed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.export.views import ExportableList
from cells.issue import services
from cells.issue.forms import EntryForm, ReasonedAmendForm, RegisterFilter, VoidForm
from cells.issue.models import IssuedDocument
from cells.issue.register import gaps_of
from cells.issue.services import Order
from cells.issue.tables import RegisterTable
from cells.scope import require
from cells.web import VisiblePapersMixin, add_errors, fetch_paper, followers_only

documents = IssuedDocument.objects.with_names()
GAPS_SHOWN = 20


class Register(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = documents
    filterset_class = RegisterFilter
    table_class = RegisterTable
    template_name = "cells/issue/list.html"
    table_pagination = {"per_page": 50}

    def get_queryset(self):
        followers_only(self.request.user)
        return super().get_queryset()

    def get_table(self, **kwargs: Any) -> RegisterTable:
        table = super().get_table(**kwargs)
        if self.request.user.has_perm("cells.enter_issueddocument"):
            table.empty_action = "Ghi văn bản ban hành bên ngoài"
            table.empty_url = reverse("issued-document-enter")
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        narrowed = {**self.request.GET.dict(), "q": ""}  # a search leaves holes that are none
        shown = RegisterFilter(narrowed, queryset=self.get_queryset(), request=self.request)
        return context | {
            "page_title": "Sổ văn bản",
            "gaps": gaps_of(shown.qs)[:GAPS_SHOWN],
            "may_enter": self.request.user.has_perm("cells.enter_issueddocument"),
        }


class DocumentPage(VisiblePapersMixin, DetailView):
    queryset = documents
    template_name = "cells/issue/detail.html"
    context_object_name = "document"


@permission_required("cells.enter_issueddocument", raise_exception=True)
def document_enter(request: HttpRequest) -> HttpResponse:
    form = EntryForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            document = entered(form, request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã vào sổ: {document}.")
            return redirect(document)
    context = {"form": form, "title": "Ghi văn bản ban hành bên ngoài"}
    return render(request, "cells/issue/form.html", context)


def entered(form: EntryForm, user: Any) -> IssuedDocument:
    words, cell = dict(form.cleaned_data), form.cell
    require(user, "amend", IssuedDocument(cell=cell))
    del words["issuer"]
    words["number"] = (
        words["number"] or services.proposed_number(cell, words["kind"], words["dated_on"]) or 0
    )
    order = Order(cell=cell, authority=form.authority, **words)
    return services.enter_document(order, by=user)


def document_amend(request: HttpRequest, pk: int) -> HttpResponse:
    document = fetch_paper(request, documents, pk, "amend")
    if sentence := services.why_not_by_hand(document):
        return spoken(request, document, sentence)
    names = ("number", "dated_on", "abstract", "signer_name", "signer_title")
    before = {name: getattr(document, name) for name in names}
    form = ReasonedAmendForm(request.POST or None, initial=before)
    return step(request, document, form, services.amend_document, "Sửa dòng sổ")


def document_void(request: HttpRequest, pk: int) -> HttpResponse:
    document = fetch_paper(request, documents, pk, "void")
    if sentence := services.why_not_by_hand(document):
        return spoken(request, document, sentence)
    form = VoidForm(request.POST or None)
    return step(request, document, form, services.void_document, "Huỷ dòng sổ")


def spoken(request: HttpRequest, document: IssuedDocument, sentence: str) -> HttpResponse:
    """The right person, and nothing that could be done: said before a form is filled in."""
    messages.warning(request, sentence)
    return redirect(document)


def step(
    request: HttpRequest, document: IssuedDocument, form: Any, service: Any, title: str
) -> HttpResponse:
    if form.is_valid():
        try:
            service(document, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi, lý do nằm trong nhật ký của dòng.")
            return redirect(document)
    context = {"form": form, "document": document, "title": title}
    return render(request, "cells/issue/form.html", context)


def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes that were signed, to whoever may print the paper itself."""
    document = get_object_or_404(documents.visible_to(request.user).exclude(sha256=""), pk=pk)
    require(request.user, "print", document.paper)
    name = f"{document.kind.code}-{document.number:02d}-{document.dated_on:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(document.file.content, content_type="application/pdf", headers=headers)
