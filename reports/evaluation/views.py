"""The list of people's evaluations, one paper of a person or a cell, and two steps with words."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import TemplateView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.audit import AuditEntry
from cells.export.views import ExportableList
from cells.scope import permission
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper, followers_only
from cells.workflow import IllegalMove
from reports.evaluation import services
from reports.evaluation.choices import EvaluationStatus
from reports.evaluation.desks import PEOPLE, Desk
from reports.evaluation.figures import levels_of
from reports.evaluation.forms import ClassifyForm, EvaluationFilter, NoteForm
from reports.evaluation.models import Evaluation, EvaluationRound
from reports.evaluation.self_review.figures import written_parts
from reports.evaluation.steps.guard import lack_of
from reports.evaluation.tables import EvaluationTable


class EvaluationList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    """For who follows a cell; everybody else has their own paper on their own page."""

    queryset = PEOPLE.papers
    filterset_class = EvaluationFilter
    table_class = EvaluationTable
    template_name = "components/list_page.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Kiểm điểm, xếp loại đảng viên"}

    def get_queryset(self) -> Any:
        followers_only(self.request.user)
        return super().get_queryset()

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        data = self.request.GET.copy()
        if latest := EvaluationRound.objects.first():
            data.setdefault("year", str(latest.year))
        return kwargs | {"data": data}


class MyEvaluations(TemplateView):
    """One's own, the newest first."""

    template_name = "reports/evaluation/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = PEOPLE.papers.filter(member=self.request.user.rights.member_id or 0)
        return super().get_context_data(**kwargs) | {"mine": own.order_by("-round__year")}


def detail(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = get_object_or_404(desk.papers.visible_to(request.user), pk=pk)
    context: dict[str, Any] = {"desk": desk, "evaluation": evaluation}
    context["entries"] = entries_for(evaluation, request.user)
    if may(request, "read", evaluation):
        context["written"] = written_parts(evaluation)
    if evaluation.status == EvaluationStatus.SUBMITTED:
        context["who_answers"] = desk.who_answers(evaluation)
    if may(request, "follow", evaluation):
        foresees = may(request, "foresee", evaluation)
        context["lack"] = lack_of(evaluation, reader=request.user, foresees=foresees)
    if may(request, "follow", evaluation) and evaluation.ballots_issued is not None:
        votes = evaluation.votes
        context["votes"] = [(each.name, votes.get(each.code, 0)) for each in levels_of(evaluation)]
    return render(request, "reports/evaluation/detail.html", context)


def entries_for(evaluation: Any, reader: Any) -> list[AuditEntry]:
    """Why a paper went back to its cell is said to the cell: it speaks of a level, of which the
    person learns when it is published."""
    entries = list(AuditEntry.objects.of(evaluation))
    is_own = getattr(evaluation, "author_id", None) == (reader.rights.member_id or 0)
    if is_own and evaluation.status != EvaluationStatus.PUBLISHED:
        for entry in entries:
            entry.note = "" if entry.verb == "reconsider" else entry.note
    return entries


def may(request: HttpRequest, verb: str, evaluation: Evaluation) -> bool:
    return request.user.has_perm(permission(verb, evaluation), evaluation)


def send_back(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    """The verb *return*: one question, answered in words."""
    evaluation = fetch_paper(request, desk.papers, pk, "return")
    form = NoteForm(
        request.POST or None,
        question="Cần bổ sung điều gì?",
        missing="Ghi điều cần bổ sung để người viết biết sửa chỗ nào.",
    )
    if form.is_valid() and is_done(request, form, services.return_evaluation, evaluation):
        messages.success(request, "Đã trả lại kèm lời ghi.")
        return redirect(evaluation)
    words = {"title": "Đề nghị bổ sung", "button": "Trả lại để bổ sung"}
    return ask_page(request, desk, evaluation, form, **words)


def classify(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "classify")
    form = ClassifyForm(
        request.POST or None,
        evaluation=evaluation,
        question="Vì sao đổi diện?",
        missing="Ghi lý do đổi diện.",
    )
    if form.is_valid() and is_done(request, form, services.classify_evaluation, evaluation):
        messages.success(request, f"Đã ghi diện: {evaluation.get_case_display()}.")
        return redirect(evaluation)
    return ask_page(request, desk, evaluation, form, title="Đổi diện", button="Ghi diện này")


def is_done(request: HttpRequest, form: Any, step: Any, evaluation: Evaluation) -> bool:
    """Whether the step was made; if not, the form says why, with the words still in it."""
    try:
        step(evaluation, by=request.user, **form.cleaned_data)
    except IllegalMove:
        form.add_error(None, TOO_LATE)
    except ValidationError as error:
        add_errors(form, error)
    else:
        return True
    return False


def ask_page(
    request: HttpRequest, desk: Desk, evaluation: Evaluation, form: Any, **words: str
) -> HttpResponse:
    context = {"desk": desk, "evaluation": evaluation, "form": form, **words}
    return render(request, "reports/evaluation/ask.html", context)
