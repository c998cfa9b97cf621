"""The workshop: a card is written, lights beside every line, examples of other cells at hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cells.web import TOO_LATE, fetch_paper
from cells.workflow import Clash, IllegalMove
from pledges.standard.clarity import FEWEST, MOST
from pledges.standard.examples import examples_for, line_of_others
from pledges.standard.models import MoralStandard
from pledges.standard.sheet import StandardSheet, summary, with_line

papers = MoralStandard.objects.select_related("cell")
CLOSED = "Bản này đã ban hành, không sửa được nữa."
CLASH = "Bản này vừa được lưu ở nơi khác."
FULL = f"Thẻ đã đủ {MOST} dòng. Xoá chữ một dòng rồi lấy mẫu."


def standard_write(request: HttpRequest, pk: int) -> HttpResponse:
    standard = fetch_paper(request, papers, pk, "write")
    if request.method == "POST":
        data = with_copy(request, standard) if "line" in request.POST else request.POST
        return keep(request, StandardSheet(standard, data, add="add" in request.POST))
    if standard.status not in MoralStandard.EDITABLE:
        messages.info(request, CLOSED)
        return redirect(standard)
    return write_page(request, StandardSheet(standard, add="add" in request.GET))


def keep(request: HttpRequest, sheet: StandardSheet) -> HttpResponse:
    """Save, or show the text again with what stands in its way."""
    try:
        if not sheet.save():
            return write_page(request, sheet)
    except (Clash, IllegalMove):
        return clash_page(request, sheet)
    return onwards(request, sheet.standard)


def onwards(request: HttpRequest, standard: MoralStandard) -> HttpResponse:
    """To the card; whoever asked for advice, examples or one more line stays on the page."""
    write = reverse("standard-write", args=[standard.pk])
    if "add" in request.POST:
        return redirect(f"{write}?add=1#dong-moi")
    if {"find", "line"} & request.POST.keys():
        return redirect(f"{write}?{urlencode({'q': request.POST.get('q', '')})}#mau")
    messages.success(request, "Đã lưu bản nháp.")
    return redirect(f"{write}#gop-y" if "look" in request.POST else standard.get_absolute_url())


def with_copy(request: HttpRequest, standard: MoralStandard) -> Any:
    """A line of another cell goes into the first empty place; the text typed is saved with it."""
    line = line_of_others(standard, request.user, request.POST["line"])
    data = with_line(request.POST, line) if line else None
    if data is None:
        messages.warning(request, FULL if line else TOO_LATE)
    return data or request.POST


def write_page(request: HttpRequest, sheet: StandardSheet, **extra: Any) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    lights = sheet.judge(request.user)
    context = {
        "fewest": FEWEST,
        "most": MOST,
        "standard": sheet.standard,
        "sheet": sheet,
        "lights": lights.card,
        "said": summary(lights),
        "examples": examples_for(sheet.standard, request.user, given.get("q", "")),
        **extra,
    }
    status = 409 if "is_open" in extra else 200
    return render(request, "pledges/standard/write.html", context, status=status)


def clash_page(request: HttpRequest, sheet: StandardSheet) -> HttpResponse:
    """The loser's words stay in the boxes, what was saved stands beside them."""
    sheet.standard = papers.get(pk=sheet.standard.pk)
    sheet.version = sheet.standard.version
    is_open = sheet.standard.status in MoralStandard.EDITABLE
    return write_page(request, sheet, is_open=is_open, closed=CLOSED)


@require_POST
def standard_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    standard = fetch_paper(request, papers, pk, "write")
    sheet = StandardSheet(standard, request.POST)
    try:
        if not sheet.save():
            return JsonResponse({"message": sheet.first_error()}, status=400)
    except Clash:
        url = reverse("standard-write", args=[pk])
        return JsonResponse({"message": CLASH, "url": url}, status=409)
    except IllegalMove:
        return JsonResponse({"message": CLOSED, "url": standard.get_absolute_url()}, status=409)
    saved_at = timezone.localtime(standard.saved_at)
    return JsonResponse({"saved_at": f"{saved_at:%H:%M}", "version": standard.version})


@require_POST
def standard_lights(request: HttpRequest, pk: int) -> JsonResponse:
    """What the lights say about the words in the boxes; nothing is stored."""
    standard = fetch_paper(request, papers, pk, "write")
    if standard.status not in MoralStandard.EDITABLE:
        return JsonResponse({"message": CLOSED}, status=409)
    sheet = StandardSheet(standard, request.POST)
    lights = sheet.judge(request.user)
    page = "pledges/standard/_lights.html"
    return JsonResponse(
        {
            "said": summary(lights),
            "card": render_to_string("pledges/standard/_card_lights.html", {"lights": lights.card}),
            "lines": [render_to_string(page, {"form": form}) for form in sheet.lines.forms],
        }
    )
