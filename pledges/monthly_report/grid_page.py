"""The page of the grid: a month of the cell, everybody who waits a row."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from pledges.monthly_report.answering import asked_queue, refuse_others
from pledges.monthly_report.grid import AGREED, ROWS, Sheet, versions_sent
from pledges.monthly_report.models import MonthlyReport, ReportStatus
from pledges.monthly_report.opening import when_opened
from pledges.monthly_report.queue import Queue


def monthly_report_grid(request: HttpRequest) -> HttpResponse:
    refuse_others(request.user)
    queue = asked_queue(request)
    if request.method == "POST":
        return answered(request, queue)
    page = page_of(request, queue)
    here = MonthlyReport.objects.filter(pk__in=[report.pk for report in page])
    return grid_page(request, queue, page, Sheet(here, request.user))


def answered(request: HttpRequest, queue: Queue) -> HttpResponse:
    """Everything that was ticked is taken; what could not be stays on the page, and says why."""
    sent = versions_sent(request.POST)
    mine = MonthlyReport.objects.judged_by(request.user).filter(pk__in=sent)
    sheet = Sheet(mine, request.user, request.POST)
    asks = request.POST.get("all", AGREED) != AGREED
    if asks and sheet.takeable and not sheet.is_refused:
        return question_page(request, queue, sheet)
    if asks or "back" in request.POST:
        status = 409 if sheet.is_refused else 200
        return grid_page(request, queue, page_of(request, queue), sheet, status)
    return saved(request, queue, sheet)


def saved(request: HttpRequest, queue: Queue, sheet: Sheet) -> HttpResponse:
    if taken := sheet.save():
        messages.success(request, f"Đã nhận {taken} báo cáo.")
    if sheet.is_refused:
        fresh = asked_queue(request)
        return grid_page(request, fresh, page_of(request, fresh), sheet, status=409)
    if not taken:
        messages.info(request, "Chưa đánh dấu “Nhận” báo cáo nào.")
    return redirect(f"{request.path}?{query_of(queue)}")


def question_page(request: HttpRequest, queue: Queue, sheet: Sheet) -> HttpResponse:
    """Before everybody of the page is taken at one press; what was typed comes along."""
    context = {"queue": queue, "rows": sheet.takeable, "query": query_of(queue)}
    return render(request, "pledges/monthly_report/take_all.html", context)


def page_of(request: HttpRequest, queue: Queue) -> Page:
    waiting = [each for each in queue.reports if each.status == ReportStatus.SUBMITTED]
    return Paginator(waiting, ROWS).get_page(request.GET.get("page"))


def query_of(queue: Queue) -> str:
    wishes = {
        "month": f"{queue.month:%Y-%m}" if queue.month else "",
        "cell": queue.cell.pk if queue.cell else "",
    }
    return urlencode({name: value for name, value in wishes.items() if value})


def grid_page(
    request: HttpRequest, queue: Queue, page: Page, sheet: Sheet, status: int = 200
) -> HttpResponse:
    context = {
        "queue": queue,
        "sheet": sheet,
        "page": page,
        "query": query_of(queue),
        "percent": 100 * len(queue.answered) // queue.total if queue.total else 0,
        "when_opened": when_opened(),
    }
    return render(request, "pledges/monthly_report/grid.html", context, status=status)
