"""The small page of one line’s files: added, fetched, taken away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from cells.uploads.checks import PROOFS
from cells.uploads.forms import FilesField, asked_again
from cells.uploads.serving import GONE, as_attachment
from cells.web import fetch_paper
from cells.workflow import IllegalMove
from pledges.monthly_report.evidence import MOST_FILES, add_evidence, remove_evidence
from pledges.monthly_report.models import MonthlyReport, MonthlyReportLine
from pledges.monthly_report.writing import CLOSED, is_told_too_late

papers = MonthlyReport.objects.with_people()


class EvidenceForm(forms.Form):
    proofs = FilesField(
        intake=PROOFS,
        most=MOST_FILES,
        label="Ảnh hoặc tệp PDF",
        required=True,
        error_messages={"required": "Chọn ảnh hoặc tệp PDF rồi bấm “Kèm vào báo cáo”."},
    )


def monthly_report_evidence(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "write")
    line = get_object_or_404(report.lines.select_related("item"), pk=line_pk)
    if not report.is_editable:
        messages.info(request, CLOSED)
        return redirect(report)
    if request.method != "POST" and is_told_too_late(request, report):
        return redirect(report)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(*given)
    if form.is_valid() and is_added(request, line, form):
        return redirect(place_of(line))
    return evidence_page(request, line, form)


def is_added(request: HttpRequest, line: MonthlyReportLine, form: EvidenceForm) -> bool:
    files = form.cleaned_data["proofs"]
    try:
        add_evidence(line, files, by=request.user)
    except ValidationError as error:
        form.add_error("proofs", asked_again(error.messages))
        return False
    except IllegalMove:  # the page then says so and leads on
        messages.warning(request, CLOSED)
        return True
    messages.success(request, f"Đã kèm {len(files)} tệp. Báo cáo chưa gửi.")
    return True


def evidence_page(request: HttpRequest, line: MonthlyReportLine, form: Any) -> HttpResponse:
    context = {
        "report": line.report,
        "line": line,
        "form": form,
        "room": MOST_FILES - len(line.files),
        "most": MOST_FILES,
        "back_url": place_of(line),
    }
    return render(request, "pledges/monthly_report/evidence.html", context)


def place_of(line: MonthlyReportLine) -> str:
    """Back where the line is written."""
    return f"{reverse('monthly-report-write', args=[line.report_id])}#viec-{line.item_id}"


@require_GET
def monthly_report_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """For whoever may read the report."""
    report = fetch_paper(request, papers, pk, "read")
    answer = as_attachment(get_object_or_404(report.files, pk=file_pk))
    if answer is None:
        messages.error(request, GONE)
        return redirect(report)
    return answer


@require_POST
def monthly_report_file_remove(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "write")
    file = get_object_or_404(report.files.select_related("line__report"), pk=file_pk)
    try:
        remove_evidence(file)
    except IllegalMove:
        messages.warning(request, CLOSED)
        return redirect(report)
    messages.success(request, f"Đã bỏ tệp {file}.")
    return redirect("monthly-report-evidence", pk, file.line_id)
