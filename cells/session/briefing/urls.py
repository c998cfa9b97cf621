"""Addresses of directives with their briefings."""

from django.urls import path

from cells.session.briefing import views

urlpatterns = [
    path("documents/<int:pk>/", views.DirectivePage.as_view(), name="directive"),
    path("documents/briefings/", views.Progress.as_view(), name="directive-briefings"),
    path("documents/briefings/<int:pk>/", views.OfCell.as_view(), name="directive-briefings-cell"),
]
