"""Forms and occasions for staff to keep; commendations and batches to look at and to print, the
commendations as a sheet, too."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cells.back_office import ExportedRows, PaperAdmin, PrintedPapers, StaffAdmin
from cells.models import Committee
from cells.sheet import Page
from reports.commendation.lists import register_page
from reports.commendation.models import (
    Commendation,
    CommendationBatch,
    CommendationForm,
    Occasion,
)
from reports.commendation.paper import certificate_of, printed_certificates, printed_decision


@admin.register(CommendationForm)
class CommendationFormAdmin(StaffAdmin):
    list_display = ["name", "given_by", "has_certificate", "is_in_use", "position"]


@admin.register(Occasion)
class OccasionAdmin(StaffAdmin):
    list_display = ["name", "year"]


@admin.register(Commendation)
class CommendationAdmin(PrintedPapers, ExportedRows, PaperAdmin):
    """Prints certificates, as the decisions that were signed say them."""

    actions = ["print_chosen", "export_chosen"]
    list_display = ["subject", "cell", "form", "occasion", "awarded_on", "state"]
    list_filter = ["form", "occasion", "status"]
    list_select_related = ["cell", "member", "form", "occasion"]
    fields = ["member", "cell", "form", "occasion", "decision_number", "awarded_on", "status"]

    @admin.display(description="được khen")
    def subject(self, commendation: Commendation) -> str:
        return commendation.subject

    def refusal(self, request: HttpRequest, papers: QuerySet) -> str:
        if refusal := super().refusal(request, papers):
            return refusal
        without = [row for row in papers.with_names() if not certificate_of(row)]
        if without:
            return f"Không có giấy khen: {without[0]}. Bỏ chọn dòng này rồi in lại."
        return ""

    def printed(self, commendation: Commendation) -> bytes:
        return printed_certificates(certificate_of(commendation))

    def sheet_page(self, request: HttpRequest, commendations: QuerySet) -> Page:
        return register_page(commendations.with_names())

    def print_office(self) -> Committee:
        return Committee.objects.get()


@admin.register(CommendationBatch)
class CommendationBatchAdmin(PrintedPapers, PaperAdmin):
    most_papers = 20
    list_display = ["title", "occasion", "created_at", "state"]
    list_filter = ["status"]
    list_select_related = ["occasion"]
    fields = ["title", "occasion", "created_at", "status"]

    def printed(self, batch: CommendationBatch) -> bytes:
        return printed_decision(batch)

    def print_office(self) -> Committee:
        return Committee.objects.get()
