"""Rounds: their list, the page of one, and what staff do with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig, SingleTableView

from cells import clock
from cells.web import (
    TOO_LATE,
    VisiblePapersMixin,
    add_errors,
    fetch_paper,
    followers_only,
    spoken_errors,
)
from cells.workflow import IllegalMove
from reports.evaluation.desks import CELLS, PEOPLE
from reports.evaluation.figures import progress_by_cell
from reports.evaluation.forms import NoteForm
from reports.evaluation.models import EvaluationRound
from reports.evaluation.round import services
from reports.evaluation.round.figures import gaps_before_opening, missing_of, round_figures
from reports.evaluation.round.forms import OpenRoundForm
from reports.evaluation.round.tables import ProgressTable, RoundTable

rounds = EvaluationRound.objects.select_related("scheme")


class RoundList(VisiblePapersMixin, SingleTableView):
    queryset = rounds
    table_class = RoundTable
    template_name = "reports/evaluation/round/list.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Đánh giá, xếp loại"}

    def get_queryset(self) -> Any:
        followers_only(self.request.user)
        return super().get_queryset()

    def get_table(self, **kwargs: Any) -> RoundTable:
        table = super().get_table(**kwargs)
        if self.request.user.has_perm("reports.open_evaluationround"):
            table.empty_action, table.empty_url = "Mở vòng đánh giá", reverse("round-open")
        return table


@permission_required("reports.open_evaluationround", raise_exception=True)
def round_open(request: HttpRequest) -> HttpResponse:
    """After a look at the gaps: a round stands on the data as they are."""
    form = OpenRoundForm(request.POST or None)
    if form.is_valid():
        try:
            found = services.open_round(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã mở vòng. Mỗi đảng viên, mỗi chi bộ có một bản để viết.")
            return redirect(found)
    context = {"form": form, "found": gaps_before_opening(clock.today())}
    return render(request, "reports/evaluation/round/open.html", context)


def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(rounds.visible_to(request.user), pk=pk)
    people = PEOPLE.papers.visible_to(request.user).filter(round=found)
    cells = CELLS.papers.visible_to(request.user).filter(round=found)
    table = ProgressTable(cells, by_cell=progress_by_cell(people))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {
        "round": found,
        "figures": round_figures(found, request.user),
        "missing": missing_of(found, request.user),
        "table": table,
    }
    return render(request, "reports/evaluation/round/round.html", context)


@require_POST
def round_complete(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetch_paper(request, rounds, pk, "complete")
    with spoken_errors(request):
        came, left = services.complete_round(found, by=request.user)
        messages.success(request, completed_words(came, left))
    return redirect(found)


def completed_words(came: int, left: int) -> str:
    if not (came or left):
        return "Vòng đã đủ người, đủ chi bộ; không có gì để thêm hay bớt."
    added = f"Đã thêm {came} bản cho người, chi bộ mới." if came else ""
    gone = f"{left} đồng chí không còn sinh hoạt ở đây, năm nay không kiểm điểm." if left else ""
    return " ".join(filter(None, [added, gone]))


def round_publish(request: HttpRequest, pk: int) -> HttpResponse:
    return ask(
        request,
        pk,
        "publish",
        question="Công bố theo văn bản nào?",
        hint="Mọi mức dự kiến được công bố cùng lúc; từng đảng viên nhận thông báo.",
        title="Công bố kết quả",
        button="Công bố",
    )


def round_close(request: HttpRequest, pk: int) -> HttpResponse:
    return ask(
        request,
        pk,
        "close",
        question="Vì sao khép vòng?",
        hint="Khép rồi chỉ còn sửa từng mức, có lý do; người vắng vẫn được đánh giá sau.",
        title="Khép vòng đánh giá",
        button="Khép vòng",
    )


STEPS = {"publish": services.publish_round, "close": services.close_round}


def ask(request: HttpRequest, pk: int, verb: str, *, question: str, **words: str) -> HttpResponse:
    """One question, then the step; a refusal stands above the words that were typed."""
    found = fetch_paper(request, rounds, pk, verb)
    form = NoteForm(request.POST or None, question=question, missing="Ghi căn cứ, lý do.")
    if form.is_valid():
        try:
            STEPS[verb](found, by=request.user, note=form.cleaned_data["note"])
        except IllegalMove:
            form.add_error(None, TOO_LATE)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(found)
        found = rounds.get(pk=pk)
    missing = missing_of(found, request.user)
    context = {"round": found, "form": form, "missing": missing, "verb": verb, **words}
    return render(request, "reports/evaluation/round/ask.html", context)
