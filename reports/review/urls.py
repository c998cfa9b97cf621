"""Addresses of reviews."""

from django.urls import path

from reports.review import views

urlpatterns = [
    path("reports/reviews/", views.ReviewList.as_view(), name="review-list"),
    path("reports/reviews/new/", views.review_new, name="review-new"),
    path("reports/reviews/<int:pk>/", views.ReviewPage.as_view(), name="review"),
    path("reports/reviews/<int:pk>.pdf", views.review_pdf, name="review-pdf"),
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
