"""Programmes, terms and annual themes in the back office."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from cells.back_office import SheetsMixin, StaffAdmin
from cells.organisation.models import Committee
from cells.programme.models import Programme, Term, Theme
from cells.programme.resources import ProgrammeResource, ThemeResource
from cells.programme.services import refuse_wrong_due
from cells.web import said_by
from cells.workflow import claim_row, take_turns

SAVED_MEANWHILE = (
    "Người khác vừa lưu chuyên đề này. Chữ đồng chí vừa gõ còn nguyên; lưu lần nữa là thay bản ấy."
)


class StudyAdmin(SheetsMixin, StaffAdmin):
    def export_office(self) -> Committee:
        return Committee.objects.get()


@admin.register(Programme)
class ProgrammeAdmin(StudyAdmin):
    resource_classes = [ProgrammeResource]
    list_display = ["code", "title", "valid_from", "valid_to"]


class TermForm(forms.ModelForm):
    """Numbers of papers run within a term: on any day a body has one."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since is None:
            return data
        cell = data.get("cell") if self.instance.pk is None else self.instance.cell
        others = Term.objects.filter(cell=cell).exclude(pk=self.instance.pk)
        beside = others.filter(Q(until__isnull=True) | Q(until__gte=since))
        beside = beside.filter(since__lte=until) if until else beside
        if other := beside.first():
            last = f"{other.until:%d/%m/%Y}" if other.until else "nay"
            self.add_error(
                "since", f"Trùng ngày với {other.name}, từ {other.since:%d/%m/%Y} đến {last}."
            )
        if sentence := self.papers_outside(since, until):
            self.add_error("until" if until else "since", sentence)
        return data

    def papers_outside(self, since: date, until: date | None) -> str:
        """Dates may move, but not away from papers that were numbered in the term."""
        if self.instance.pk is None:
            return ""
        wrong = Q(dated_on__lt=since) | (Q(dated_on__gt=until) if until else Q())
        paper = self.instance.documents.filter(wrong).order_by("dated_on").first()
        if paper is None:
            return ""
        return f"{paper}, ngày {paper.dated_on:%d/%m/%Y}, đã cấp số trong nhiệm kỳ này."


@admin.register(Term)
class TermAdmin(StaffAdmin):
    form = TermForm
    list_display = ["name", "cell", "since", "until"]
    list_select_related = ["cell"]

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        """Papers are numbered in it: whose term it is stays for good."""
        return ["cell"] if obj else []


class ThemeForm(forms.ModelForm):
    """The same two guards as on the theme's own page: a due day that fits, a version."""

    version_seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version_seen"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        year = self.instance.year or data.get("year")
        if year and data.get("pledge_due_on"):
            try:
                refuse_wrong_due(year, data["pledge_due_on"])
            except ValidationError as error:
                self.add_error(None, error)
        if self.instance.pk:
            self.refuse_older()
        return data

    def refuse_older(self) -> None:
        """Held to the end of the admin's transaction: nobody saves between this and ``save``."""
        take_turns(self.instance)
        stored = Theme.objects.get(pk=self.instance.pk)
        if self.cleaned_data.get("version_seen") == stored.version:
            return
        self.data = self.data.copy()
        self.data["version_seen"] = str(stored.version)
        shown = [name for name in self.changed_data if name != "version_seen"]
        if not shown:  # pressed twice: what is sent stands there already
            self.cleaned_data["version_seen"] = stored.version
            return
        words = "; ".join(f"{self.fields[name].label}: {said_by(stored, name)}" for name in shown)
        self.add_error(None, f"{SAVED_MEANWHILE} Đang lưu – {words}.")


@admin.register(Theme)
class ThemeAdmin(StudyAdmin):
    form = ThemeForm
    resource_classes = [ThemeResource]
    list_display = ["year", "title", "programme", "pledge_due_on", "is_verified"]
    list_select_related = ["programme"]

    def get_readonly_fields(self, request: HttpRequest, obj: Theme | None = None) -> list[str]:
        """Pledges rest on it: which year it is stays."""
        return ["year"] if obj else []

    def save_model(self, request: HttpRequest, obj: Theme, form: Any, change: bool) -> None:
        """Whoever has the theme's own page open must not write over this."""
        if change:
            claim_row(obj, form.cleaned_data["version_seen"])
        super().save_model(request, obj, form, change)
