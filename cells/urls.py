"""Addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("cells.member.accounts.urls")),
    path("", include("cells.member.moves.urls")),
    path("", include("cells.member.urls")),
    path("", include("cells.issue.urls")),
    path("", include("cells.notice.urls")),
    path("", include("cells.member.posts.urls")),
    path("", include("cells.member.merging.urls")),
    path("", include("cells.datacheck.urls")),
]
