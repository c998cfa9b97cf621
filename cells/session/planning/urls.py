"""Addresses of sessions while they are prepared, and of the cell's calendar."""

from django.urls import path

from cells.export.views import list_paths
from cells.session.planning import feed, views, writing

HERE = "sessions/<int:pk>/"

urlpatterns = [
    *list_paths("sessions/", views.SessionList, "session-list"),
    path("sessions/feed/<str:secret>.ics", feed.session_feed, name="session-feed"),
    path("cells/<int:pk>/sessions/new/", views.session_new, name="session-new"),
    path("cells/<int:pk>/calendar/", feed.session_calendar, name="session-calendar"),
    path(
        "cells/<int:pk>/calendar/renew/", feed.session_calendar_renew, name="session-calendar-renew"
    ),
    path(HERE, views.SessionPage.as_view(), name="session"),
    path(f"{HERE}prepare/", views.session_prepare, name="session-prepare"),
    path(f"{HERE}agenda/", writing.session_agenda, name="session-agenda"),
    path(f"{HERE}cancel/", views.session_cancel, name="session-cancel"),
    path(f"{HERE}invitation/", views.session_invitation, name="session-invitation"),
    path(
        "sessions/<int:pk>/invitation.pdf",
        views.session_invitation_pdf,
        name="session-invitation-pdf",
    ),
]
