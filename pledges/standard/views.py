"""Pages of standards: read by everyone, adopted by their cell or by staff, printed for the wall."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.export.views import ExportableList
from cells.models import Session
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper
from cells.workflow import IllegalMove
from pledges.standard import poster
from pledges.standard.collective.models import CollectiveRegistration
from pledges.standard.forms import AdoptForm, NewStandardForm, StandardFilter
from pledges.standard.models import MoralStandard
from pledges.standard.services import (
    adopt_standard,
    draft_next,
    draft_standard,
    has_successor_year,
    missing_parts,
    next_year_of,
)
from pledges.standard.tables import StandardTable
from pledges.standard.writing import CLOSED, papers


class StandardList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    # Counting drops the model's own order
    queryset = papers.annotate(lines=Count("criteria")).order_by(*MoralStandard._meta.ordering)
    filterset_class = StandardFilter
    table_class = StandardTable
    template_name = "pledges/standard/list.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Chuẩn mực đạo đức"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_draft = self.request.user.has_perm("pledges.draft_moralstandard")
        return super().get_context_data(**kwargs) | {"may_draft": may_draft}


class StandardDetail(VisiblePapersMixin, DetailView):
    queryset = papers.prefetch_related("criteria")
    context_object_name = "standard"
    template_name = "pledges/standard/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standard, user = self.object, self.request.user
        sessions = Session.objects.visible_to(user).filter(pk=standard.session_id)
        return super().get_context_data(
            collectives=collectives_beside(standard, user),
            session=sessions.first() if standard.session_id else None,
            next_year=str(next_year_of(standard)) if has_successor_year(standard) else "",
            **kwargs,
        )


def collectives_beside(standard: MoralStandard, user: Any) -> QuerySet:
    """What the cell as a whole registered in the years of this card; the committee has none."""
    registrations = CollectiveRegistration.objects.visible_to(user).select_related("cell")
    since = registrations.filter(cell=standard.cell_id, year__gte=standard.year).order_by("year")
    later = MoralStandard.objects.adopted().filter(cell=standard.cell_id, year__gt=standard.year)
    until = later.order_by("year").values_list("year", flat=True).first()
    return since.filter(year__lt=until) if until else since


@permission_required("pledges.draft_moralstandard", raise_exception=True)
def standard_new(request: HttpRequest) -> HttpResponse:
    form = NewStandardForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        draft = draft_standard(form.cell, year=form.cleaned_data["year"], by=request.user)
        return redirect("standard-write", draft.pk)
    return render(request, "pledges/standard/new.html", {"form": form})


@require_POST
def standard_next(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of the next year, begun with the words of this one."""
    standard = fetch_paper(request, papers, pk, "write")
    try:
        draft = draft_next(standard, by=request.user)
    except IllegalMove:
        messages.warning(request, TOO_LATE)
        return redirect(standard)
    return redirect("standard-write", draft.pk)


def standard_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for the wall, A4 or A3."""
    standard = get_object_or_404(papers.visible_to(request.user), pk=pk)
    size = poster.A3 if request.GET.get("size") == "a3" else poster.A4
    pdf = poster.poster_pdf(standard, size)
    name = f"chuan-muc-{standard.year}-{standard.pk}-{size}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def standard_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date first, then the whole page once more, then the step."""
    standard = fetch_paper(request, papers, pk, "adopt")
    if standard.status not in MoralStandard.EDITABLE:
        messages.info(request, CLOSED)
        return redirect(standard)
    form = AdoptForm(request.POST or None, standard=standard)
    is_asked = request.method == "POST" and "edit" not in request.POST and form.is_valid()
    if is_asked and "confirm" in request.POST and is_adopted(request, standard, form):
        messages.success(request, "Đã ban hành. Bản đăng ký của năm nay chọn tiêu chí từ đây.")
        return redirect(standard)
    context = {"standard": standard, "form": form, "missing": missing_parts(standard)}
    page = "confirm" if is_asked and form.is_valid() and not context["missing"] else "adopt"
    return render(request, f"pledges/standard/{page}.html", context)


def is_adopted(request: HttpRequest, standard: MoralStandard, form: AdoptForm) -> bool:
    """Whether the standard is in force now; if not, the form says why."""
    values = form.cleaned_data
    try:
        adopt_standard(
            standard,
            by=request.user,
            number=values["number"],
            adopted_on=values["adopted_on"],
            session=values.get("session"),
            version=values["version"],
        )
    except IllegalMove:
        form.add_error(None, TOO_LATE)
    except ValidationError as error:
        add_errors(form, error)
    else:
        return True
    standard.refresh_from_db()
    return False
