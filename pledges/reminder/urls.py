"""Addresses of reminders."""

from django.urls import path

from pledges.reminder import views

urlpatterns = [
    path("reminders/", views.OverdueList.as_view(), name="reminder-overdue"),
    path("reminders/cells/<int:pk>/", views.reminder_cell, name="reminder-cell"),
    path("reminders/cells/<int:pk>/slips/", views.reminder_slips, name="reminder-slips"),
]
