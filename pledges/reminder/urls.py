"""Addresses of reminders."""

from django.urls import path

from cells.export.views import list_paths
from pledges.reminder import views

urlpatterns = [
    *list_paths("reminders/", views.OverdueList, "reminder-overdue"),
    path("reminders/cells/<int:pk>/", views.reminder_cell, name="reminder-cell"),
    path("reminders/cells/<int:pk>/slips/", views.reminder_slips, name="reminder-slips"),
    path("reminders/cells/<int:pk>/handed/", views.reminder_handed, name="reminder-handed"),
]
