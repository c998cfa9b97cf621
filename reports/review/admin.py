from django.contrib import admin

from cells.back_office import PaperAdmin, PrintedPapers
from cells.models import Committee
from reports.review.models import Review
from reports.review.paper import printed_review


@admin.register(Review)
class ReviewAdmin(PrintedPapers, PaperAdmin):
    most_papers = 20  # each is many pages with all its figures
    list_display = ["title", "cell", "kind", "first_month", "last_month", "state"]
    list_filter = ["kind", "status", "cell"]
    list_select_related = ["cell"]
    fields = ["cell", "kind", "first_month", "last_month", "title", "created_at", "status"]

    def printed(self, review: Review) -> bytes:
        return printed_review(review)

    def print_office(self) -> Committee:
        return Committee.objects.get()
