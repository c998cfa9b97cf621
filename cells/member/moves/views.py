"""Pages that move people, one a step: join, transfer, stay for a while, leave."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.member.accounts.forms import ReasonForm
from cells.member.models import Member
from cells.member.moves import forms, pages, services
from cells.member.moves.models import Transfer, TransferStatus
from cells.member.moves.passage import homes_of
from cells.member.moves.stays import stays_of
from cells.member.moves.tables import TransferTable
from cells.member.preview import ask
from cells.organisation.models import Cell, CellKind
from cells.scope import is_committee_staff
from cells.web import TOO_LATE, VisiblePapersMixin, fetch_paper, spoken_errors

papers = Transfer.objects.with_people()
people = Member.objects.all()
NO_HOME = "Đồng chí này hiện không sinh hoạt ở chi bộ nào của đảng bộ."
AT_HOME = "Đồng chí này đang sinh hoạt ở chi bộ. Sang chi bộ khác thì dùng “Chuyển sinh hoạt”."
NO_STAY = "Đồng chí này không sinh hoạt tạm thời ở đâu."


# Transfers


class TransferList(
    ExportableList, PermissionRequiredMixin, SingleTableMixin, VisiblePapersMixin, FilterView
):
    permission_required = "cells.follow_transfer"
    raise_exception = True
    export_cells = ("from_cell", "to_cell")
    queryset = papers.open_first()
    filterset_class = forms.TransferFilter
    table_class = TransferTable
    template_name = "cells/member/moves/transfers.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Chuyển sinh hoạt"}


class TransferDetail(VisiblePapersMixin, DetailView):
    queryset = papers
    template_name = "cells/member/moves/transfer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = people.visible_to(self.request.user).filter(pk=self.object.member_id)
        return super().get_context_data(is_whole=whole.exists(), **kwargs)


def transfer_propose(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "transfer")
    homes = introduced_from(request, member)
    if not homes:
        return back_to(request, member, NO_HOME)
    initial = {"intended_on": clock.today()}
    form = forms.ProposeForm(request.POST or None, homes=homes, initial=initial)
    return ask(request, pages.proposal(member, homes), form)


def introduced_from(request: HttpRequest, member: Member) -> list[Cell]:
    """Staff from wherever the person belongs, a secretary from their own cell alone."""
    homes, own = homes_of(member), request.user.rights.cells_as_secretary
    return homes if is_committee_staff(request.user) else [c for c in homes if c.pk in own]


def back_to(request: HttpRequest, paper: Any, sentence: str) -> HttpResponse:
    messages.info(request, sentence)
    return redirect(paper)


def transfer_receive(request: HttpRequest, pk: int) -> HttpResponse:
    transfer = fetch_paper(request, papers, pk, "receive")
    if transfer.status != TransferStatus.PROPOSED:
        return back_to(request, transfer, TOO_LATE)
    initial = {"first_day": min(transfer.intended_on, clock.today())}
    form = forms.ReceiveForm(request.POST or None, initial=initial)
    return ask(request, pages.receipt(transfer), form)


def transfer_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    transfer = fetch_paper(request, papers, pk, "cancel")
    if transfer.status != TransferStatus.PROPOSED:
        return back_to(request, transfer, TOO_LATE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with spoken_errors(request):
            services.cancel_transfer(transfer, by=request.user, note=form.cleaned_data["note"])
            messages.success(request, "Đã huỷ giấy chuyển sinh hoạt.")
        return redirect(transfer)
    context = {"transfer": transfer, "form": form}
    return render(request, "cells/member/moves/cancel.html", context)


# Into a cell


@permission_required("cells.join_member", raise_exception=True)
def member_join(request: HttpRequest) -> HttpResponse:
    form = forms.JoinForm(request.POST or None, initial={"since": clock.today()})
    return ask(request, pages.joining_page(), form)


def member_rejoin(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has left, or belongs so far to a youth branch alone."""
    member = fetch_paper(request, people, pk, "move")
    kinds = {cell.kind for cell in homes_of(member)}
    if CellKind.PARTY in kinds:
        return back_to(request, member, AT_HOME)
    form = forms.EntryForm(request.POST or None, initial={"since": clock.today()})
    form.leave_out(kinds)
    return ask(request, pages.entry(member), form)


# For a while


def member_stay(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "move")
    homes = homes_of(member)
    if not homes:
        return back_to(request, member, NO_HOME)
    initial = {"since": clock.today()}
    form = forms.StayForm(request.POST or None, homes=homes, initial=initial)
    return ask(request, pages.stay(member, homes), form)


def member_stay_end(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "move")
    cells = list(Cell.objects.filter(memberships__in=stays_of(member)).distinct())
    if not cells:
        return back_to(request, member, NO_STAY)
    initial = {"last_day": clock.today()}
    form = forms.EndStayForm(request.POST or None, cells=cells, initial=initial)
    return ask(request, pages.end_of_stay(member, cells), form)


# Out of the ranks


def member_leave(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_paper(request, people, pk, "move")
    homes = homes_of(member)
    if not homes:
        return back_to(request, member, NO_HOME)
    initial = {"last_day": clock.today()}
    form = forms.LeaveForm(request.POST or None, homes=homes, initial=initial)
    return ask(request, pages.leaving_page(member, homes), form)
