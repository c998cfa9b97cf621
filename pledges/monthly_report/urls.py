"""Addresses of the monthly report."""

from django.urls import path

from cells.export.views import list_paths
from pledges.monthly_report import (
    answering,
    evidence_page,
    grid_page,
    sweeping_page,
    views,
    writing,
)

HERE = "monthly-reports/"
STEPS = {
    "write": writing.monthly_report_write,
    "autosave": writing.monthly_report_autosave,
    "check": writing.monthly_report_check,
    "enter": writing.monthly_report_enter,
    "submit": views.monthly_report_submit,
    "withdraw": views.monthly_report_withdraw,
    "confirm": views.monthly_report_confirm,
    "return": answering.monthly_report_return,
    "reopen": views.monthly_report_reopen,
    "excuse": views.monthly_report_excuse,
    "unexcuse": views.monthly_report_unexcuse,
}

urlpatterns = [
    *list_paths(HERE, views.MonthlyReportList, "monthly-report-list"),
    path(f"{HERE}queue/", answering.monthly_report_queue, name="monthly-report-queue"),
    path(f"{HERE}grid/", grid_page.monthly_report_grid, name="monthly-report-grid"),
    path(f"{HERE}sweep/<int:pk>/", sweeping_page.monthly_report_sweep, name="monthly-report-sweep"),
    path(f"{HERE}<int:pk>/", views.MonthlyReportDetail.as_view(), name="monthly-report"),
    path(
        f"{HERE}<int:pk>/evidence/<int:line_pk>/",
        evidence_page.monthly_report_evidence,
        name="monthly-report-evidence",
    ),
    path(
        f"{HERE}<int:pk>/files/<int:file_pk>/",
        evidence_page.monthly_report_file,
        name="monthly-report-file",
    ),
    path(
        f"{HERE}<int:pk>/files/<int:file_pk>/remove/",
        evidence_page.monthly_report_file_remove,
        name="monthly-report-file-remove",
    ),
    *[
        path(f"{HERE}<int:pk>/{step}/", view, name=f"monthly-report-{step}")
        for step, view in STEPS.items()
    ],
]
