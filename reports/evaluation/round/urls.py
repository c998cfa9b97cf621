"""Addresses of rounds."""

from django.urls import path

from reports.evaluation.round import views

urlpatterns = [
    path("", views.RoundList.as_view(), name="round-list"),
    path("open/", views.round_open, name="round-open"),
    path("<int:pk>/", views.round_page, name="round"),
    path("<int:pk>/complete/", views.round_complete, name="round-complete"),
    path("<int:pk>/publish/", views.round_publish, name="round-publish"),
    path("<int:pk>/close/", views.round_close, name="round-close"),
]
