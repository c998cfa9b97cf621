"""What the topics of this floor show in the back office, and the trail of every paper."""

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cells.audit import AuditEntry
from cells.back_office import OnlyLook
from cells.document import admin as document_admin
from cells.issue import admin as issue_admin
from cells.member import admin as member_admin
from cells.organisation import admin as organisation_admin
from cells.programme import admin as programme_admin
from cells.session.score import admin as score_admin

DEEDS = {"import": "nhập danh sách", "export": "xuất danh sách", "print": "in hồ sơ"}

__all__ = [
    "document_admin",
    "issue_admin",
    "member_admin",
    "organisation_admin",
    "programme_admin",
    "score_admin",
]


@admin.register(AuditEntry)
class AuditEntryAdmin(OnlyLook):
    list_display = ["at", "paper_label", "actor_label", "step", "note"]
    list_filter = [("content_type", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["paper_label", "actor_label"]
    list_select_related = ["content_type"]
    ordering = ["-pk"]
    fields = list_display

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The steps of a row that this reader does not see, a draft or an account, are not seen."""
        steps = super().get_queryset(request)
        for model in apps.get_models():
            if hasattr(model._default_manager, "visible_to"):
                seen = model._default_manager.visible_to(request.user).values("pk")
                kind = ContentType.objects.get_for_model(model)
                steps = steps.filter(~Q(content_type=kind) | Q(object_id__in=seen))
        return steps

    @admin.display(description="bước")
    def step(self, entry: AuditEntry) -> str:
        """Where the step led, in the words of the paper's own statuses."""
        model = entry.content_type.model_class()
        if model is None or not hasattr(model, "VERBS"):
            words = DEEDS | getattr(model, "STEPS", {})
            return words.get(entry.verb, entry.verb)
        labels = dict(model._meta.get_field("status").choices)
        return (
            f"{labels.get(entry.source, entry.source)} → {labels.get(entry.target, entry.target)}"
        )
