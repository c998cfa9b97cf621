"""What helps while a pledge is written: words put into a frame, the sentence as it reads."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cells.web import TOO_LATE, fetch_paper
from pledges.pledge.copying import words_to_copy
from pledges.pledge.forms import PledgeSheet, filled_in
from pledges.pledge.library import example_numbered
from pledges.pledge.models import Pledge
from pledges.pledge.services import MOST
from pledges.pledge.steps import BEGUN, CLOSED, kind_asked, lost_words, refused
from pledges.pledge.views import number_from, papers

FULL = f"Bản đăng ký đã đủ {MOST} việc. Xoá chữ một việc rồi lấy thêm."


@require_POST
def pledge_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """An example, or one of last year's items, goes into the first empty frame; the text typed is
    saved with it."""
    if lost := lost_words(request, pk):
        return render(request, "pledges/pledge/words.html", lost, status=409)
    pledge = fetch_paper(request, papers, pk, "write")
    sheet = PledgeSheet(pledge, request.POST, reader=request.user)
    words = words_asked(request, sheet)
    filled = filled_in(request.POST, words, sheet.room) if words else None
    if filled is None:
        messages.warning(request, FULL if words else TOO_LATE)
        return refused(request, sheet) or back(request, pledge, "mau")
    data, written = filled
    sheet = PledgeSheet(pledge, data, reader=request.user)
    return refused(request, sheet) or back(request, pledge, f"viec-{written + 1}")


def words_asked(request: HttpRequest, sheet: PledgeSheet) -> dict[str, Any]:
    """What the button stands for: an item of last year, or an example under a line of the card."""
    last = number_from(request.POST, "last")
    if item := next((each for each in sheet.last_year if each.pk == last), None):
        return words_to_copy(item, sheet.pledge, sheet.criteria)
    number, _, criterion = request.POST.get("example", "").partition("-")
    example = example_numbered(int(number)) if number.isdecimal() and len(number) < 5 else None
    if example is None:
        return {}
    words = {"action": example.action, "measure": example.measure, "rhythm": example.rhythm}
    words["copied_from_id"] = ""  # the frame may have held a copy that was cleared
    is_offered = criterion in {str(pk) for pk, _ in sheet.criteria}
    return words | ({"criterion_id": criterion} if is_offered else {})


def back(request: HttpRequest, pledge: Pledge, place: str) -> HttpResponse:
    query = urlencode(kind_asked(request))
    write = reverse("pledge-write", args=[pledge.pk])
    return redirect(f"{write}?{query}#{place}" if query else f"{write}#{place}")


@require_POST
def pledge_preview(request: HttpRequest, pk: int) -> JsonResponse:
    """Each sentence as the cell will read it; nothing is stored."""
    if lost_words(request, pk):
        return JsonResponse({"message": BEGUN}, status=409)
    pledge = fetch_paper(request, papers, pk, "write")
    if pledge.status not in Pledge.EDITABLE:
        return JsonResponse({"message": CLOSED}, status=409)
    sheet = PledgeSheet(pledge, request.POST, reader=request.user)
    page = "pledges/pledge/_preview.html"
    return JsonResponse(
        {"lines": [render_to_string(page, {"form": form}) for form in sheet.items.forms]}
    )
