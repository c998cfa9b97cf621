"""Pages of a batch: opened, filled, presented, decided, printed."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.issue.signing import fingerprint, title_of
from cells.member.forms import ExportForm
from cells.print.bundle import parts
from cells.print.word import WORD
from cells.scope import is_committee_staff
from cells.sheet import XLSX
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
from reports.commendation.lists import export_batch
from reports.commendation.models import CommendationBatch
from reports.commendation.offers import key_of
from reports.commendation.paper import (
    certificates,
    decision_context,
    printed_certificates,
    printed_decision,
    printed_proposal,
)
from reports.commendation.tables import BatchTable
from reports.commendation.views import (
    Step,
    attachment,
    is_open,
    is_too_late,
    pdf_response,
    sent,
    take,
)
from reports.commendation.word import decision_docx

papers = CommendationBatch.objects.select_related("occasion")
CHANGED = (
    "Danh sách vừa đổi trong lúc đồng chí đọc. Dưới đây là danh sách mới; đồng chí đọc lại rồi ký."
)


class BatchList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    export_cells = None
    queryset = papers.defer("signed_content", "presented_paper")
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
    form = BatchForm(sent(request), button="Lập đợt khen")
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
            files=parts(len(certificates(batch))),
            **kwargs,
        )


def batch_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Title and occasion, as long as the batch is open; here an empty one is dropped, too."""
    batch = fetch_paper(request, papers, pk, "write")
    if is_too_late(request, batch, "write"):
        return redirect(batch)
    before = {"title": batch.title, "occasion": batch.occasion_id}
    form = BatchForm(sent(request), initial=before, button="Lưu")
    step = Step(
        verb="write",
        form=form,
        done="Đã lưu.",
        act=lambda: batches.edit_batch(batch, **form.cleaned_data),
        template="reports/commendation/batch_edit.html",
        context={"batch": batch, "may_be_dropped": batches.may_be_dropped(batch)},
    )
    return take(request, batch, step)


@require_POST
def batch_drop(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "write")
    with spoken_errors(request):
        batches.drop_batch(batch)
        messages.success(request, "Đã bỏ đợt khen này.")
        return redirect("commendation-batch-list")
    return redirect(batch)


