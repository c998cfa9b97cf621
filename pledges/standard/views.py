"""Pages of standards: read by everyone, written and adopted by their cell or by staff."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.web import TOO_LATE, VisiblePapersMixin, fetch_paper
from cells.workflow import Clash, IllegalMove
from pledges.standard.forms import AdoptForm, NewStandardForm, StandardFilter, StandardSheet
from pledges.standard.models import MoralStandard
from pledges.standard.services import adopt_standard, draft_standard, missing_parts
from pledges.standard.tables import StandardTable

papers = MoralStandard.objects.select_related("cell")
CLOSED = "Bản này đã ban hành, không sửa được nữa."


class StandardList(SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = papers.annotate(lines=Count("criteria"))
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


@permission_required("pledges.draft_moralstandard", raise_exception=True)
def standard_new(request: HttpRequest) -> HttpResponse:
    form = NewStandardForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        draft = draft_standard(form.cell, year=form.cleaned_data["year"], by=request.user)
        return redirect("standard-write", draft.pk)
    return render(request, "pledges/standard/new.html", {"form": form})


def standard_write(request: HttpRequest, pk: int) -> HttpResponse:
    standard = fetch_paper(request, papers, pk, "write")
    add = "add" in request.POST or "add" in request.GET
    if request.method != "POST":
        if standard.status not in MoralStandard.EDITABLE:
            messages.info(request, CLOSED)
            return redirect(standard)
        return write_page(request, StandardSheet(standard, add=add))
    sheet = StandardSheet(standard, request.POST, add=add)
    try:
        if not sheet.save():
            return write_page(request, sheet)
    except (Clash, IllegalMove):
        return clash_page(request, sheet)
    if add:
        return redirect(f"{reverse('standard-write', args=[pk])}?add=1#dong-moi")
    messages.success(request, "Đã lưu bản nháp.")
    return redirect(standard)


def write_page(request: HttpRequest, sheet: StandardSheet, **extra: Any) -> HttpResponse:
    context = {"standard": sheet.standard, "sheet": sheet, **extra}
    status = 409 if "is_open" in extra else 200
    return render(request, "pledges/standard/write.html", context, status=status)


def clash_page(request: HttpRequest, sheet: StandardSheet) -> HttpResponse:
    """The loser's words stay in the boxes, what was saved stands beside them."""
    sheet.standard = papers.get(pk=sheet.standard.pk)
    sheet.version = sheet.standard.version
    is_open = sheet.standard.status in MoralStandard.EDITABLE
    return write_page(request, sheet, is_open=is_open, closed=CLOSED)


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
            version=values["version"],
        )
    except IllegalMove:
        form.add_error(None, TOO_LATE)
    except ValidationError as error:
        form.add_error(None, error)
    else:
        return True
    standard.refresh_from_db()
    return False
