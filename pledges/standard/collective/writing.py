"""The page on which officers write what their cell as a whole will do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cells.web import fetch_paper
from cells.workflow import Clash, IllegalMove
from pledges.standard.collective.forms import CollectiveSheet
from pledges.standard.collective.models import CollectiveRegistration
from pledges.standard.collective.views import papers

CLOSED = "Bản này đã đăng ký, không sửa được nữa."
CLASH = "Bản này vừa được lưu ở nơi khác."


def collective_write(request: HttpRequest, pk: int) -> HttpResponse:
    registration = fetch_paper(request, papers, pk, "write")
    if request.method == "POST":
        add = "add" in request.POST
        return keep(request, CollectiveSheet(registration, request.POST, add=add))
    if registration.status not in CollectiveRegistration.EDITABLE:
        messages.info(request, CLOSED)
        return redirect(registration)
    return write_page(request, CollectiveSheet(registration, add="add" in request.GET))


def keep(request: HttpRequest, sheet: CollectiveSheet) -> HttpResponse:
    """Save, or show the text again with what stands in its way."""
    try:
        if not sheet.save():
            return write_page(request, sheet)
    except (Clash, IllegalMove):
        return clash_page(request, sheet)
    pk = sheet.registration.pk
    if "add" in request.POST:
        return redirect(f"{reverse('collective-write', args=[pk])}?add=1#viec-moi")
    messages.success(request, "Đã lưu bản nháp. Chưa đăng ký.")
    return redirect("collective-register", pk)


def write_page(request: HttpRequest, sheet: CollectiveSheet, **extra: Any) -> HttpResponse:
    context = {"registration": sheet.registration, "sheet": sheet, **extra}
    status = 409 if "is_open" in extra else 200
    return render(request, "pledges/collective/write.html", context, status=status)


def clash_page(request: HttpRequest, sheet: CollectiveSheet) -> HttpResponse:
    """The loser's words stay in the boxes, what was saved stands beside them."""
    sheet.registration = papers.get(pk=sheet.registration.pk)
    sheet.version = sheet.registration.version
    is_open = sheet.registration.status in CollectiveRegistration.EDITABLE
    items = sheet.registration.items.select_related("responsible")
    return write_page(request, sheet, is_open=is_open, closed=CLOSED, items=items)


@require_POST
def collective_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    registration = fetch_paper(request, papers, pk, "write")
    sheet = CollectiveSheet(registration, request.POST)
    try:
        if not sheet.save():
            return JsonResponse({"message": sheet.first_error()}, status=400)
    except Clash:
        url = reverse("collective-write", args=[pk])
        return JsonResponse({"message": CLASH, "url": url}, status=409)
    except IllegalMove:
        url = registration.get_absolute_url()
        return JsonResponse({"message": CLOSED, "url": url}, status=409)
    saved_at = timezone.localtime(registration.saved_at)
    return JsonResponse({"saved_at": f"{saved_at:%H:%M}", "version": registration.version})