def batch_gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Every proposal that fits, those in the batch ticked; what is changed there is done."""
    batch = fetch_paper(request, papers, pk, "gather")
    if not batch.is_editable:
        messages.warning(request, TOO_LATE)
        return redirect(batch)
    chosen, shown = keys_of(request, "row"), keys_of(request, "shown")
    if request.method == "POST":
        with spoken_errors(request):
            coming, going = batches.gather(batch, chosen=chosen, shown=shown, by=request.user)
            messages.success(request, f"Đã đưa vào {coming}, bỏ ra {going} đề nghị.")
            return redirect(batch)
    rows = batches.candidates(batch, request.user).with_names()
    rows = list(rows.order_by("cell__code", F("member__sort_key").asc(nulls_first=True), "pk"))
    there = {row.pk for row in rows if row.batch_id == batch.pk}
    context = {
        "batch": batch,
        "rows": rows,
        "there": there,
        "ticked": (there | chosen - shown) - (shown - chosen),
    }
    return render(request, "reports/commendation/gather.html", context)


def keys_of(request: HttpRequest, name: str) -> set[int]:
    keys = request.POST.getlist(name)
    return {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19}


def batch_present(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "present")
    if is_too_late(request, batch, "present"):
        return redirect(batch)
    form = PresentForm(sent(request), initial=proposed(batch))
    step = Step(
        verb="present",
        form=form,
        done="Đã trình. Muốn sửa danh sách thì rút lại.",
        act=lambda: batches.present_batch(batch, by=request.user, **form.cleaned_data),
        template="reports/commendation/present.html",
        context={"batch": batch, "counted": counted(content_of(batch, rows_of(batch)))},
    )
    return take(request, batch, step)


@require_POST
def batch_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "withdraw")
    with spoken_errors(request):
        batches.withdraw_batch(batch, by=request.user)
        messages.success(request, "Đã rút lại, chọn lại danh sách được.")
    return redirect(batch)


def batch_return(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "return")
    if is_too_late(request, batch, "return"):
        return redirect(batch)
    button = "Trả lại để sửa"
    form = ReasonForm(sent(request), label="Cần sửa điều gì?", button=button)
    step = Step(
        verb="return",
        form=form,
        done="Đã trả lại kèm lời ghi.",
        act=lambda: batches.return_batch(batch, by=request.user, **form.cleaned_data),
        template="reports/commendation/reason.html",
        context={"paper": batch, "title": button},
    )
    return take(request, batch, step)


def batch_award(request: HttpRequest, pk: int) -> HttpResponse:
    """The signer reads both lists, number and date on this page, and signs that."""
    batch = fetch_paper(request, papers, pk, "award")
    if is_too_late(request, batch, "award"):
        return redirect(batch)
    form = DecisionForm(sent(request), initial=proposed(batch), batch=batch)
    if form.is_valid() and (document := signed(request, batch, form)):
        messages.success(request, f"Đã ký, phát hành {document}. Giấy khen in được ngay.")
        return redirect(batch)
    if form.is_bound:
        batch.refresh_from_db()  # what was tried is undone in the database alone
    rows, own = parted(batch, request.user)
    content = content_of(batch, rows)
    mark = fingerprint(content)
    context = {
        "batch": batch,
        "form": form,
        "rows": rows,
        "own_rows": own,
        "counted": counted(content),
        "fingerprint": mark,
        "leap": form.asked_about,
        "title": title_of(request.user, None),
    }
    status = 409 if told_of_change(form, batch, mark) else 200
    return render(request, "reports/commendation/award.html", context, status=status)


def told_of_change(form: DecisionForm, batch: CommendationBatch, mark: str) -> bool:
    """Whatever else was wrong with the form: the page shows the lists of now, whose mark is sent
    next, so the signer has to hear that they are not what was read."""
    if not form.is_bound:
        return False
    if not is_open(batch, "award"):
        form.add_error(None, TOO_LATE)
        return True
    if form.data.get("fingerprint") == mark:
        return False
    form.add_error(None, CHANGED)
    return True


def signed(request: HttpRequest, batch: CommendationBatch, form: DecisionForm) -> Any:
    """The issued document, or nothing: then the form says why."""
    with suppress(Clash, IllegalMove):  # ``told_of_change`` says which
        try:
            return batches.award_batch(batch, form.given(), by=request.user)
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


def batch_word(request: HttpRequest, pk: int) -> HttpResponse:
    """To be worked on; the signed paper is the PDF in the register."""
    batch = fetch_paper(request, papers, pk, "print")
    return attachment(decision_docx(decision_context(batch)), WORD, "quyet-dinh-khen.docx")


def batch_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Both lists as sheets, behind the question why."""
    batch = fetch_paper(request, papers, pk, "export")
    form = ExportForm(sent(request))
    if form.is_valid():
        sheet = export_batch(batch, by=request.user, **form.cleaned_data)
        return attachment(sheet, XLSX, f"danh-sach-khen-{batch.pk}.xlsx")
    context = {"form": form, "title": "Tải danh sách của đợt khen", "batch": batch}
    return render(request, "reports/commendation/export.html", context)


def batch_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch_paper(request, papers, pk, "print")
    return pdf_response(printed_proposal(batch), "to-trinh-khen")


def batch_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """As many as one file holds; ``?part=`` counts the files from 1."""
    batch = fetch_paper(request, papers, pk, "print")
    sheets = certificates(batch)
    if not sheets:
        messages.info(request, "Đợt này chưa có giấy khen để in.")
        return redirect(batch)
    files = dict(enumerate(parts(len(sheets)), start=1))
    places = files.get(key_of(request.GET, "part") or 1)
    if places is None:
        raise Http404
    pdf = printed_certificates([sheets[place] for place in places])
    return pdf_response(pdf, "giay-khen")
