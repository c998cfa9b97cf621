"""The pages on which a report is written: by its author, or by an officer on their behalf."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cells.audit import AuditEntry
from cells.member.judging import who_answers
from cells.web import fetch_paper, spoken_errors
from cells.workflow import Clash, IllegalMove
from pledges.monthly_report import services
from pledges.monthly_report.forms import LineForms, SlipForm
from pledges.monthly_report.likeness import advice_on
from pledges.monthly_report.models import (
    MonthlyReport,
    MonthlyReportLine,
    beside_last,
    lines_beside_last,
)

papers = MonthlyReport.objects.with_people()
CLASH = "Báo cáo này vừa được lưu ở một cửa sổ khác."
JOIN = "Bấm “Lưu nháp” để ghép chữ ở đây vào bản ấy."
CLOSED = "Báo cáo này không còn ở trạng thái viết được."
BEGUN = "Không ghi hộ được nữa: đồng chí ấy đã tự viết, hoặc tự bổ sung được bằng tài khoản."


def monthly_report_write(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "write")
    if request.method == "POST":
        return keep(request, report, LineForms(report, request.POST, reader=request.user))
    if not report.is_editable:
        messages.info(request, f"{CLOSED} Muốn sửa, đồng chí rút lại khi chưa được trả lời.")
        return redirect(report)
    if is_told_too_late(request, report):
        return redirect(report)
    return form_page(request, report, LineForms(report, reader=request.user))


def is_told_too_late(request: HttpRequest, report: MonthlyReport) -> bool:
    """Before anybody writes in vain."""
    with spoken_errors(request):
        services.refuse_too_late(report)
        return False
    return True


def keep(request: HttpRequest, report: MonthlyReport, forms: LineForms) -> HttpResponse:
    """Save, then say so, or show the text again with what stands in its way."""
    if not forms.is_valid():
        return form_page(request, report, forms)
    try:
        store(report, forms)
    except Clash:
        return form_page(request, report, forms, status=409)
    except IllegalMove:
        return words_page(request, report, forms.typed_words(), why=CLOSED)
    except ValidationError as error:
        forms.refusals = error.messages
        return form_page(request, report, forms)
    return onwards(request, report, forms)


def store(report: MonthlyReport, forms: LineForms, *, may_merge: bool = True) -> None:
    """Save; the same text sent twice (a double click) is no clash, nor are two windows that wrote
    about different items – unless the page stays open and would go on showing the old text."""
    try:
        services.save_monthly_report(report, lines=forms.answers(), version=forms.version)
    except Clash:
        is_stored = forms.meet_rivals()
        if not is_stored and (forms.has_rivals or not may_merge):
            raise
        if not is_stored:
            services.save_monthly_report(report, lines=forms.answers(), version=forms.version)
    forms.version = report.version


def onwards(request: HttpRequest, report: MonthlyReport, forms: LineForms) -> HttpResponse:
    if line := line_to_prove(request, report):
        return redirect("monthly-report-evidence", report.pk, line.pk)
    if "check" not in request.POST:
        messages.success(request, "Đã lưu nháp. Báo cáo chưa gửi.")
        return redirect("monthly-report-write", report.pk)
    if forms.demand_states():
        return redirect("monthly-report-check", report.pk)
    return form_page(request, report, forms)


def line_to_prove(request: HttpRequest, report: MonthlyReport) -> MonthlyReportLine | None:
    """Stored by now: files are added to it on a page of their own, after what was typed is safe."""
    item = request.POST.get("evidence", "")
    is_number = item.isascii() and item.isdigit() and len(item) < 19
    return report.lines.filter(item=item).first() if is_number else None


def form_page(
    request: HttpRequest, report: MonthlyReport, forms: LineForms, status: int = 200
) -> HttpResponse:
    context = {
        "report": report,
        "forms": forms,
        "clash": CLASH if status == 409 else "",
        "returned": request_to_mend(report),
        "left": ", ".join(str(number) for number in forms.unanswered()),
    }
    return render(request, "pledges/monthly_report/form.html", context, status=status)


def request_to_mend(report: MonthlyReport) -> AuditEntry | None:
    """The words with which the report came back."""
    if report.status != "returned":
        return None
    return AuditEntry.objects.of(report).filter(target="returned").last()


def words_page(
    request: HttpRequest, report: MonthlyReport, words: list[tuple[str, str]], *, why: str
) -> HttpResponse:
    """The step came too late; what was typed is shown again so that nothing is lost."""
    context = {"report": report, "words": words, "why": why}
    return render(request, "pledges/monthly_report/words.html", context, status=409)


@require_POST
def monthly_report_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    report = fetch_paper(request, papers, pk, "write")
    forms = LineForms(report, request.POST, reader=request.user)
    if not forms.is_valid():
        problems = [
            text for form in forms.forms for errors in form.errors.values() for text in errors
        ]
        return JsonResponse({"message": problems[0]}, status=400)
    try:
        store(report, forms, may_merge=False)
    except Clash:
        return JsonResponse({"message": f"{CLASH} {JOIN}"}, status=409)
    except IllegalMove:
        return JsonResponse({"message": CLOSED, "url": report.get_absolute_url()}, status=409)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    saved_at = timezone.localtime(report.saved_at)
    return JsonResponse({"saved_at": f"{saved_at:%H:%M}", "version": report.version})


def monthly_report_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Read once more what will be sent, and who will answer it."""
    report = fetch_paper(request, papers, pk, "submit")
    if not report.is_editable:
        return redirect(report)
    lines = lines_beside_last(report, reader=request.user)
    return check_page(request, report, lines, advice=advice_on(report, lines))


