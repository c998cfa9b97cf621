"""Pages of a batch: opened, filled, presented, decided, printed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.issue.signing import fingerprint, title_of
from cells.scope import is_committee_staff
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper, spoken_errors
from cells.workflow import Clash, IllegalMove
from reports.commendation import batches
from reports.commendation.content import content_of, counted, parted, rows_of
from reports.commendation.forms import (
    BatchFilter,
    BatchForm,
    DecisionForm,
    PresentForm,
    ReasonForm,
)
from reports.commendation.models import CommendationBatch
from reports.commendation.paper import (
    has_certificates,
    printed_certificates,
    printed_decision,
    printed_proposal,
)
from reports.commendation.tables import BatchTable
from reports.commendation.views import pdf_response, step, still_open

papers = CommendationBatch.objects.select_related("occasion")
CHANGED = (
    "Danh sách vừa đổi trong lúc đồng chí đọc. Dưới đây là danh sách mới; đồng chí đọc lại rồi ký."
)


class BatchList(SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = papers
    filterset_class = BatchFilter
    table_class = BatchTable
    template_name = "reports/commendation/batches.html"
    table_pagination = {"per_page": 50}

    def get_queryset(self):
        if not self.request.user.rights.bodies:
            raise PermissionDenied
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_staff = is_committee_staff(self.request.user)
        return super().get_context_data(page_title="Đợt khen", is_staff=is_staff, **kwargs)


def batch_new(request: HttpRequest) -> HttpResponse:
    if not is_committee_staff(request.user):
        raise PermissionDenied
    form = BatchForm(request.POST or None)
    if form.is_valid():
        batch = batches.open_batch(**form.cleaned_data)
        return redirect("commendation-batch-gather", batch.pk)
    return render(request, "reports/commendation/batch_new.html", {"form": form})


class BatchPage(VisiblePapersMixin, DetailView):
    queryset = papers
    template_name = "reports/commendation/batch.html"
    context_object_name = "batch"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        rows = rows_of(batch)
        return super().get_context_data(
            rows=rows,
            counted=counted(content_of(batch, rows)),
            own=self.request.user.rights.member_id,
            document=batch.documents.with_names().first(),
            has_certificates=has_certificates(batch),
            **kwargs,
        )


def batch_gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Every proposal that fits, those in the batch ticked; what is sent ticked stands in it."""
    batch = fetch_paper(request, papers, pk, "gather")
    if request.method == "POST":
        keys = request.POST.getlist("row")
        chosen = {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19}
        with spoken_errors(request):
            coming, going = batches.gather(batch, chosen=chosen, by=request.user)
            messages.success(request, f"Đã đưa vào {coming}, bỏ ra {going} đề nghị.")
        return redirect(batch)
    if not batch.is_editable:
        messages.warning(request, TOO_LATE)
        return redirect(batch)
    rows = batches.candidates(batch, request.user).with_names()
    rows = rows.order_by("cell__code", "member__sort_key", "pk")
    return render(request, "reports/commendation/gather.html", {"batch": batch, "rows": rows})


def batch_present(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "present")
    if not still_open(request, batch, "present"):
        return redirect(batch)
    form = PresentForm(request.POST or None, initial=proposed(batch))

    def act() -> None:
        batches.present_batch(batch, by=request.user, **form.cleaned_data)

    done = "Đã trình. Muốn sửa danh sách thì rút lại."
    context = {"batch": batch, "form": form, "counted": counted(content_of(batch, rows_of(batch)))}
    return step(request, batch, form, done, act) or render(
        request, "reports/commendation/present.html", context
    )


@require_POST
def batch_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "withdraw")
    with spoken_errors(request):
        batches.withdraw_batch(batch, by=request.user)
        messages.success(request, "Đã rút lại, chọn lại danh sách được.")
    return redirect(batch)


def batch_return(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "return")
    if not still_open(request, batch, "return"):
        return redirect(batch)
    button = "Trả lại để sửa"
    form = ReasonForm(request.POST or None, label="Cần sửa điều gì?", button=button)

    def act() -> None:
        batches.return_batch(batch, by=request.user, **form.cleaned_data)

    context = {"paper": batch, "form": form, "title": button}
    return step(request, batch, form, "Đã trả lại kèm lời ghi.", act) or render(
        request, "reports/commendation/reason.html", context
    )


def batch_award(request: HttpRequest, pk: int) -> HttpResponse:
    """The signer reads both lists, number and date on this page, and signs that."""
    batch = fetch_paper(request, papers, pk, "award")
    if not still_open(request, batch, "award"):
        return redirect(batch)
    form = DecisionForm(request.POST or None, initial=proposed(batch), batch=batch)
    if form.is_valid() and (document := signed(request, batch, form)):
        messages.success(request, f"Đã ký, phát hành {document}. Giấy khen in được ngay.")
        return redirect(batch)
    rows, own = parted(batch, request.user)
    content = content_of(batch, rows)
    context = {
        "batch": batch,
        "form": form,
        "rows": rows,
        "own_rows": own,
        "counted": counted(content),
        "fingerprint": fingerprint(content),
        "leap": form.asked_about,
        "title": title_of(request.user, None),
    }
    return render(request, "reports/commendation/award.html", context)


def signed(request: HttpRequest, batch: CommendationBatch, form: DecisionForm) -> Any:
    """The issued document, or nothing: then the form says why."""
    try:
        return batches.award_batch(batch, form.given(), by=request.user)
    except Clash:
        form.add_error(None, CHANGED)
    except IllegalMove:
        form.add_error(None, TOO_LATE)
    except ValidationError as error:
        add_errors(form, error)
    return None


def proposed(batch: CommendationBatch) -> dict[str, Any]:
    """Number and date as prepared, else today and the next free number."""
    planned_on = batch.planned_on or clock.today()
    dated_on = min(planned_on, clock.today())
    number = batch.planned_number or batches.next_number(dated_on)
    return {
        "planned_on": planned_on,
        "planned_number": number,
        "dated_on": dated_on,
        "number": number,
    }


def batch_decision(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "print")
    return pdf_response(printed_decision(batch), "quyet-dinh-khen")


def batch_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "print")
    return pdf_response(printed_proposal(batch), "to-trinh-khen")


def batch_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "print")
    if not has_certificates(batch):
        messages.info(request, "Đợt này chưa có giấy khen để in.")
        return redirect(batch)
    return pdf_response(printed_certificates(batch), "giay-khen")
