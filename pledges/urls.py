"""Addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("pledges.standard.urls")),
    path("", include("pledges.reminder.urls")),
    path("", include("pledges.monthly_report.urls")),
    path("", include("pledges.pledge.urls")),
]
