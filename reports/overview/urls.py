"""Addresses of the overview, of cells that need help, and of the turn of the year."""

from django.urls import include, path

from reports.overview import views

urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("overview/<int:year>/<int:month>/", views.overview_month, name="overview-month"),
    path("overview/leaders/", views.LeaderList.as_view(), name="overview-leaders"),
    path("overview/", include("reports.overview.help.urls")),
    path("overview/", include("reports.overview.new_year.urls")),
]
