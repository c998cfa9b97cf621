"""Forms and occasions for staff to keep; commendations and batches to look at and to print."""

from django.contrib import admin

from cells.back_office import PaperAdmin, PrintedPapers, StaffAdmin
from cells.models import Committee
from reports.commendation.models import (
    Commendation,
    CommendationBatch,
    CommendationForm,
    Occasion,
)
from reports.commendation.paper import printed_decision


@admin.register(CommendationForm)
class CommendationFormAdmin(StaffAdmin):
    list_display = ["name", "given_by", "has_certificate", "is_in_use", "position"]


@admin.register(Occasion)
class OccasionAdmin(StaffAdmin):
    list_display = ["name", "year"]


@admin.register(Commendation)
class CommendationAdmin(PaperAdmin):
    list_display = ["subject", "cell", "form", "occasion", "awarded_on", "state"]
    list_filter = ["form", "occasion", "status"]
    list_select_related = ["cell", "member", "form", "occasion"]
    fields = ["member", "cell", "form", "occasion", "decision_number", "awarded_on", "status"]

    @admin.display(description="được khen")
    def subject(self, commendation: Commendation) -> str:
        return commendation.subject


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
