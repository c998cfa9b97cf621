"""Addresses of the yearly rating; a person's paper and a cell's have the same steps."""

from django.urls import include, path

from cells.export.views import list_paths
from reports.evaluation import views
from reports.evaluation.desks import CELLS, PEOPLE, Desk
from reports.evaluation.evidence import urls as evidence
from reports.evaluation.self_review import writing


def steps(desk: Desk) -> list:
    pages = {
        "write": writing.write,
        "autosave": writing.autosave,
        "check": writing.check,
        "submit": writing.submit,
        "withdraw": writing.withdraw,
        "return": views.send_back,
        "classify": views.classify,
    }
    desked = {"desk": desk}
    return [
        path("<int:pk>/", views.detail, desked, name=desk.noun),
        *(
            path(f"<int:pk>/{verb}/", page, desked, name=desk.url_name(verb))
            for verb, page in pages.items()
        ),
        *evidence.pages(desk),
    ]


urlpatterns = [
    path("reports/rounds/", include("reports.evaluation.round.urls")),
    *list_paths("reports/evaluations/", views.EvaluationList, "evaluation-list"),
    path("reports/evaluations/mine/", views.MyEvaluations.as_view(), name="my-evaluations"),
    path("reports/", include("reports.evaluation.papers.urls")),
    path("reports/evaluations/", include(steps(PEOPLE))),
    path("reports/cell-evaluations/", include(steps(CELLS))),
    path("", include("reports.evaluation.steps.urls")),
]
