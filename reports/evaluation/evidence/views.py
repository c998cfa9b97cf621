"""The year of a person or of a cell on one page; what is said about a line, and the answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cells.scope import permission
from cells.web import TOO_LATE, add_errors, fetch_paper
from cells.workflow import IllegalMove
from reports.evaluation.choices import RESULT
from reports.evaluation.desks import Desk
from reports.evaluation.evidence import services
from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.evidence.forms import OBJECTION, AnswerForm, RemarkForm
from reports.evaluation.evidence.page import EvidencePage
from reports.evaluation.evidence.parts import MONTHS
from reports.evaluation.models import Evaluation

CLOSED = "Mức xếp loại đã được quyết định hoặc vòng đã khép, không thêm ý kiến được nữa."


def evidence(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "evidence")
    found = evidence_of(evaluation)
    page = EvidencePage(
        evaluation, found, desk, request.user, is_remarking=may_now(request, "remark", evaluation)
    )
    context = {
        "desk": desk,
        "evaluation": evaluation,
        "evidence": found,
        "page": page,
        "legend": list(MONTHS.values())[:6],
        "is_answering": may_now(request, "answer", evaluation),
    }
    return render(request, "reports/evaluation/evidence/evidence.html", context)


def may_now(request: HttpRequest, verb: str, evaluation: Evaluation) -> bool:
    may = request.user.has_perm(permission(verb, evaluation), evaluation)
    return may and takes_words(evaluation)


def takes_words(evaluation: Evaluation) -> bool:
    return evaluation.is_open and evaluation.status not in RESULT


def remark(request: HttpRequest, pk: int, line: str, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "remark")
    about = evidence_of(evaluation).lines.get(line)
    if about is None:
        raise Http404
    if request.method != "POST" and not takes_words(evaluation):
        messages.info(request, CLOSED)
        return redirect(desk.url_name("evidence"), pk)
    form = RemarkForm(request.POST or None)

    def keep(kind: str, text: str) -> None:
        services.remark_line(
            evaluation, about, text=text, is_objection=kind == OBJECTION, by=request.user
        )

    if form.is_valid() and is_kept(form, keep, closed=CLOSED):
        messages.success(request, "Đã ghi. Ý kiến đứng cạnh dòng này và được in kèm.")
        return redirect(desk.url_name("evidence"), pk)
    words = {"title": "Có ý kiến", "button": "Ghi ý kiến", "about": about.title}
    return ask_page(request, desk, evaluation, form, **words)


def answer(request: HttpRequest, pk: int, remark_pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "answer")
    asked = get_object_or_404(
        evaluation.remarks.with_people().select_related("evaluation__round"), pk=remark_pk
    )
    if request.method != "POST" and (asked.answer or not takes_words(evaluation)):
        messages.info(request, TOO_LATE)
        return redirect(desk.url_name("evidence"), pk)
    form = AnswerForm(request.POST or None)

    def keep(text: str) -> None:
        services.answer_remark(asked, text=text, by=request.user)

    if form.is_valid() and is_kept(form, keep, closed=TOO_LATE):
        messages.success(request, "Đã trả lời. Câu trả lời đứng cạnh ý kiến.")
        return redirect(desk.url_name("evidence"), pk)
    words = {"title": "Trả lời ý kiến", "button": "Trả lời", "about": asked.about}
    return ask_page(request, desk, evaluation, form, said=asked, **words)


def is_kept(form: Any, keep: Any, *, closed: str) -> bool:
    """Whether the words are stored; if not, the form says why and still holds them."""
    try:
        keep(**form.cleaned_data)
    except IllegalMove:
        form.add_error(None, closed)
    except ValidationError as error:
        add_errors(form, error)
    else:
        return True
    return False


def ask_page(
    request: HttpRequest, desk: Desk, evaluation: Evaluation, form: Any, **words: Any
) -> HttpResponse:
    context = {"desk": desk, "evaluation": evaluation, "form": form, **words}
    status = 409 if form.is_bound and not takes_words(evaluation) else 200
    return render(request, "reports/evaluation/evidence/ask.html", context, status=status)
