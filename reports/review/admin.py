from django.contrib import admin

from cells.back_office import OnlyLook
from reports.review.models import Review


@admin.register(Review)
class ReviewAdmin(OnlyLook):
    list_display = ["title", "cell", "kind", "first_month", "last_month"]
    list_filter = ["kind", "cell"]
    list_select_related = ["cell"]
    fields = ["cell", "kind", "first_month", "last_month", "title", "created_at"]
