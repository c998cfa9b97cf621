"""A cell's year of study, and all cells side by side."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cells import clock
from cells.organisation.models import Cell
from cells.plan.study import figures
from cells.plan.study.forms import OverviewForm, StudySheet
from cells.plan.study.services import arrange_slots
from cells.programme.figures import by_quarter
from cells.programme.models import Theme
from cells.programme.services import cells_that_study
from cells.web import fetch_paper
from cells.workflow import Clash, IllegalMove

FIRST_YEAR, LAST_YEAR = 2011, 2100


def study_plan(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    cell = get_object_or_404(Cell.objects.visible_to(request.user), pk=pk)
    return plan_page(request, StudySheet(cell, of_a_plan(year)))


def study_arrange(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    cell = fetch_paper(request, Cell.objects.all(), pk, "arrange")
    if request.method != "POST":
        return plan_page(request, StudySheet(cell, of_a_plan(year)))
    sheet = StudySheet(cell, of_a_plan(year), request.POST)
    if not sheet.is_valid() or sheet.lost:
        return plan_page(request, sheet)
    try:
        unusual = arrange_slots(cell, year, sheet.lines, by=request.user)
    except (Clash, IllegalMove):
        sheet.stand_beside()
        return plan_page(request, sheet, has_clash=True)
    except ValidationError as error:
        return plan_page(request, sheet, refused=error.messages)
    messages.success(request, "Đã lưu kế hoạch học tập của chi bộ.")
    for sentence in unusual:
        messages.warning(request, sentence)
    return redirect("study-plan", pk, year)


def of_a_plan(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def plan_page(request: HttpRequest, sheet: StudySheet, **extra: Any) -> HttpResponse:
    may_arrange = request.user.has_perm("cells.arrange_cell", sheet.cell)
    lines = {row.topic.pk: line_of(row, sheet, may_arrange) for row in sheet.rows}
    quarters = by_quarter([row.topic for row in sheet.rows])
    years = set(Theme.objects.values_list("year", flat=True))
    context = {
        "cell": sheet.cell,
        "year": sheet.year,
        "theme": Theme.objects.filter(year=sheet.year).first(),
        "quarters": [(each, [lines[topic.pk] for topic in each.topics]) for each in quarters],
        "has_topics": bool(sheet.rows),
        "other_years": sorted(years - {sheet.year}),
        "may_arrange": may_arrange and bool(sheet.boxes),
        "sheet": sheet,
        "lost": sheet.lost,
        "variety": figures.variety(sheet.rows),
        **extra,
    }
    status = 409 if "has_clash" in extra or context["lost"] else 200
    return render(request, "cells/plan/study/plan.html", context, status=status)


def line_of(row: figures.TopicRow, sheet: StudySheet, may_arrange: bool) -> dict[str, Any]:
    """A row with its boxes, and with the pages of sessions that it may lead to."""
    form = sheet.boxes.get(row.topic.pk) if may_arrange else None
    session_url = reverse("session", args=[row.meeting.pk]) if row.meeting else ""
    may_schedule = may_arrange and row.slot is not None and row.meeting is None
    schedule_url = ""
    if may_schedule and row.slot:
        schedule_url = f"{reverse('session-new', args=[sheet.cell.pk])}?slot={row.slot.pk}"
    return {"row": row, "form": form, "session_url": session_url, "schedule_url": schedule_url}


@permission_required("cells.list_studyslot", raise_exception=True)
def study_overview(request: HttpRequest) -> HttpResponse:
    """Cells beside quarters; whoever lacks something stands first."""
    form = OverviewForm(request.GET)
    year, today = form.shown_year, clock.today()
    cells = cells_that_study(year, today)
    everybody = figures.all_cells(cells, year, today)
    found = set(cells.search(form.said("q")).values_list("pk", flat=True))
    lack = {"slot": "unplanned", "held": "late"}.get(form.said("lack"), "")
    lines = [
        line for line in everybody if line.cell.pk in found and (not lack or getattr(line, lack))
    ]
    page = Paginator(lines, 50).get_page(request.GET.get("page"))
    context = {
        "filter": {"form": form},
        "year": year,
        "page": page,
        "cells": len(everybody),
        "without_slot": sum(1 for line in everybody if line.unplanned),
        "behind": sum(1 for line in everybody if line.late),
        "has_topics": figures.topics_of(year).exists(),
        "theme": Theme.objects.filter(year=year).first(),
    }
    return render(request, "cells/plan/study/overview.html", context)
