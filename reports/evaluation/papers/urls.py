"""Addresses of the papers of a yearly rating."""

from django.urls import path

from reports.evaluation.desks import CELLS, PEOPLE
from reports.evaluation.papers import views

ROUND, CELL = "rounds/<int:pk>/papers/", "cell-evaluations/<int:pk>/papers/"

urlpatterns = [
    path("evaluations/<int:pk>.pdf", views.sheet, {"desk": PEOPLE}, name="evaluation-pdf"),
    path("evaluations/<int:pk>/notice.pdf", views.notice, name="evaluation-notice"),
    path("cell-evaluations/<int:pk>.pdf", views.sheet, {"desk": CELLS}, name="cell-evaluation-pdf"),
    path(CELL, views.cell_papers, name="cell-papers"),
    path(f"{CELL}<slug:key>.pdf", views.cell_paper, name="cell-paper"),
    path(f"{CELL}<slug:key>/export/", views.cell_export, name="cell-paper-export"),
    path(ROUND, views.round_papers, name="round-papers"),
    path(f"{ROUND}decision.pdf", views.decision_pdf, name="round-decision"),
    path(f"{ROUND}decision.docx", views.decision_word, name="round-decision-word"),
    path(f"{ROUND}decision/sign/", views.decision_sign, name="round-decision-sign"),
    path(f"{ROUND}<slug:key>.pdf", views.round_paper, name="round-paper"),
    path(f"{ROUND}<slug:key>.docx", views.round_word, name="round-paper-word"),
    path(f"{ROUND}<slug:key>/export/", views.round_export, name="round-paper-export"),
]
