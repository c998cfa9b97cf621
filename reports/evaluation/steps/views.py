"""Grids of proposals, appraisals and decisions; comments, second thoughts, amendments; cells
compared."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from cells.models import Cell
from cells.session.roll.forms import posted_number
from cells.web import fetch_paper, is_kept
from cells.workflow import Clash, IllegalMove
from reports.evaluation import services as evaluation_services
from reports.evaluation.choices import Case
from reports.evaluation.desks import CELLS, PEOPLE, Desk
from reports.evaluation.figures import amendments_of, open_levels
from reports.evaluation.forms import NoteForm
from reports.evaluation.models import EvaluationRound
from reports.evaluation.round.people import official_members
from reports.evaluation.scheme.models import RatingLevel, Subject
from reports.evaluation.self_review.forms import PointsField
from reports.evaluation.steps import services
from reports.evaluation.steps.figures import board_of, comparison, others_of
from reports.evaluation.steps.forms import AmendForm, CommentForm, SessionForm
from reports.evaluation.steps.grid import (
    PROPOSE,
    ROWS,
    Sheet,
    Step,
    sent_keys,
    waiting_papers,
)
from reports.evaluation.steps.guard import Guard
from reports.evaluation.views import ask_page, is_done

rounds = EvaluationRound.objects.select_related("scheme")

# ---- grids


def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """A cell's people, each with the counts of the paper ballot and the level the cell proposes."""
    own = fetch_paper(request, CELLS.papers, pk, "count")
    people = PEOPLE.papers.visible_to(request.user).filter(round=own.round, cell=own.cell)
    people, title = people.order_by("member__sort_key", "pk"), f"{PROPOSE.title}: {own.cell}"
    return proposal_page(request, PEOPLE, own, people.rated(), all_papers=people, title=title)


