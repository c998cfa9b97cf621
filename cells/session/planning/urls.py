"""Stands in for PLAN's pages until the branches meet."""

from django.urls import path
from django.views.generic import DetailView

from cells.session.models import Session
from cells.web import VisiblePapersMixin

page = type(
    "Page",
    (VisiblePapersMixin, DetailView),
    {
        "queryset": Session.objects.select_related("cell"),
        "template_name": "cells/session/standin.html",
    },
).as_view()
urlpatterns = [
    path("sessions/<int:pk>/", page, name="session"),
    path("sessions/<int:pk>/prepare/", page, name="session-prepare"),
    path("sessions/<int:pk>/agenda/", page, name="session-agenda"),
    path("sessions/<int:pk>/roll/", page, name="session-roll"),
]
