"""The page on which a self-review is written, saved while one types; then check and send."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cells.web import fetch_paper, spoken_errors
from cells.workflow import Clash, IllegalMove
from pledges.pledge.views import number_from
from reports.evaluation.desks import PEOPLE, Desk
from reports.evaluation.models import Evaluation
from reports.evaluation.rules import lost_the_pen
from reports.evaluation.self_review import services
from reports.evaluation.self_review.figures import written_parts
from reports.evaluation.self_review.forms import SelfReviewForm

CLOSED = "Bản này đã gửi hoặc vòng đánh giá đã khép, không sửa được nữa."
CHANGED = "Bản này vừa được sửa ở nơi khác. Đồng chí đọc lại rồi làm tiếp."
CLASHED = "Bản này vừa được lưu ở nơi khác."
BEGUN = "Người khác vừa viết bản này nên đồng chí không ghi hộ được nữa."
STEPS = ["Viết", "Kiểm tra lại", "Gửi", "Chi bộ họp"]


def is_writable(evaluation: Evaluation) -> bool:
    is_awaited = evaluation.is_open and evaluation.is_reviewed
    return is_awaited and evaluation.status in evaluation.EDITABLE


def write(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    if lost := lost_words(request, pk, desk):
        return render(request, "reports/evaluation/words.html", lost, status=409)
    evaluation = fetch_paper(request, desk.papers, pk, "write")
    if request.method != "POST":
        if not is_writable(evaluation):
            messages.info(request, CLOSED)
            return redirect(evaluation)
        return write_page(request, desk, SelfReviewForm(evaluation))
    form = SelfReviewForm(evaluation, request.POST)
    try:
        if not form.save(by=request.user):
            return write_page(request, desk, form)
    except (Clash, IllegalMove):
        return clash_page(request, desk, form)
    return redirect(desk.url_name("check"), pk)


def lost_words(request: HttpRequest, pk: int, desk: Desk) -> dict[str, Any]:
    """What an officer typed who enters for a member (ghi hộ), and somebody else was faster."""
    if desk is not PEOPLE or request.method != "POST":
        return {}
    evaluation = get_object_or_404(desk.papers.visible_to(request.user), pk=pk)
    is_late = request.POST.get("version") != str(evaluation.version)
    if not is_late or not lost_the_pen.test(request.user, evaluation):
        return {}
    words = SelfReviewForm(evaluation, request.POST).typed_words()
    return {"evaluation": evaluation, "words": words, "why": BEGUN} if words else {}


def write_page(
    request: HttpRequest, desk: Desk, form: SelfReviewForm, **extra: Any
) -> HttpResponse:
    evaluation = form.evaluation
    context = {
        "desk": desk,
        "evaluation": evaluation,
        "form": form,
        "version": form.version,
        "steps": STEPS,
        "write_url": reverse(desk.url_name("write"), args=[evaluation.pk]),
        "autosave_url": reverse(desk.url_name("autosave"), args=[evaluation.pk]),
        "is_entering": getattr(evaluation, "author_id", None) not in {None, request.user.member_id},
        "saved_at": None if form.is_bound else evaluation.saved_at,
        **extra,
    }
    status = 409 if "stored" in extra else 200
    return render(request, "reports/evaluation/write.html", context, status=status)


def clash_page(request: HttpRequest, desk: Desk, form: SelfReviewForm) -> HttpResponse:
    """The loser's words stay in the boxes, what was saved stands beside them."""
    evaluation = desk.papers.get(pk=form.evaluation.pk)
    form.evaluation, form.version = evaluation, evaluation.version
    return write_page(
        request,
        desk,
        form,
        stored=written_parts(evaluation),
        is_open=is_writable(evaluation),
        closed=CLOSED,
    )


@require_POST
def autosave(request: HttpRequest, pk: int, desk: Desk) -> JsonResponse:
    if lost := lost_words(request, pk, desk):
        url = lost["evaluation"].get_absolute_url()
        return JsonResponse({"message": BEGUN, "url": url}, status=409)
    evaluation = fetch_paper(request, desk.papers, pk, "write")
    form = SelfReviewForm(evaluation, request.POST)
    try:
        if not form.save(by=request.user):
            return JsonResponse({"message": form.first_error()}, status=400)
    except Clash:
        url = reverse(desk.url_name("write"), args=[pk])
        return JsonResponse({"message": CLASHED, "url": url}, status=409)
    except IllegalMove:
        return JsonResponse({"message": CLOSED, "url": evaluation.get_absolute_url()}, status=409)
    saved_at = timezone.localtime(evaluation.saved_at)
    return JsonResponse({"saved_at": f"{saved_at:%H:%M}", "version": evaluation.version})


def check(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "submit")
    if not is_writable(evaluation):
        return redirect(evaluation)
    context = {
        "desk": desk,
        "evaluation": evaluation,
        "written": written_parts(evaluation),
        "missing": services.missing_parts(evaluation),
        "who_answers": desk.who_answers(evaluation),
        "steps": STEPS,
        "write_url": reverse(desk.url_name("write"), args=[pk]),
        "submit_url": reverse(desk.url_name("submit"), args=[pk]),
    }
    return render(request, "reports/evaluation/check.html", context)


@require_POST
def submit(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "submit")
    with spoken_errors(request):
        try:
            version = number_from(request.POST, "version")
            services.submit_self_review(evaluation, by=request.user, version=version)
        except Clash:
            messages.warning(request, CHANGED)
        else:
            answers = desk.who_answers(evaluation)
            words = f"Đã gửi. Tiếp theo: {answers} đọc; trước đó vẫn rút lại được."
            messages.success(request, words)
            return redirect(evaluation)
    return redirect(desk.url_name("check"), pk)


@require_POST
def withdraw(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "withdraw")
    with spoken_errors(request):
        services.withdraw_self_review(evaluation, by=request.user)
        messages.success(request, "Đã rút lại. Sửa xong, đồng chí gửi lại.")
        return redirect(desk.url_name("write"), pk)
    return redirect(evaluation)
