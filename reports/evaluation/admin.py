"""Papers of the yearly rating in the back office: columns to look at, never their text; chosen
rows are printed and leave as a sheet, behind a reason."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cells.back_office import ExportedRows, PaperAdmin, PrintedPapers
from cells.models import Committee
from cells.sheet import Page
from reports.evaluation.desks import LEVELS
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.papers.listed import listed_page
from reports.evaluation.papers.sheet import sheet_pdf


@admin.register(EvaluationRound)
class EvaluationRoundAdmin(PaperAdmin):
    list_display = ["year", "scheme", "self_due_on", "cell_due_on", "state"]
    list_select_related = ["scheme"]
    fields = [
        "year",
        "scheme",
        "self_due_on",
        "cell_due_on",
        "opened_at",
        "published_at",
        "closed_at",
        "status",
    ]


class EvaluationAdmin(PrintedPapers, ExportedRows, PaperAdmin):
    """What a sheet prints here is what is published: the file goes to whoever asked for it."""

    actions = ["print_chosen", "export_chosen"]

    def printed(self, evaluation: Any) -> bytes:
        return sheet_pdf(evaluation)

    def sheet_page(self, request: HttpRequest, evaluations: QuerySet) -> Page:
        return listed_page(
            evaluations.select_related(*self.list_select_related, *LEVELS), request.user
        )

    def print_office(self) -> Committee:
        return Committee.objects.get()


@admin.register(MemberEvaluation)
class MemberEvaluationAdmin(EvaluationAdmin):
    list_display = ["member", "cell", "round", "case", "sent_at", "state"]
    list_filter = ["round", "case", "status", "cell"]
    list_select_related = ["member", "cell", "round"]
    fields = ["round", "member", "cell", "case", "by_leader", "first_submitted_at", "status"]


@admin.register(CellEvaluation)
class CellEvaluationAdmin(EvaluationAdmin):
    list_display = ["cell", "round", "case", "sent_at", "state"]
    list_filter = ["round", "case", "status"]
    list_select_related = ["cell", "round"]
    fields = ["round", "cell", "case", "first_submitted_at", "status"]
