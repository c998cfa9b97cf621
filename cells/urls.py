"""Addresses of this floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("cells.member.accounts.urls")),
    path("", include("cells.member.moves.urls")),
    path("", include("cells.member.urls")),
    path("", include("cells.issue.urls")),
    path("", include("cells.document.urls")),
    path("", include("cells.session.briefing.urls")),
    path("", include("cells.notice.urls")),
    path("", include("cells.jobs.urls")),
    path("", include("cells.member.posts.urls")),
    path("", include("cells.member.merging.urls")),
    path("", include("cells.datacheck.urls")),
    path("", include("cells.session.planning.urls")),
    path("", include("cells.session.absence.urls")),
    path("", include("cells.session.roll.urls")),
    path("", include("cells.session.score.urls")),
    path("", include("cells.session.course.urls")),
    path("", include("cells.session.task.urls")),
    path("", include("cells.session.minutes.urls")),
    path("", include("cells.programme.urls")),
    path("", include("cells.plan.urls")),
]
