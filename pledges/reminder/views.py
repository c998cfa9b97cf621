"""Nhắc: the list of who has not sent, then the sending; the staff's list; slips to hand over."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.export.services import filter_words
from cells.export.views import ExportableList
from cells.models import Cell
from cells.web import fetch_paper, spoken_errors
from cells.workflow import Clash
from pledges.monthly_report.slips import months_with_slips
from pledges.monthly_report.tables import MonthlyReportFilter
from pledges.pledge.forms import PledgeFilter
from pledges.pledge.views import pdf_response
from pledges.reminder import services
from pledges.reminder.figures import SPACING, overdue
from pledges.reminder.missing import KINDS, PLEDGES, REPORTS, Kind
from pledges.reminder.preview import foresee
from pledges.reminder.slips import slips_of
from pledges.reminder.tables import OverdueFilter, OverdueTable

CHANGED = (
    "Danh sách vừa thay đổi: có đồng chí vừa gửi, hoặc vừa được nhắc. "
    "Chưa nhắc ai; đồng chí xem lại rồi gửi."
)

LISTS = {REPORTS.key: MonthlyReportFilter, PLEDGES.key: PledgeFilter}


class OverdueList(ExportableList, PermissionRequiredMixin, SingleTableMixin, FilterView):
    permission_required = "pledges.follow_reminder"
    raise_exception = True
    table_class = OverdueTable
    filterset_class = OverdueFilter
    table_pagination = {"per_page": 50}
    template_name = "pledges/reminder/overdue.html"
    extra_context = {"page_title": "Hồ sơ quá hạn lâu"}

    @property
    def kind(self) -> Kind:
        return KINDS.get(self.request.GET.get("kind", ""), REPORTS)

    def get_queryset(self) -> Any:
        papers = overdue(self.kind).visible_to(self.request.user).with_people()
        return papers.prefetch_related("reminders").order_by("due_on", "pk")

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        chosen = self.request.GET.copy()
        chosen["kind"] = self.kind.key
        return super().get_filterset_kwargs(filterset_class) | {"data": chosen}

    def get_table(self, **kwargs: Any) -> OverdueTable:
        table = super().get_table(**kwargs)
        table.kind = self.kind
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            days=settings.CHI03_REMIND_STAFF_ON,
            days_alone=settings.CHI03_REMIND_OFFICERS_ON,
            **kwargs,
        )


def reminder_cell(request: HttpRequest, pk: int) -> HttpResponse:
    cell = fetch_paper(request, Cell.objects.all(), pk, "remind")
    filterset = list_before(request)
    if request.method != "POST":
        return cell_page(request, cell, filterset)
    kind = KINDS.get(request.POST.get("kind", ""), REPORTS)
    agreed = request.POST.get("agreed", "") or "nothing was read"
    listed = None if filterset is None else filterset.qs
    try:
        people = services.remind_by_hand(cell, kind, by=request.user, agreed=agreed, listed=listed)
    except Clash:
        messages.warning(request, CHANGED)
        return cell_page(request, cell, filterset, status=409)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã nhắc {people} đồng chí về {kind.noun}.")
    return redirect(request.get_full_path())


def list_before(request: HttpRequest) -> Any:
    """The list that led here, narrowed as it was there: of its papers alone people are reminded.
    None where no list led here, or what narrows it makes no sense."""
    kind = request.GET.get("list", "")
    if kind not in LISTS:
        return None
    filterset = LISTS[kind](request.GET, queryset=KINDS[kind].missing(), request=request)
    return filterset if filterset.is_valid() else None


def cell_page(request: HttpRequest, cell: Cell, filterset: Any, status: int = 200) -> HttpResponse:
    if filterset is None:
        kinds = [(kind, foresee(cell, kind, request.user)) for kind in KINDS.values()]
    else:
        kind = KINDS[request.GET["list"]]
        kinds = [(kind, foresee(cell, kind, request.user, filterset.qs))]
    slips = slips_of(cell)
    context = {
        "cell": cell,
        "kinds": kinds,
        "narrowed_by": "" if filterset is None else filter_words(filterset.form),
        "months": months_with_slips(cell),
        "slips": slips,
        "to_hand_over": [slip for slip in slips if slip.is_in_hand],
        "to_print": [slip for slip in slips if not slip.handed],
        "spacing": SPACING.days,
        "mails": settings.CHI03_MAILS,
    }
    return render(request, "pledges/reminder/cell.html", context, status=status)


@require_POST
def reminder_slips(request: HttpRequest, pk: int) -> HttpResponse:
    cell = fetch_paper(request, Cell.objects.all(), pk, "remind")
    with spoken_errors(request):
        pdf = services.print_reminder_slips(cell, by=request.user)
        return pdf_response(pdf, f"giay-nhac-{cell.pk}.pdf")
    return redirect("reminder-cell", pk)


@require_POST
def reminder_handed(request: HttpRequest, pk: int) -> HttpResponse:
    cell = fetch_paper(request, Cell.objects.all(), pk, "remind")
    with spoken_errors(request):
        people = services.hand_over_slips(cell, by=request.user)
        messages.success(request, f"Đã ghi: đã đưa giấy nhắc cho {people} đồng chí.")
    return redirect(f"{reverse('reminder-cell', args=[pk])}#giay-nhac")
