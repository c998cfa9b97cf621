"""Addresses of the roll-call."""

from django.urls import path

from cells.session.roll import views

HERE = "sessions/<int:pk>/roll/"

urlpatterns = [
    path(HERE, views.session_roll, name="session-roll"),
    path(f"{HERE}<int:cell_pk>/", views.session_roll_cell, name="session-roll-cell"),
    path(
        f"{HERE}<int:cell_pk>/autosave/", views.session_roll_autosave, name="session-roll-autosave"
    ),
]
