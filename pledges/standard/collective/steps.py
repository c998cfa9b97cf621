"""The steps of a collective registration, one address a verb."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells.web import TOO_LATE, add_errors, fetch_paper, spoken_errors
from cells.workflow import IllegalMove
from pledges.standard.collective import services
from pledges.standard.collective.forms import ReasonForm, ResultForms
from pledges.standard.collective.models import CollectiveRegistration, CollectiveStatus
from pledges.standard.collective.views import papers


def collective_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Read once more what the cell will answer for, then the step."""
    registration = fetch_paper(request, papers, pk, "register")
    if request.method == "POST":
        given = request.POST.get("version", "")
        version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1
        with spoken_errors(request):
            services.register_collective(registration, by=request.user, version=version)
            messages.success(request, "Đã đăng ký. Cuối năm chi uỷ ghi kết quả từng việc rồi khép.")
        return redirect(registration)
    if registration.status not in CollectiveRegistration.EDITABLE:
        return redirect(registration)
    context = {
        "registration": registration,
        "items": registration.items.select_related("responsible"),
        "missing": services.missing_parts(registration),
    }
    return render(request, "pledges/collective/check.html", context)


def collective_close(request: HttpRequest, pk: int) -> HttpResponse:
    """At year's end: a result for every item, then the year is closed."""
    registration = fetch_paper(request, papers, pk, "close")
    forms = ResultForms(registration, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        if registration.status != CollectiveStatus.REGISTERED:
            messages.info(request, TOO_LATE)
            return redirect(registration)
        return close_page(request, registration, forms)
    if not forms.is_valid() and registration.status == CollectiveStatus.REGISTERED:
        return close_page(request, registration, forms)
    return close(request, registration, forms)


def close(
    request: HttpRequest, registration: CollectiveRegistration, forms: ResultForms
) -> HttpResponse:
    try:
        results = forms.results() if forms.is_valid() else {}
        services.close_collective(registration, by=request.user, results=results)
    except IllegalMove:
        return words_page(request, registration, forms.typed_words())
    except ValidationError as error:
        registration.refresh_from_db()
        forms.refusals = error.messages
        return close_page(request, registration, forms)
    messages.success(request, "Đã ghi kết quả và khép bản đăng ký của năm.")
    return redirect(registration)


def close_page(
    request: HttpRequest, registration: CollectiveRegistration, forms: ResultForms
) -> HttpResponse:
    context = {"registration": registration, "forms": forms}
    return render(request, "pledges/collective/close.html", context)


def words_page(
    request: HttpRequest, registration: CollectiveRegistration, words: list[tuple[str, str]]
) -> HttpResponse:
    """The step came too late; what was typed is shown again so that nothing is lost."""
    registration.refresh_from_db()
    context = {"registration": registration, "words": words, "why": TOO_LATE}
    return render(request, "pledges/collective/words.html", context, status=409)


def collective_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_and_move(
        request,
        pk,
        "reopen",
        services.reopen_collective,
        done="Đã mở lại. Bản đăng ký nay là bản nháp của chi uỷ, đăng ký lại rồi mới hiện ở đây.",
        title="Mở lại để chi uỷ viết tiếp",
        hint="Bản đăng ký trở về bản nháp; chi uỷ sửa rồi đăng ký lại.",
    )


def collective_resume(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_and_move(
        request,
        pk,
        "resume",
        services.resume_collective,
        done="Đã mở lại. Chi uỷ sửa kết quả rồi khép lại.",
        title="Mở lại để sửa kết quả",
        hint="Kết quả đã ghi giữ nguyên; chi uỷ sửa rồi khép lại.",
    )


def ask_and_move(
    request: HttpRequest, pk: int, verb: str, step: Callable[..., None], *, done: str, **words: str
) -> HttpResponse:
    """One page, one question; the step is taken with the answer."""
    registration = fetch_paper(request, papers, pk, verb)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            step(registration, by=request.user, note=note)
        except IllegalMove:
            return words_page(request, registration, [("Lý do", note)])
        except ValidationError as error:
            registration.refresh_from_db()
            add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect(registration if is_seen(request, pk) else "collective-list")
    context = {"registration": registration, "form": form, **words}
    return render(request, "pledges/collective/ask.html", context)


def is_seen(request: HttpRequest, pk: int) -> bool:
    """What has become a draft again is out of its opener's sight."""
    return papers.visible_to(request.user).filter(pk=pk).exists()
