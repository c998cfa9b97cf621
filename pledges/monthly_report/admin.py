from django.contrib import admin

from cells.back_office import PaperAdmin
from pledges.monthly_report.models import MonthlyReport


@admin.register(MonthlyReport)
class MonthlyReportAdmin(PaperAdmin):
    list_display = ["member", "cell", "month", "state", "due_on", "sent_at"]
    list_filter = ["month", "status", "cell"]
    list_select_related = ["pledge__member", "cell"]
    fields = ["member", "cell", "month", "state", "due_on", "sent_at", "entered_by"]

    @admin.display(description="đảng viên", ordering="pledge__member__sort_key")
    def member(self, report: MonthlyReport) -> str:
        return str(report.pledge.member)
