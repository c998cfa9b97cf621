"""Addresses of the evidence, behind those of its evaluation."""

from django.urls import URLPattern, path

from reports.evaluation.desks import Desk
from reports.evaluation.evidence import views


def pages(desk: Desk) -> list[URLPattern]:
    desked = {"desk": desk}
    return [
        path("<int:pk>/evidence/", views.evidence, desked, name=desk.url_name("evidence")),
        path("<int:pk>/evidence/<slug:line>/", views.remark, desked, name=desk.url_name("remark")),
        path(
            "<int:pk>/remarks/<int:remark_pk>/answer/",
            views.answer,
            desked,
            name=desk.url_name("answer"),
        ),
    ]
