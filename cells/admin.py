"""What the topics of this floor show in the back office, and the trail of every paper."""

from django.contrib import admin

from cells.audit import AuditEntry
from cells.back_office import OnlyLook
from cells.member import admin as member_admin
from cells.organisation import admin as organisation_admin
from cells.programme import admin as programme_admin

__all__ = ["member_admin", "organisation_admin", "programme_admin"]


@admin.register(AuditEntry)
class AuditEntryAdmin(OnlyLook):
    list_display = ["at", "paper_label", "actor_label", "verb", "source", "target", "note"]
    list_filter = ["verb"]
    search_fields = ["paper_label", "actor_label"]
    ordering = ["-pk"]
    fields = list_display
