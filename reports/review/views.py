"""Pages of a review: the list, the composer, the rows behind a figure, the paper."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.models import Cell
from cells.print.word import WORD
from cells.scope import require
from cells.web import VisiblePapersMixin, fetch_paper, followers_only
from cells.workflow import Clash, IllegalMove
from reports.review import services
from reports.review.composition import beside_now, content_of, scope_of
from reports.review.figures import FIGURES, dotted, review_figures
from reports.review.forms import ReviewFilter, ReviewForm, RowsFilter, SectionForm, whose_choices
from reports.review.models import SLUGS, Review, ReviewSection
from reports.review.paper import paper_context, printed_review
from reports.review.sections import section_of
from reports.review.tables import ROW_KINDS, ReviewTable, listed
from reports.review.word import review_docx

reviews = Review.objects.select_related("cell")
CLASHED = "Có người vừa lưu phần này. Chữ của đồng chí còn nguyên bên dưới."
NOT_OPEN = "Báo cáo đã trình ký hoặc đã ký, không sửa được lúc này. Chữ của đồng chí còn nguyên."


class ReviewList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = reviews
    filterset_class = ReviewFilter
    table_class = ReviewTable
    template_name = "reports/review/list.html"
    table_pagination = {"per_page": 50}

    def get_queryset(self):
        followers_only(self.request.user)
        return super().get_queryset()

    def get_table(self, **kwargs: Any) -> ReviewTable:
        table = super().get_table(**kwargs)
        if whose_choices(self.request.user):
            table.empty_action, table.empty_url = "Mở báo cáo", reverse("review-new")
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_open = bool(whose_choices(self.request.user))
        return context | {"page_title": "Sơ kết – tổng kết", "may_open": may_open}


def review_new(request: HttpRequest) -> HttpResponse:
    followers_only(request.user)
    if not whose_choices(request.user):
        raise PermissionDenied
    form = ReviewForm(request.POST or None, user=request.user)
    if form.is_valid() and (review := opened(request, form)):
        return redirect(review)
    return render(request, "reports/review/new.html", {"form": form})


def opened(request: HttpRequest, form: ReviewForm) -> Review | None:
    words = form.cleaned_data
    require(request.user, "write", Review(cell=form.cell))
    try:
        review, is_new = services.open_review(
            form.cell,
            kind=words["kind"],
            first=words["first_month"],
            last=words["last_month"],
            title=words["title"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if review.is_signed:
        messages.info(request, "Báo cáo của khoảng này đã ký. Cần sửa thì lập bản thay thế.")
    elif not is_new:
        messages.info(request, "Báo cáo này đã mở từ trước. Đồng chí viết tiếp ở đây.")
    return review


class ReviewPage(VisiblePapersMixin, DetailView):
    queryset = reviews
    template_name = "reports/review/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        review = self.object
        content = content_of(review)
        if review.is_signed:
            content = beside_now(content, review_figures(scope_of(review)))
        document = review.documents.with_names().first()
        replaced = None if review.is_signed else services.signed_before(review)
        return context | {
            "content": content,
            "document": document,
            "replaced": replaced and replaced.documents.get(),
        }


def review_section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    review = fetch_paper(request, reviews, pk, "write")
    stored = stored_section(review, key)
    before = {"text": stored.text, "version": stored.version}
    form = SectionForm(request.POST or None, initial=before)
    if form.is_valid():
        try:
            services.save_section(review, key, **form.cleaned_data)
        except Clash:
            return section_clash(request, review, key, form.cleaned_data["text"])
        except IllegalMove:
            form.add_error(None, NOT_OPEN)
            return section_page(request, review, key, form, stored, status=409)
        return redirect(f"{review.get_absolute_url()}#{key}")
    if request.method != "POST" and not review.is_editable:
        messages.warning(request, NOT_OPEN)
        return redirect(review)
    return section_page(request, review, key, form, stored)


def stored_section(review: Review, key: str) -> ReviewSection:
    if section_of(review, key) is None:
        raise Http404
    return review.sections.filter(key=key).first() or ReviewSection(review=review, key=key)


def section_clash(request: HttpRequest, review: Review, key: str, own: str) -> HttpResponse:
    """Both texts side by side; what is saved next rests on the one that was saved first."""
    stored = stored_section(review, key)
    form = SectionForm(initial={"text": own, "version": stored.version})
    return section_page(request, review, key, form, stored, theirs=stored.text, status=409)


def section_page(
    request: HttpRequest,
    review: Review,
    key: str,
    form: SectionForm,
    stored: ReviewSection,
    *,
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    content = content_of(review)
    current = next(each for each in content["sections"] if each["key"] == key)
    context = {
        "review": review,
        "content": content,
        "current": current,
        "form": form,
        "saved_at": stored.saved_at if theirs is None else None,
        "theirs": theirs,
        "clashed": CLASHED if theirs is not None else "",
    }
    return render(request, "reports/review/section.html", context, status=status)


@require_POST
def review_section_autosave(request: HttpRequest, pk: int, key: str) -> JsonResponse:
    review = fetch_paper(request, reviews, pk, "write")
    stored_section(review, key)
    form = SectionForm(request.POST)
    if not form.is_valid():
        problems = [text for texts in form.errors.values() for text in texts]
        return JsonResponse({"message": " ".join(problems)}, status=400)
    try:
        section = services.save_section(review, key, **form.cleaned_data)
    except Clash:
        url = reverse("review-section", args=[review.pk, key])
        return JsonResponse({"message": "Có người vừa lưu phần này.", "url": url}, status=409)
    except IllegalMove:
        url = review.get_absolute_url()
        return JsonResponse({"message": NOT_OPEN, "url": url}, status=409)
    saved_at = timezone.localtime(section.saved_at or clock.now())
    return JsonResponse({"saved_at": f"{saved_at:%H:%M}", "version": section.version})


class FigureRows(SingleTableMixin, FilterView):
    """The rows behind one figure: as many as the number that was pressed."""

    filterset_class = RowsFilter
    table_pagination = {"per_page": 50}

    def rows(self) -> QuerySet:
        """Sets ``figure`` and ``scope``, or finds nothing there."""
        raise NotImplementedError

    def get_queryset(self):
        rows = self.rows()
        self.kind = ROW_KINDS[self.figure.source]
        self.number = rows.count()
        return listed(rows, self.kind, self.scope, self.request.user)

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"key": self.kind.key}

    def get_table_class(self):
        return self.kind.table

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"day": self.scope.last_day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = f"{self.figure.label}: {dotted(self.number)} {self.figure.unit}"
        return super().get_context_data(page_title=title, **kwargs)


class ReviewRows(FigureRows):
    template_name = "reports/review/rows.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.cell = None

    def rows(self) -> QuerySet:
        visible = reviews.visible_to(self.request.user)
        self.review = get_object_or_404(visible, pk=self.kwargs["pk"])
        self.figure = FIGURES.get(self.kwargs["figure"])
        if self.figure is None:
            raise Http404
        self.scope = self.chosen_scope()
        return self.figure.rows(self.scope)

    def chosen_scope(self):
        """Of the review, or of one cell in the committee's review."""
        scope = scope_of(self.review)
        if "cell" not in self.kwargs:
            return scope
        self.cell = get_object_or_404(Cell.objects.party(), pk=self.kwargs["cell"])
        if scope.cell_id not in (None, self.cell.pk):
            raise Http404
        return replace(scope, cell_id=self.cell.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "review": self.review,
            "signed": self.signed_number(),
            "whose": self.cell.name if self.cell else self.review.whose,
            "cell": self.cell,
        }

    def signed_number(self) -> str:
        """Of a signed review what its paper says, whatever the rows say today."""
        if not self.review.is_signed:
            return ""
        figures = self.review.signed_content["figures"]
        of_cell = figures["cells"].get(str(self.cell.pk), {}) if self.cell else {}
        counts = of_cell or figures["total"]
        return dotted(counts[self.kwargs["figure"]]) if self.kwargs["figure"] in counts else ""


def review_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    review = fetch_paper(request, reviews, pk, "print")
    return file_response(review, printed_review(review), "pdf", "application/pdf")


def review_word(request: HttpRequest, pk: int) -> HttpResponse:
    review = fetch_paper(request, reviews, pk, "print")
    return file_response(review, review_docx(paper_context(review)), "docx", WORD)


def file_response(review: Review, content: bytes, ending: str, kind: str) -> HttpResponse:
    name = f"bao-cao-{SLUGS[review.kind]}-{review.first_month:%Y-%m}-{review.last_month:%Y-%m}"
    shown = "inline" if ending == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
