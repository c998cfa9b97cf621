"""Addresses of reviews."""

from django.urls import path

from cells.export.views import list_paths
from reports.review import signing, views

urlpatterns = [
    *list_paths("reports/reviews/", views.ReviewList, "review-list"),
    path("reports/reviews/new/", views.review_new, name="review-new"),
    path("reports/reviews/<int:pk>/", views.ReviewPage.as_view(), name="review"),
    path("reports/reviews/<int:pk>.pdf", views.review_pdf, name="review-pdf"),
    path("reports/reviews/<int:pk>.docx", views.review_word, name="review-word"),
    path("reports/reviews/<int:pk>/present/", signing.review_present, name="review-present"),
    path("reports/reviews/<int:pk>/withdraw/", signing.review_withdraw, name="review-withdraw"),
    path("reports/reviews/<int:pk>/return/", signing.review_return, name="review-return"),
    path("reports/reviews/<int:pk>/sign/", signing.review_sign, name="review-sign"),
    path("reports/reviews/<int:pk>/correct/", signing.review_correct, name="review-correct"),
    path(
        "reports/reviews/<int:pk>/rows/<slug:figure>/",
        views.ReviewRows.as_view(),
        name="review-rows",
    ),
    path(
        "reports/reviews/<int:pk>/rows/<slug:figure>/cells/<int:cell>/",
        views.ReviewRows.as_view(),
        name="review-rows",
    ),
    path(
        "reports/reviews/<int:pk>/sections/<slug:key>/", views.review_section, name="review-section"
    ),
    path(
        "reports/reviews/<int:pk>/sections/<slug:key>/autosave/",
        views.review_section_autosave,
        name="review-section-autosave",
    ),
]
