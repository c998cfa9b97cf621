from django.contrib import admin

from cells.back_office import PaperAdmin
from reports.review.models import Review


@admin.register(Review)
class ReviewAdmin(PaperAdmin):
    list_display = ["title", "cell", "kind", "first_month", "last_month", "state"]
    list_filter = ["kind", "status", "cell"]
    list_select_related = ["cell"]
    fields = ["cell", "kind", "first_month", "last_month", "title", "created_at", "status"]
