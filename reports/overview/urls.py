"""Addresses of the overview, of cells that need help, and of the turn of the year."""

from django.urls import include, path

from cells.export.views import list_paths
from reports.overview import views

urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("overview/<int:year>/<int:month>/", views.overview_month, name="overview-month"),
    *list_paths("overview/leaders/", views.LeaderList, "overview-leaders"),
    path("overview/", include("reports.overview.help.urls")),
    path("overview/", include("reports.overview.new_year.urls")),
]
