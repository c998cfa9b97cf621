"""Addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("cells.member.accounts.urls")),
    path("", include("cells.member.moves.urls")),
    path("", include("cells.member.urls")),
]
