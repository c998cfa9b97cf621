"""Bản in của chi bộ: what can be printed for a whole cell, each behind the question why."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cells import clock
from cells.models import Cell
from cells.print.bundle import MOST
from cells.scope import permission
from cells.web import fetch_paper
from pledges.monthly_report.slips import months_with_slips, slip_pile
from pledges.pledge.views import pdf_response
from reports.prints import services
from reports.prints.forms import BlankForm, ReasonForm, RosterForm
from reports.prints.papers import people_to_pledge, pledge_pile, years_with_pledges


def party_cell(request: HttpRequest, pk: int, verb: str) -> Cell:
    return fetch_paper(request, Cell.objects.party(), pk, verb)


def cell_prints(request: HttpRequest, pk: int) -> HttpResponse:
    cell = party_cell(request, pk, "print_forms")
    context = {
        "cell": cell,
        "people": len(people_to_pledge(cell)),
        "names_people": request.user.has_perm(permission("print_people", cell), cell),
        "prints_slips": request.user.has_perm(permission("print_slips", cell), cell),
        "months": months_with_slips(cell),
        "years": years_with_pledges(cell),
        "today": clock.today(),
    }
    return render(request, "reports/prints/prints.html", context)


def cell_print_blanks(request: HttpRequest, pk: int) -> HttpResponse:
    """A blank pledge for everybody obliged, with what the roster knows filled in."""
    cell = party_cell(request, pk, "print_forms")
    people = people_to_pledge(cell)
    form = BlankForm(request.POST or None, names=[str(member) for member in people])
    if people and form.is_valid():
        year, reason = form.cleaned_data["year"], form.cleaned_data["reason"]
        chosen = form.chosen(people)
        pdf = services.print_blank_pledges(cell, chosen, year=year, by=request.user, reason=reason)
        return pdf_response(pdf, f"mau-dang-ky-{year}-{cell.pk}.pdf")
    return ask(request, cell, form, "blanks", people=people)


def cell_print_pledges(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    cell = party_cell(request, pk, "print_people")
    pile = pledge_pile(request.user, cell, year)
    if not pile.total:
        raise Http404
    names = [str(pledge.member) for pledge in pile.pledges]
    form = ReasonForm(request.POST or None, names=names)
    if names and form.is_valid():
        reason, chosen = form.cleaned_data["reason"], form.chosen(pile.pledges)
        pdf = services.print_pledges(cell, chosen, year=year, by=request.user, reason=reason)
        return pdf_response(pdf, f"dang-ky-{year}-chi-bo-{cell.pk}.pdf")
    return ask(request, cell, form, "pledges", pile=pile, year=year)


def cell_print_slips(request: HttpRequest, pk: int, year: int, month: int) -> HttpResponse:
    """Of a union as of a cell: its people report by the month too."""
    cell = fetch_paper(request, Cell.objects.all(), pk, "print_slips")
    first = first_of(year, month)
    pile = slip_pile(cell, first)
    names = [str(report.pledge.member) for report in pile.reports]
    form = ReasonForm(request.POST or None, names=names)
    if names and form.is_valid():
        reason, chosen = form.cleaned_data["reason"], form.chosen(pile.reports)
        pdf = services.print_report_slips(cell, chosen, month=first, by=request.user, reason=reason)
        return pdf_response(pdf, f"phieu-bao-cao-{first:%Y-%m}-{cell.pk}.pdf")
    return ask(request, cell, form, "slips", pile=pile, month=first)


def first_of(year: int, month: int) -> date:
    try:
        return date(year, month, 1)
    except (ValueError, OverflowError):
        raise Http404 from None


def cell_print_roster(request: HttpRequest, pk: int) -> HttpResponse:
    cell = party_cell(request, pk, "print_people")
    form = RosterForm(request.POST or None, cell=cell)
    if form.is_valid():
        day, reason = form.cleaned_data["day"], form.cleaned_data["reason"]
        pdf = services.print_roster(cell, day=day, by=request.user, reason=reason)
        return pdf_response(pdf, f"danh-sach-dang-vien-{cell.pk}-{day:%Y-%m-%d}.pdf")
    return ask(request, cell, form, "roster")


def ask(
    request: HttpRequest, cell: Cell, form: ReasonForm, what: str, **context: Any
) -> HttpResponse:
    context |= {"cell": cell, "form": form, "most_sheets": MOST}
    return render(request, f"reports/prints/{what}.html", context)
