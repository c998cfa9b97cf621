from django.contrib import admin

from cells.back_office import PaperAdmin
from pledges.pledge.models import Pledge


@admin.register(Pledge)
class PledgeAdmin(PaperAdmin):
    list_display = ["member", "cell", "year", "state", "due_on", "sent_at"]
    list_filter = ["year", "status", "cell"]
    list_select_related = ["member", "cell"]
    fields = ["member", "cell", "year", "state", "due_on", "sent_at"]