def check_page(
    request: HttpRequest, report: MonthlyReport, lines: list[MonthlyReportLine], **more: Any
) -> HttpResponse:
    context = {
        "report": report,
        "lines": lines,
        "is_complete": bool(lines) and all(line.state for line in lines),
        "answerer": who_answers(report),
        **more,
    }
    return render(request, "pledges/monthly_report/check.html", context)


def monthly_report_enter(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "enter")
    if request.method != "POST":
        if not report.is_open_to_entry:
            messages.info(request, BEGUN)
            return redirect(report)
        if is_told_too_late(request, report):
            return redirect(report)
        return entry_page(request, report, LineForms(report, reader=request.user), SlipForm())
    forms, slip = LineForms(report, request.POST, reader=request.user), SlipForm(request.POST)
    valid = [forms.is_valid() and forms.demand_states(), slip.is_valid()]
    if not all(valid) or "edit" in request.POST:
        return entry_page(request, report, forms, slip)
    return entered(request, report, forms, slip)


def entered(
    request: HttpRequest, report: MonthlyReport, forms: LineForms, slip: Any
) -> HttpResponse:
    """Read once more like the author's own; nothing is stored until that is agreed to."""
    given = {"lines": forms.answers(), "by": request.user, **slip.cleaned_data}
    try:
        if "agreed" not in request.POST:
            lines = beside_last(
                report, services.foresee_entry(report, **given), reader=request.user
            )
            return check_page(
                request, report, lines, entry=[*forms.forms, slip], version=forms.version
            )
        services.enter_monthly_report(report, version=forms.version, **given)
    except (Clash, IllegalMove):
        return words_page(request, report, forms.typed_words(), why=BEGUN)
    except ValidationError as error:
        forms.refusals = error.messages
        return entry_page(request, report, forms, slip)
    messages.success(request, f"Đã ghi hộ và gửi báo cáo của đồng chí {report.pledge.member}.")
    return redirect(report)


def entry_page(
    request: HttpRequest, report: MonthlyReport, forms: LineForms, slip: Any
) -> HttpResponse:
    context = {
        "report": report,
        "forms": forms,
        "slip": slip,
        "returned": request_to_mend(report),
    }
    return render(request, "pledges/monthly_report/enter.html", context)
