"""Addresses of commendations and batches."""

from django.urls import path

from cells.export.views import list_paths
from reports.commendation import deciding, views

HERE = "reports/commendations/"
ONE = f"{HERE}<int:pk>/"
BATCHES = "reports/commendation-batches/"
BATCH = f"{BATCHES}<int:pk>/"

urlpatterns = [
    path(HERE, views.CommendationList.as_view(), name="commendation-list"),
    path(f"{HERE}new/", views.commendation_new, name="commendation-new"),
    path(f"{HERE}export/", views.commendation_export, name="commendation-export"),
    *list_paths(f"{HERE}coverage/", views.CoverageList, "commendation-coverage"),
    *list_paths(f"{HERE}unpraised/", views.UnpraisedList, "commendation-unpraised"),
    path(ONE, views.CommendationPage.as_view(), name="commendation"),
    path(f"{ONE}propose/", views.commendation_propose, name="commendation-propose"),
    path(f"{ONE}decline/", views.commendation_decline, name="commendation-decline"),
    path(f"{ONE}grant/", views.commendation_grant, name="commendation-grant"),
    path(f"{ONE}refuse/", views.commendation_refuse, name="commendation-refuse"),
    path(f"{ONE}certificate.pdf", views.commendation_certificate, name="commendation-certificate"),
    *list_paths(BATCHES, deciding.BatchList, "commendation-batch-list"),
    path(f"{BATCHES}new/", deciding.batch_new, name="commendation-batch-new"),
    path(BATCH, deciding.BatchPage.as_view(), name="commendation-batch"),
    path(f"{BATCH}edit/", deciding.batch_edit, name="commendation-batch-edit"),
    path(f"{BATCH}drop/", deciding.batch_drop, name="commendation-batch-drop"),
    path(f"{BATCH}gather/", deciding.batch_gather, name="commendation-batch-gather"),
    path(f"{BATCH}present/", deciding.batch_present, name="commendation-batch-present"),
    path(f"{BATCH}withdraw/", deciding.batch_withdraw, name="commendation-batch-withdraw"),
    path(f"{BATCH}return/", deciding.batch_return, name="commendation-batch-return"),
    path(f"{BATCH}award/", deciding.batch_award, name="commendation-batch-award"),
    path(f"{BATCH}decision.pdf", deciding.batch_decision, name="commendation-batch-decision"),
    path(f"{BATCH}decision.docx", deciding.batch_word, name="commendation-batch-word"),
    path(f"{BATCH}export/", deciding.batch_export, name="commendation-batch-export"),
    path(f"{BATCH}proposal.pdf", deciding.batch_proposal, name="commendation-batch-proposal"),
    path(
        f"{BATCH}certificates.pdf",
        deciding.batch_certificates,
        name="commendation-batch-certificates",
    ),
]
