"""Directives in the back office: to look at, with the history of their words."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cells.back_office import StaffAdmin
from cells.document.models import Document


@admin.register(Document)
class DocumentAdmin(StaffAdmin):
    """Written on its own page, where two editors meet and files are looked at."""

    list_display = ["__str__", "issuer", "dated_on", "abstract", "needs_briefing"]
    list_filter = ["kind", "issuer"]
    search_fields = ["abstract"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet, bool]:
        return (queryset.search(search_term) if search_term else queryset), False
