"""One guided page into a new year; opening it is a button behind its preview."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cells import clock
from cells.models import Theme
from cells.web import spoken_errors
from pledges.pledge.forms import NoteForm
from reports.overview.new_year.figures import closing, closing_year, opening, steps_into
from reports.overview.new_year.services import (
    close_year,
    open_pledges,
    year_ahead,
    years_to_open,
)

NO_REASON = "Ghi lý do khép, ví dụ đã tổng kết năm."


@permission_required("pledges.open_pledge", raise_exception=True)
def new_year(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    years = years_to_open(today)
    chosen = request.GET.get("year", "")
    year = next((year for year in years if str(year) == chosen), year_ahead(today))
    context = {"year": year, "years": years, "steps": steps_into(year, today)}
    return render(request, "reports/overview/new_year.html", context)


@permission_required("pledges.open_pledge", raise_exception=True)
def new_year_open(request: HttpRequest, year: int) -> HttpResponse:
    today = clock.today()
    if year not in years_to_open(today):
        raise Http404
    theme = get_object_or_404(Theme, year=year)
    if request.method == "POST":
        with spoken_errors(request):
            messages.success(request, what_was_opened(open_pledges(year, by=request.user), year))
        return redirect(f"{reverse('new-year')}?year={year}")
    return render(request, "reports/overview/open.html", {"opening": opening(theme, today)})


@permission_required("pledges.close_pledge", raise_exception=True)
def new_year_close(request: HttpRequest, year: int) -> HttpResponse:
    if year != closing_year(clock.today()):
        raise Http404
    form = NoteForm(request.POST or None, question="Vì sao khép?", missing=NO_REASON)
    if request.method == "POST" and form.is_valid():
        with spoken_errors(request):
            note = form.cleaned_data["note"]
            closed = close_year(year, by=request.user, note=note)
            messages.success(request, f"Đã khép {closed} bản đăng ký năm {year}.")
        return redirect(f"{reverse('new-year')}?year={year + 1}")
    context = {"closing": closing(year, request.user), "form": form}
    return render(request, "reports/overview/close.html", context)


def what_was_opened(opened: int, year: int) -> str:
    if not opened:
        return f"Ai cũng đã có bản đăng ký năm {year}, không mở thêm."
    return f"Đã mở {opened} bản đăng ký năm {year}. Mỗi đồng chí thấy bản của mình ở Việc cần làm."
