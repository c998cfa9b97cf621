"""Addresses of the steps after the self-review: of a round, of a cell in it, of one paper."""

from django.urls import path

from reports.evaluation.desks import CELLS, PEOPLE, Desk
from reports.evaluation.steps import views
from reports.evaluation.steps.grid import APPRAISE, DECIDE


def of_one_paper(desk: Desk) -> list:
    pages = {
        "comment": views.comment,
        "reconsider": views.reconsider,
        "publish": views.publish,
        "amend": views.amend,
    }
    here = f"reports/{desk.noun}s/<int:pk>"
    return [
        path(f"{here}/{verb}/", page, {"desk": desk}, name=desk.url_name(verb))
        for verb, page in pages.items()
    ]


def of_a_round(desk: Desk) -> list:
    here, name = f"reports/rounds/<int:pk>/{desk.noun}", f"round-{desk.noun}"
    appraise, decide = {"desk": desk, "step": APPRAISE}, {"desk": desk, "step": DECIDE}
    return [
        path(f"{here}-appraisals/", views.committee_grid, appraise, name=f"{name}-appraisals"),
        path(f"{here}-decisions/", views.committee_grid, decide, name=f"{name}-decisions"),
        path(f"{here}-room/", views.room, {"desk": desk}, name=f"{name}-room"),
    ]


urlpatterns = [
    *of_one_paper(PEOPLE),
    *of_one_paper(CELLS),
    *of_a_round(PEOPLE),
    *of_a_round(CELLS),
    path("reports/rounds/<int:pk>/compare/", views.compare, name="round-compare"),
    path("reports/cell-evaluations/<int:pk>/votes/", views.proposals, name="cell-evaluation-count"),
    path(
        "reports/cell-evaluations/<int:pk>/propose/",
        views.cell_proposal,
        name="cell-evaluation-propose",
    ),
]
