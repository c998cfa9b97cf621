"""Addresses of the registers, and of the check page that stands on every signed print."""

from django.urls import path

from cells.export.views import list_paths
from cells.issue import checking, views

urlpatterns = [
    *list_paths("register/", views.Register, "register"),
    path("register/new/", views.document_enter, name="issued-document-enter"),
    path("register/<int:pk>/", views.DocumentPage.as_view(), name="issued-document"),
    path("register/<int:pk>.pdf", views.document_file, name="issued-document-file"),
    path("register/<int:pk>/amend/", views.document_amend, name="issued-document-amend"),
    path("register/<int:pk>/void/", views.document_void, name="issued-document-void"),
    path("xac-thuc/", checking.check_code, name="check-code"),
    path("xac-thuc/<slug:code>/", checking.check_paper, name="check-paper"),
    # As a QR spells it: capitals only
    path("XAC-THUC/<slug:code>/", checking.check_paper, name="check-paper-scanned"),
]
