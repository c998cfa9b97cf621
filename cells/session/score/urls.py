"""Address of the quality sheet."""

from django.urls import path

from cells.session.score import views

urlpatterns = [
    path("sessions/<int:pk>/score/", views.session_score, name="session-score"),
]
