"""A list page hands itself out as a sheet: the same rows for the same filter, behind a question."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify

from cells import clock
from cells.export import services
from cells.export.forms import ReasonForm
from cells.scope import exports_freely, in_export_scope, may_export
from cells.sheet import XLSX
from cells.text import search_key

SUFFIX = "-export"


def list_paths(route: str, page: type, name: str) -> list[URLPattern]:
    """The address of a list, and that of its sheet."""
    sheet = type(f"{page.__name__}Sheet", (SheetOfList, page), {})
    return [
        path(route, page.as_view(), name=name),
        path(f"{route}export/", sheet.as_view(), name=f"{name}{SUFFIX}"),
    ]


class ExportableList:
    """First among the bases of a list page. Where a row leads to its cell, and to the person whose
    own it is; lists of what belongs to no cell say ``None``."""

    export_cells: tuple[str, ...] | None = ("cell",)
    export_member = ""

    def get_table(self, **kwargs: Any) -> Any:
        table = super().get_table(**kwargs)
        if may_export(self.request.user, member=self.export_member):
            match, query = self.request.resolver_match, self.request.GET.urlencode()
            name = match.url_name.removesuffix(SUFFIX) + SUFFIX
            address = reverse(name, kwargs=match.kwargs)
            table.export_url = f"{address}?{query}" if query else address
        return table


class SheetOfList:
    """In front of an ``ExportableList``: of its rows, those that may leave in one's name."""

    table_pagination = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_export(request.user, member=self.export_member):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(request.POST)

    def answer(self, data: Any) -> HttpResponse:
        self.filterset = self.get_filterset(self.get_filterset_class())
        if self.filterset.is_bound and not self.filterset.is_valid():
            return redirect(self.list_address())  # where the wrong box says what is wrong
        self.object_list = self.exported_rows()
        form = ReasonForm(data, is_free=exports_freely(self.request.user))
        refusal = self.refusal()
        if refusal or not form.is_valid():
            return self.ask(form, refusal)
        return self.sheet(form.cleaned_data["reason"])

    def exported_rows(self) -> QuerySet:
        scope = in_export_scope(
            self.request.user, cells=self.export_cells, member=self.export_member
        )
        return self.filterset.qs.filter(scope)

    def refusal(self) -> str:
        try:
            services.refuse_count(self.object_list.count(), self.get_table_class().noun)
        except ValidationError as error:
            return error.message
        return ""

    def ask(self, form: ReasonForm, refusal: str) -> HttpResponse:
        context = {
            "form": form,
            "refusal": refusal,
            "title": self.title,
            "count": self.object_list.count(),
            "noun": self.get_table_class().noun,
            "filters": services.filter_words(self.filterset.form),
            "back_url": self.list_address(),
        }
        return render(self.request, "components/export.html", context)

    def sheet(self, reason: str) -> HttpResponse:
        table = self.get_table(**self.get_table_kwargs())
        table.before_render(self.request)
        content = services.export_list(
            table,
            title=self.title,
            filters=services.filter_words(self.filterset.form),
            by=self.request.user,
            reason=reason,
        )
        name = f"{slugify(search_key(self.title))}-{clock.today():%Y-%m-%d}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=XLSX, headers=headers)

    @property
    def title(self) -> str:
        named = (self.extra_context or {}).get("page_title")
        return named or self.get_table_class().caption.partition(",")[0]

    def list_address(self) -> str:
        match, query = self.request.resolver_match, self.request.GET.urlencode()
        address = reverse(match.url_name.removesuffix(SUFFIX), kwargs=match.kwargs)
        return f"{address}?{query}" if query else address