def cell_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The cell itself, in a grid of one row."""
    own = fetch_paper(request, CELLS.papers, pk, "propose")
    title = f"Đề xuất mức của {own.cell}"
    papers = CELLS.papers.filter(pk=pk)
    return proposal_page(request, CELLS, own, papers, all_papers=papers, title=title)


def proposal_page(
    request: HttpRequest, desk: Desk, own: Any, shown: Any, *, all_papers: Any, title: str
) -> HttpResponse:
    head = SessionForm(own.round, own.cell, request.POST or None)
    more = {
        "title": title,
        "all_papers": all_papers,
        "head": head,
        "cell": own.cell,
        "own": own,
        "official": official_members(own.cell),
    }
    if request.method != "POST":
        return grid_page(request, PROPOSE, desk, own.round, shown, **more)
    if not head.is_valid():
        return grid_page(request, PROPOSE, desk, own.round, shown, is_held=True, **more)
    session = head.cleaned_data["session"]
    return grid_page(request, PROPOSE, desk, own.round, shown, common={"session": session}, **more)


def committee_grid(request: HttpRequest, pk: int, step: Step, desk: Desk) -> HttpResponse:
    """Appraisals and decisions of all cells, or of one; those that wait, or all."""
    found = fetch_paper(request, rounds, pk, step.verb)
    papers = desk.papers.visible_to(request.user).filter(round=found)
    cell_pk = posted_number(request.GET.get("cell"))
    cell = Cell.objects.party().filter(pk=cell_pk).first()
    if cell:
        papers = papers.filter(cell=cell)
    shows_all = request.GET.get("show") == "all"
    order = ["member__sort_key"] if desk is PEOPLE else []
    papers = papers.order_by("cell__code", *order, "pk")
    more = {
        "title": f"{step.title}: {'đảng viên' if desk is PEOPLE else 'chi bộ'}",
        "cells": Cell.objects.party().order_by("sort_key") if desk is PEOPLE else None,
        "cell": cell,
        "shows_all": shows_all,
    }
    shown = waiting_papers(step, papers.rated(), everything=shows_all)
    return grid_page(request, step, desk, found, shown, all_papers=papers, **more)


def grid_page(
    request: HttpRequest,
    step: Step,
    desk: Desk,
    found: EvaluationRound,
    shown: Any,
    *,
    all_papers: Any,
    common: dict[str, Any] | None = None,
    is_held: bool = False,
    **more: Any,
) -> HttpResponse:
    """``shown``: of which a page is read; what was sent is looked up among ``all_papers``, as a row
    may have left the list meanwhile, or is not rated any more. ``is_held``: nothing is saved yet,
    what was typed stays."""
    page: Page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    status = 200
    if request.method == "POST":
        sent = all_papers.filter(pk__in=sent_keys(request.POST))
        sheet = Sheet(step, desk, found, sent, request.user, request.POST)
        kept = 0 if is_held else sheet.save(**(common or {}))
        if kept:
            messages.success(request, f"Đã lưu {kept} dòng.")
        if not (is_held or sheet.refused or sheet.refusals):
            if not kept:
                messages.info(request, "Không có dòng nào đổi.")
            return redirect(request.get_full_path())
        status = 409 if sheet.has_clash else 200
    else:
        sheet = Sheet(step, desk, found, page.object_list, request.user)
    cell = more.get("cell") if desk is PEOPLE else None
    context = {
        "sheet": sheet,
        "round": found,
        "page": page,
        "board": board_of(found, sheet.subject, reader=request.user, cell=cell),
        "room_url": reverse(f"round-{desk.noun}-room", args=[found.pk]),
        **more,
    }
    return render(request, "reports/evaluation/steps/grid.html", context, status=status)


@require_POST
def room(request: HttpRequest, pk: int, desk: Desk) -> JsonResponse:
    """How the caps stand with the levels that are in the boxes and not saved: nothing is stored."""
    found = get_object_or_404(rounds.visible_to(request.user), pk=pk)
    subject, rights = desk.papers.model.SUBJECT, request.user.rights
    # What is tried takes the place of what is stored, so only with rows that one may weigh
    mine = others_of(request.user, desk.papers.model.objects.visible_to(request.user))
    if not rights.bodies:
        mine = mine.filter(cell__in=rights.cells_as_officer)
    papers = list(mine.filter(round=found, pk__in=sent_keys(request.POST)).rated())
    levels = {level.pk: level for level in found.scheme.levels.filter(subject=subject)}
    typed = {paper.pk: posted_number(request.POST.get(f"r{paper.pk}-level")) for paper in papers}
    typed = {key: level for key, level in typed.items() if level in levels}
    cell = Cell.objects.filter(pk=posted_number(request.POST.get("cell"))).first()
    may_see = cell and (rights.bodies or cell.pk in rights.cells_as_officer)
    board = board_of(
        found, subject, reader=request.user, cell=cell if may_see else None, typed=typed
    )
    card = render_to_string("reports/evaluation/steps/_board.html", {"board": board, "cell": cell})
    lines = lines_of(found, papers, {key: levels[level] for key, level in typed.items()}, request)
    return JsonResponse({"card": card, "lines": lines, "said": board.sentence})


def lines_of(
    found: EvaluationRound, papers: list[Any], typed: dict[int, RatingLevel], request: HttpRequest
) -> dict[int, str]:
    """By key of the paper, what it lacks for the level in its box; blank where none is chosen."""
    reader = request.user
    foresees = bool(reader.rights.bodies)
    guard = Guard(found, papers, list(typed.values()), reader=reader, foresees=foresees)
    lacks = {
        paper.pk: guard.lack_at(paper, typed[paper.pk], points_now(request, paper, foresees))
        if paper.pk in typed
        else None
        for paper in papers
    }
    page = "reports/evaluation/steps/_lack.html"
    return {key: render_to_string(page, {"lack": lack}) for key, lack in lacks.items()}


def points_now(request: HttpRequest, paper: Any, foresees: bool) -> Decimal | None:
    """In the box; nothing while they cannot be read. Leaders have no box, and follow the staff."""
    typed = request.POST.get(f"r{paper.pk}-points")
    if typed is None:
        return paper.appraised_points if foresees else None
    try:
        return PointsField(most=Decimal(100)).clean(typed)
    except ValidationError:
        return None


# ---- one paper


def comment_in_time(evaluation: Any, **given: Any) -> None:
    try:
        services.comment(evaluation, **given)
    except IllegalMove:
        words = "Chi bộ đã đề xuất, hoặc bản này chưa gửi: nhận xét không ghi được nữa."
        raise ValidationError(words) from None


def comment(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "comment")
    form = CommentForm(evaluation, request.POST or None, is_guest=evaluation.case == Case.GUEST)
    if is_kept(request, form, evaluation, comment_in_time):
        messages.success(request, "Đã ghi nhận xét.")
        return redirect(evaluation)
    context = {
        "form": form,
        "form_title": "Nhận xét trước khi chi bộ bỏ phiếu",
        "lead": str(evaluation),
        "button": "Ghi nhận xét",
        "back_url": evaluation.get_absolute_url(),
    }
    status = 409 if form.stored else 200
    return render(request, "components/kept_form.html", context, status=status)


def reconsider(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "reconsider")
    form = NoteForm(
        request.POST or None,
        question="Đề nghị chi bộ xem lại điều gì?",
        missing="Ghi điều đề nghị chi bộ xem lại.",
    )
    if form.is_valid() and is_done(
        request, form, evaluation_services.reconsider_evaluation, evaluation
    ):
        messages.success(request, "Đã chuyển lại chi bộ kèm lời ghi.")
        return redirect(evaluation)
    words = {"title": "Đề nghị chi bộ xem lại", "button": "Chuyển lại chi bộ"}
    return ask_page(request, desk, evaluation, form, **words)


def amend(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    """After publication there is no other way to another level."""
    evaluation = fetch_paper(request, desk.papers, pk, "amend")
    form = AmendForm(
        request.POST or None,
        evaluation=evaluation,
        levels=open_levels(evaluation),
        is_superiors=services.is_superiors(evaluation, request.user),
    )
    if form.is_valid() and is_amended(request, form, evaluation):
        return redirect(evaluation)
    number = amendments_of(evaluation).count() + 1
    words = {"title": f"Sửa mức đã công bố, lần {number}", "button": "Sửa mức"}
    return ask_page(request, desk, evaluation, form, **words)


def publish(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    """For who was decided after the others were published together."""
    evaluation = fetch_paper(request, desk.papers, pk, "publish")
    form = NoteForm(
        request.POST or None,
        question="Công bố theo văn bản nào?",
        missing="Ghi căn cứ công bố, ví dụ số quyết định.",
    )
    step = evaluation_services.publish_evaluation
    if form.is_valid() and is_done(request, form, step, evaluation):
        messages.success(request, f"Đã công bố: {evaluation.decided_level}.")
        return redirect(evaluation)
    words = {"title": "Công bố kết quả của bản này", "button": "Công bố"}
    return ask_page(request, desk, evaluation, form, **words)


def is_amended(request: HttpRequest, form: AmendForm, evaluation: Any) -> bool:
    def step(paper: Any, *, by: Any, **_cleaned: Any) -> None:
        number = services.amend(paper, by=by, **form.given())
        messages.success(request, f"Đã sửa lần {number}: {paper.decided_level}.")

    try:
        return is_done(request, form, step, evaluation)
    except Clash:
        words = f"Người khác vừa sửa bản này, mức hiện nay: {current_level(evaluation)}."
        form.add_error(None, f"{words} Đồng chí xem lại rồi mở lại trang này.")
    return False


def current_level(evaluation: Any) -> Any:
    return (
        type(evaluation).objects.select_related("decided_level").get(pk=evaluation.pk).decided_level
    )


# ---- cells side by side


def compare(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetch_paper(request, rounds, pk, "compare")
    board = board_of(found, Subject.MEMBER, reader=request.user)
    context = {"round": found, "comparison": comparison(found), "board": board}
    return render(request, "reports/evaluation/steps/compare.html", context)
