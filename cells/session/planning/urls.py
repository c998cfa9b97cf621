"""Addresses of planning; the rest comes with its pages."""

from django.urls import path

from cells.session.planning import views

urlpatterns = [path("sessions/<int:pk>/", views.SessionPage.as_view(), name="session")]
