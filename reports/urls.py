"""Addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.evaluation.urls")),
    path("", include("reports.commendation.urls")),
    path("", include("reports.evaluation.yearend.urls")),
    path("", include("reports.guide.urls")),
    path("", include("reports.home.urls")),
    path("", include("reports.overview.urls")),
    path("", include("reports.prints.urls")),
    path("", include("reports.review.urls")),
    path("", include("reports.rollup.urls")),
    path("", include("reports.youth.urls")),
]
