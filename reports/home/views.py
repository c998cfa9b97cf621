"""Home, the cells' boards, and the pages that say why there is no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.member.accounts.gate import ask_to_sign_in
from cells.models import Cell
from cells.scope import is_committee_staff
from cells.web import VisiblePapersMixin, followers_only
from pledges.models import MoralStandard
from pledges.monthly_report.figures import year_strips
from pledges.pledge.models import NOT_YET_ACCEPTED
from reports.home import figures, tasks
from reports.home.boards import gaps
from reports.home.filters import CellFilter
from reports.home.hubs import HUBS
from reports.home.news import news_for
from reports.home.roles import present_role
from reports.home.tables import CellTable, since
from reports.overview.help.models import HelpRequest

FOLLOWERS = {"staff", "leader", "inspector"}


def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    role = present_role(request.session.get("role"), user.rights)
    year = clock.today().year
    own = tasks.reports_of(user, year)
    todo = tasks.tasks_of(user, own)
    context = {
        "tasks": todo,
        "news": news_for(user, todo),
        "gaps": gaps(user) if role in FOLLOWERS else [],
        "strips": year_strips(own, year),
        "year": year,
    }
    return render(request, "reports/home/home.html", context)


@require_POST
def switch_role(request: HttpRequest) -> HttpResponse:
    request.session["role"] = present_role(request.POST.get("role"), request.user.rights)
    return redirect("home")


def hub(request: HttpRequest, key: str) -> HttpResponse:
    """Lists of the cells' papers are for who follows cells; what is studied is everybody's."""
    if key != "study":
        followers_only(request.user)
    return render(request, "reports/home/hub.html", {"hub": HUBS[key]})


class CellList(ExportableList, VisiblePapersMixin, SingleTableMixin, FilterView):
    """Every cell one follows, with what is missing there."""

    export_cells = ("pk",)
    template_name = "reports/home/cells.html"
    table_class = CellTable
    filterset_class = CellFilter
    table_pagination = {"per_page": 50}
    queryset = Cell.objects.all()

    def get_queryset(self):
        return figures.cells_with_counts(super().get_queryset(), clock.today())

    def get_table_kwargs(self):
        follows = bool(self.request.user.rights.bodies or self.request.user.rights.cells_as_officer)
        return {} if follows else {"exclude": ("registered", "overdue_count")}


def cell(request: HttpRequest, pk: int) -> HttpResponse:
    today, rights = clock.today(), request.user.rights
    cells = figures.cells_with_counts(Cell.objects.visible_to(request.user), today)
    found = get_object_or_404(cells, pk=pk)
    is_officer = found.pk in rights.cells_as_officer
    context = {
        "cell": found,
        "today": today,
        "since": since(),
        "not_yet": NOT_YET_ACCEPTED,
        "officers": figures.officers_in_order(found, today),
        "standard": MoralStandard.objects.in_force(found, today.year)
        .prefetch_related("criteria")
        .first(),
        "follows": bool(rights.bodies) or is_officer,
        "is_officer": is_officer,
        "answers": is_officer or is_committee_staff(request.user),
        "on_leave": figures.on_leave(found, today),
        "guests": figures.guests(found, today),
        "help": HelpRequest.objects.visible_to(request.user).filter(cell=found).first(),
    }
    return render(request, "reports/home/cell.html", context)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Without a sign-in the form is old because of that: then it is what is asked for."""
    needs_sign_in = request.resolver_match is None or getattr(
        request.resolver_match.func, "login_required", True
    )
    if needs_sign_in and not request.user.is_authenticated:
        return ask_to_sign_in(request)
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request: the database that a menu needs may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
