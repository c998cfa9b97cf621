"""Papers of the yearly rating in the back office: columns to look at, never their text."""

from django.contrib import admin

from cells.back_office import PaperAdmin
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation


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


@admin.register(MemberEvaluation)
class MemberEvaluationAdmin(PaperAdmin):
    list_display = ["member", "cell", "round", "case", "sent_at", "state"]
    list_filter = ["round", "case", "status", "cell"]
    list_select_related = ["member", "cell", "round"]
    fields = ["round", "member", "cell", "case", "by_leader", "first_submitted_at", "status"]


@admin.register(CellEvaluation)
class CellEvaluationAdmin(PaperAdmin):
    list_display = ["cell", "round", "case", "sent_at", "state"]
    list_filter = ["round", "case", "status"]
    list_select_related = ["cell", "round"]
    fields = ["round", "cell", "case", "first_submitted_at", "status"]
