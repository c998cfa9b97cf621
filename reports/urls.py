"""Addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.home.urls")),
    path("", include("reports.prints.urls")),
    path("", include("reports.review.urls")),
]
