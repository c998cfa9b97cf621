"""Addresses of the guides."""

from django.urls import path

from reports.guide import views

urlpatterns = [
    path("guides/<slug:key>/", views.guide, name="guide"),
    path("guides/<slug:key>/pdf/", views.guide_pdf, name="guide-pdf"),
]
