from django.contrib import admin

from cells.back_office import PaperAdmin
from pledges.standard.models import MoralStandard


@admin.register(MoralStandard)
class MoralStandardAdmin(PaperAdmin):
    list_display = ["year", "cell", "state", "resolution_number", "adopted_on"]
    list_filter = ["year", "status"]
    list_select_related = ["cell"]
    fields = ["cell", "year", "state", "resolution_number", "adopted_on"]
