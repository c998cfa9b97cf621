"""The committee, its letterheads and cells in the back office."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from cells.back_office import StaffAdmin
from cells.organisation.models import Cell, Committee, Letterhead
from cells.text import name_key


@admin.register(Committee)
class CommitteeAdmin(StaffAdmin):
    list_display = ["name", "symbol", "place"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """``manage.py set_up`` made the one row there is."""
        return False


@admin.register(Letterhead)
class LetterheadAdmin(StaffAdmin):
    list_display = ["valid_from", "superior_lines", "body_lines"]


class CellForm(forms.ModelForm):
    def clean_name(self) -> str:
        """The key that tells names apart stands in no form, so no form checks it by itself."""
        name = self.cleaned_data["name"]
        others = Cell.objects.exclude(pk=self.instance.pk)
        if other := others.filter(name_key=name_key(name)).first():
            raise ValidationError(f"Đã có {other} (mã {other.code}). Ghi tên khác.")
        return name


@admin.register(Cell)
class CellAdmin(StaffAdmin):
    form = CellForm
    list_display = ["code", "name", "kind", "unit", "report_day", "founded_on", "closed_on"]
    list_filter = ["kind"]
    search_fields = ["name"]

    def get_search_results(self, request, queryset, search_term):
        return (queryset.search(search_term) if search_term else queryset), False
