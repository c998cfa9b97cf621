"""Addresses of directives with their briefings."""

from django.urls import path

from cells.export.views import list_paths
from cells.session.briefing import views

urlpatterns = [
    path("documents/<int:pk>/", views.DirectivePage.as_view(), name="directive"),
    *list_paths("documents/briefings/", views.Progress, "directive-briefings"),
    path("documents/briefings/<int:pk>/", views.OfCell.as_view(), name="directive-briefings-cell"),
]
