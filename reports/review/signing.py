"""Pages on which a review is presented, sent back, signed and corrected."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cells import clock
from cells.issue.signing import fingerprint, tell_of_change, title_of
from cells.web import TOO_LATE, add_errors, fetch_paper, spoken_errors
from cells.workflow import Clash, IllegalMove
from reports.review import services
from reports.review.composition import content_of, unwritten
from reports.review.forms import PresentForm, ReturnForm, SignForm
from reports.review.models import Review

reviews = Review.objects.select_related("cell")
CHANGED = (
    "Lời hoặc số liệu của báo cáo vừa đổi trong lúc đồng chí đọc. "
    "Dưới đây là bản mới; đồng chí đọc lại rồi ký."
)


def review_present(request: HttpRequest, pk: int) -> HttpResponse:
    review = fetch_paper(request, reviews, pk, "present")
    if not may_still(request, review, "present"):
        return redirect(review)
    form = PresentForm(request.POST or None, initial=proposed(review))
    if form.is_valid():
        try:
            services.present_review(review, by=request.user, **form.cleaned_data)
        except IllegalMove:
            form.add_error(None, TOO_LATE)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã trình ký. Muốn sửa tiếp thì rút lại.")
            return redirect(review)
    context = {"review": review, "form": form, "unwritten": unwritten(content_of(review))}
    return render(request, "reports/review/present.html", context)


@require_POST
def review_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    review = fetch_paper(request, reviews, pk, "withdraw")
    with spoken_errors(request):
        services.withdraw_review(review, by=request.user)
        messages.success(request, "Đã rút lại, sửa được tiếp.")
    return redirect(review)


def review_return(request: HttpRequest, pk: int) -> HttpResponse:
    review = fetch_paper(request, reviews, pk, "return")
    if not may_still(request, review, "return"):
        return redirect(review)
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        try:
            services.return_review(review, by=request.user, **form.cleaned_data)
        except IllegalMove:
            form.add_error(None, TOO_LATE)
        else:
            messages.success(request, "Đã trả lại kèm lời ghi.")
            return redirect(review)
    return render(request, "reports/review/return.html", {"review": review, "form": form})


@require_POST
def review_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Q27: what was signed stays; a draft with the same words begins."""
    review = fetch_paper(request, reviews, pk, "correct")
    with spoken_errors(request):
        draft = services.open_correction(review)
        messages.info(request, "Bản thay thế mở ở đây; bản đã ký giữ nguyên đến khi bản này ký.")
        return redirect(draft)
    return redirect(review)


def review_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The signer reads the whole paper on this page, its number and its date, and signs that."""
    review = fetch_paper(request, reviews, pk, "sign")
    if not may_still(request, review, "sign"):
        return redirect(review)
    replaced = services.signed_before(review)
    form = SignForm(
        request.POST or None, initial=proposed(review), review=review, is_replacing=bool(replaced)
    )
    if form.is_valid() and (document := signed(request, review, form)):
        messages.success(request, f"Đã ký, phát hành {document}. Bản in nằm trong sổ văn bản.")
        return redirect(review)
    content = content_of(review)
    tell_of_change(form, mark := fingerprint(content), CHANGED)
    context = {
        "review": review,
        "form": form,
        "content": content,
        "fingerprint": mark,
        "unwritten": unwritten(content),
        "replaced": replaced and replaced.documents.get(),
        "leap": form.asked_about,
        "title": title_of(request.user, review.cell),
    }
    return render(request, "reports/review/sign.html", context)


def signed(request: HttpRequest, review: Review, form: SignForm) -> Any:
    """The issued document, or nothing: then the form says why."""
    try:
        return services.sign_review(review, form.given(), by=request.user)
    except Clash:
        form.add_error(None, CHANGED)
    except IllegalMove:
        form.add_error(None, TOO_LATE)
    except ValidationError as error:
        add_errors(form, error)
    return None


def may_still(request: HttpRequest, review: Review, verb: str) -> bool:
    """The right person at the wrong moment reads a sentence on the paper's page."""
    sources, _target = Review.VERBS[verb]
    if review.status in sources:
        return True
    messages.warning(request, TOO_LATE)
    return False


def proposed(review: Review) -> dict[str, Any]:
    """Number and date as prepared, else today and the next free number."""
    planned_on = review.planned_on or clock.today()
    dated_on = min(planned_on, clock.today())
    number = review.planned_number or services.next_number(review, dated_on)
    return {
        "planned_on": planned_on,
        "planned_number": number,
        "dated_on": dated_on,
        "number": number,
    }
