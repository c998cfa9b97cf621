"""The overview of all cells: a year, a month of it, and the leaders' own papers."""

from datetime import date
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_filters.views import FilterView
from django_tables2 import RequestConfig, SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.web import followers_only
from reports.overview import figures
from reports.overview.forms import LeaderFilter, OverviewForm, years
from reports.overview.leaders import leaders_of
from reports.overview.tables import LeaderTable, MonthTable

PER_PAGE = 50


def overview(request: HttpRequest) -> HttpResponse:
    """Cells beside the months of a year."""
    followers_only(request.user)
    form, today = OverviewForm(request.GET), clock.today()
    year = form.shown_year
    followed = figures.followed_cells(request.user, year)
    page = Paginator(form.narrowed(followed), PER_PAGE).get_page(request.GET.get("page"))
    totals = figures.totals(followed, year, today)
    context = {
        "filter": {"form": form},
        "year": year,
        "page": page,
        "lines": figures.lines(page.object_list, year, today),
        "totals": totals,
        "asked": figures.month_before(today),
        "newest": next((total for total in reversed(totals) if total.missing), None),
    }
    return render(request, "reports/overview/overview.html", context)


def overview_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month with all its figures: the same in words and numbers, readable on a phone."""
    followers_only(request.user)
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise Http404
    first = date(year, month, 1)
    cells = list(figures.followed_cells(request.user, year))
    squares = figures.squares_of(cells, [first], clock.today())
    table = RequestConfig(request, {"per_page": PER_PAGE}).configure(MonthTable(squares))
    context = {"month": first, "table": table, "sums": figures.summed(squares)}
    return render(request, "reports/overview/month.html", context)


class LeaderList(ExportableList, PermissionRequiredMixin, SingleTableMixin, FilterView):
    """Leaders' own pledges and months, those behind first."""

    permission_required = "pledges.oversee_pledge"
    raise_exception = True
    table_class = LeaderTable
    filterset_class = LeaderFilter
    table_pagination = {"per_page": PER_PAGE}
    template_name = "reports/overview/leaders.html"
    extra_context = {"page_title": "Cán bộ chủ chốt làm trước"}

    @property
    def year(self) -> int:
        """The chosen one; a wrong word in the address is the present one."""
        chosen = self.request.GET.get("year", "")
        return next((year for year, word in years() if word == chosen), clock.today().year)

    def get_queryset(self) -> Any:
        return leaders_of(self.year, clock.today()).order_by(
            "-is_behind", "cell__code", "member__sort_key", "pk"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everybody = leaders_of(self.year, clock.today())
        behind = everybody.filter(is_behind=True).count()
        return super().get_context_data(
            year=self.year, behind=behind, done=everybody.count() - behind, **kwargs
        )
