"""Programmes, terms and annual themes in the back office."""

from django.contrib import admin

from cells.back_office import SheetsMixin, StaffAdmin
from cells.organisation.models import Committee
from cells.programme.models import Programme, Term, Theme
from cells.programme.resources import ProgrammeResource, ThemeResource


class StudyAdmin(SheetsMixin, StaffAdmin):
    def export_office(self) -> Committee:
        return Committee.objects.get()


@admin.register(Programme)
class ProgrammeAdmin(StudyAdmin):
    resource_classes = [ProgrammeResource]
    list_display = ["code", "title", "valid_from", "valid_to"]


@admin.register(Term)
class TermAdmin(StaffAdmin):
    list_display = ["name", "cell", "since", "until"]
    list_select_related = ["cell"]


@admin.register(Theme)
class ThemeAdmin(StudyAdmin):
    resource_classes = [ThemeResource]
    list_display = ["year", "title", "programme", "pledge_due_on", "is_verified"]
    list_select_related = ["programme"]
