"""The committee, its letterheads and cells in the back office."""

from django.contrib import admin
from django.http import HttpRequest

from cells.back_office import StaffAdmin
from cells.organisation.models import Cell, Committee, Letterhead


@admin.register(Committee)
class CommitteeAdmin(StaffAdmin):
    list_display = ["name", "symbol", "place"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """``manage.py set_up`` made the one row there is."""
        return False


@admin.register(Letterhead)
class LetterheadAdmin(StaffAdmin):
    list_display = ["valid_from", "superior_lines", "body_lines"]


@admin.register(Cell)
class CellAdmin(StaffAdmin):
    list_display = ["code", "name", "kind", "unit", "report_day", "founded_on", "closed_on"]
    list_filter = ["kind"]
    search_fields = ["name"]

    def get_search_results(self, request, queryset, search_term):
        return (queryset.search(search_term) if search_term else queryset), False
