"""Addresses of requests to be away."""

from django.urls import path

from cells.session.absence import views

HERE = "sessions/absences/<int:pk>/"

urlpatterns = [
    path("sessions/<int:pk>/absence/", views.session_absence, name="session-absence"),
    path(HERE, views.AbsencePage.as_view(), name="absence"),
    path(f"{HERE}approve/", views.absence_approve, name="absence-approve"),
    path(f"{HERE}decline/", views.absence_decline, name="absence-decline"),
    path(f"{HERE}withdraw/", views.absence_withdraw, name="absence-withdraw"),
]
