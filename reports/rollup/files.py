"""The tables as files, behind the question why."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cells.models import Cell, Committee
from cells.organisation.models import CellKind
from cells.scope import exports_freely
from cells.sheet import XLSX
from cells.web import fetch_paper
from reports.rollup.figures import cell_lines, cell_total, member_lines, total_of
from reports.rollup.forms import BUTTONS, FileForm
from reports.rollup.papers import OF_CELLS, OF_PEOPLE, paper_context, printed_table
from reports.rollup.services import take_table
from reports.rollup.views import (
    WHOLE,
    cell_extent,
    cells_extent,
    period_or_404,
    registering,
)

FILE_NAMES: dict[str, str] = {CellKind.PARTY: "chi-bo", CellKind.YOUTH: "chi-doan"}
FILE_NAMES_OF_ALL: dict[str, str] = {CellKind.PARTY: "dang-bo", CellKind.YOUTH: "doan-co-quan"}
TYPES = {"pdf": "application/pdf", "xlsx": XLSX}


def rollup_cells_file(request: HttpRequest, kind: str, period: str, ending: str) -> HttpResponse:
    when = period_or_404(period)
    reader: Any = request.user
    extent = cells_extent(reader, kind, when)
    if not reader.has_perm("cells.take_roll_up_committee"):
        raise PermissionDenied
    lines, who = cell_lines(extent), CellKind(kind).label.capitalize()
    table = printed_table(OF_CELLS, lines, total_of(lines), who)
    context = paper_context(when, None, WHOLE[CellKind(kind)], table)
    back = reverse("rollup-cells", args=[kind, when])
    return ask(
        request, context, ending, Committee.objects.get(), f"{FILE_NAMES_OF_ALL[kind]}-{when}", back
    )


def rollup_cell_file(request: HttpRequest, pk: int, period: str, ending: str) -> HttpResponse:
    cell, when = fetch_paper(request, registering, pk, "take_roll_up"), period_or_404(period)
    extent = cell_extent(cell, when)
    lines = member_lines(extent)
    table = printed_table(OF_PEOPLE, lines, cell_total(extent, lines), "Họ và tên")
    context = paper_context(when, cell, cell.name, table)
    back = reverse("rollup-cell", args=[pk, when])
    return ask(request, context, ending, cell, f"{FILE_NAMES[cell.kind]}-{pk}-{when}", back)


def ask(
    request: HttpRequest,
    context: dict[str, Any],
    ending: str,
    trail_of: Cell | Committee,
    name: str,
    back_url: str,
) -> HttpResponse:
    if ending not in BUTTONS:
        raise Http404
    reader: Any = request.user
    form = FileForm(request.POST or None, ending=ending, is_free=exports_freely(reader))
    if request.method == "POST" and form.is_valid():
        content = take_table(
            context, ending, trail_of=trail_of, by=reader, reason=form.cleaned_data["reason"]
        )
        shown = "inline" if ending == "pdf" else "attachment"
        headers = {"Content-Disposition": f'{shown}; filename="tong-hop-{name}.{ending}"'}
        return HttpResponse(content, content_type=TYPES[ending], headers=headers)
    page = {"form": form, "title": context["title"], "back_url": back_url}
    return render(request, "reports/rollup/file.html", page)
