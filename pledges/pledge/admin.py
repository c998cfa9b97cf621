from django.contrib import admin

from cells.back_office import PaperAdmin, PrintedPapers
from cells.models import Committee
from cells.print.render import render_pdf
from pledges.pledge.models import Pledge
from pledges.pledge.paper import FILLED, pledge_context


@admin.register(Pledge)
class PledgeAdmin(PrintedPapers, PaperAdmin):
    list_display = ["member", "cell", "year", "state", "due_on", "sent_at"]
    list_filter = ["year", "status", "cell"]
    list_select_related = ["member", "cell"]
    fields = ["member", "cell", "year", "state", "due_on", "sent_at"]

    def printed(self, pledge: Pledge) -> bytes:
        return render_pdf(FILLED, pledge_context(pledge))

    def print_office(self) -> Committee:
        return Committee.objects.get()
