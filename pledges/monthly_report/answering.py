"""Answering: the queue with save-and-next, and the pages that ask one question."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cells.fields import MonthChoice
from cells.member.judging import who_answers
from cells.scope import is_committee_staff, permission
from cells.web import TOO_LATE, add_errors, fetch_paper
from cells.workflow import Clash, IllegalMove
from pledges.monthly_report import services
from pledges.monthly_report.forms import CommentForms, ReturnForm, posted_version
from pledges.monthly_report.likeness import total_beside
from pledges.monthly_report.models import (
    MonthlyReport,
    ReportStatus,
    lines_beside_last,
    may_read,
)
from pledges.monthly_report.opening import when_opened
from pledges.monthly_report.queue import Queue, queue_for
from pledges.monthly_report.writing import words_page

papers = MonthlyReport.objects.with_people()
CHANGED = "Báo cáo vừa được rút lại và gửi bản khác. Đồng chí đọc lại trước khi trả lời."


def monthly_report_queue(request: HttpRequest) -> HttpResponse:
    """Its form comes back here: an answer that is refused is shown again where it was written."""
    if request.method == "POST":
        return acknowledged(request, number_wish(request.GET.get("report", "")) or 0)
    refuse_others(request.user)
    return queue_page(request, asked_queue(request))


def refuse_others(user: Any) -> None:
    """For those who answer somebody."""
    if not (user.rights.cells_as_officer or is_committee_staff(user)):
        raise PermissionDenied


def asked_queue(request: HttpRequest, report: int | None = None) -> Queue:
    wishes = request.GET if request.method == "GET" else request.POST
    return queue_for(
        request.user,
        month=month_wish(wishes.get("month", "")),
        cell_id=number_wish(wishes.get("cell", "")),
        report_id=report or number_wish(wishes.get("report", "")),
        asks_month=bool(wishes.get("month", "").strip()),
    )


def month_wish(given: str) -> Any:
    try:
        return MonthChoice().to_python(given)
    except ValidationError:
        return None


def number_wish(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def queue_page(
    request: HttpRequest, queue: Queue, comments: CommentForms | None = None, status: int = 200
) -> HttpResponse:
    report, user = queue.current, request.user
    own_report = own_report_beside(user, queue)
    context = {
        "queue": queue,
        "own_report": own_report,
        "own_answerer": who_answers(own_report) if own_report else "",
        "alike": total_beside(user, queue),
        "percent": 100 * len(queue.answered) // queue.total if queue.total else 0,
        "when_opened": when_opened(),
        **(shown_report(user, report, comments) if report else {}),
    }
    return render(request, "pledges/monthly_report/queue.html", context, status=status)


def own_report_beside(user: Any, queue: Queue) -> MonthlyReport | None:
    """An officer's own report is not theirs to answer; the page says whose it is."""
    own = MonthlyReport.objects.written_by(user.rights.member_id).filter(
        cell__in=user.rights.cells_as_officer
    )
    own = own.of_month(queue.month) if queue.month else own
    return own.with_people().first()


def shown_report(user: Any, report: MonthlyReport, comments: CommentForms | None) -> dict[str, Any]:
    """The right-hand side: the words only where they are this reader's to read."""
    may_answer = user.has_perm(permission("acknowledge", report), report)
    shown = {"report": report, "may_read": may_read(user, report)}
    if not shown["may_read"]:
        return shown
    if report.status == "submitted" and may_answer:
        return shown | {"comments": comments or CommentForms(report, reader=user)}
    lines = lines_beside_last(report, reader=user)
    return shown | {"lines": lines, "answerer": who_answers(report)}


def queue_address(request: HttpRequest) -> str:
    """Back to the queue as it was filtered, at the person who comes next."""
    month = month_wish(request.POST.get("month", ""))
    wishes = {
        "month": f"{month:%Y-%m}" if month else "",
        "cell": number_wish(request.POST.get("cell", "")) or "",
        "report": number_wish(request.POST.get("next", "")) or "",
    }
    query = urlencode({name: value for name, value in wishes.items() if value})
    return f"{reverse('monthly-report-queue')}?{query}#bao-cao"  # on a phone the list stands above


def after_answer(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return redirect(queue_address(request) if "month" in request.POST else report)


def acknowledged(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "acknowledge")
    comments = CommentForms(report, request.POST, reader=request.user)
    if not comments.is_valid():
        return queue_page(request, asked_queue(request, pk), comments)
    try:
        services.acknowledge_monthly_report(
            report,
            by=request.user,
            comments=typed_comments(request, comments),
            version=comments.version,
        )
    except Clash:
        return changed_page(request, pk, comments)
    except IllegalMove:
        return too_late(request, report, comments.typed_words())
    messages.success(request, f"Đã nhận báo cáo của đồng chí {report.pledge.member}.")
    return after_answer(request, report)


def typed_comments(request: HttpRequest, comments: CommentForms) -> dict[int, str]:
    """The comments that this page really asked for; a bare button leaves what stands."""
    asked = [form for form in comments.forms if form["comment"].html_name in request.POST]
    return {form.line.item_id: form.cleaned_data["comment"] for form in asked}


def changed_page(request: HttpRequest, pk: int, comments: CommentForms) -> HttpResponse:
    """Another text came in meanwhile: the new text, and beside it the comments as typed."""
    messages.warning(request, CHANGED)
    fresh = papers.get(pk=pk)
    again = CommentForms(fresh, request.POST, reader=request.user)
    again.version = fresh.version
    return queue_page(request, asked_queue(request, pk), again, status=409)


def too_late(
    request: HttpRequest, report: MonthlyReport, words: list[tuple[str, str]]
) -> HttpResponse:
    if words:
        return words_page(request, report, words, why=TOO_LATE)
    messages.warning(request, TOO_LATE)
    return after_answer(request, report)


def monthly_report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked from the queue with the comments typed so far, then once more with the words."""
    report = fetch_paper(request, papers, pk, "return")
    comments = CommentForms(report, request.POST or None, reader=request.user)
    if "version" in request.GET and not request.POST:
        comments.version = posted_version(request.GET)  # of the page where it was read
    question = ReturnForm(
        request.POST if "note" in request.POST else None,
        comments=comments,
        question="Đề nghị đồng chí bổ sung điều gì?",
        hint="Đồng chí ấy đọc câu này ngay trên trang viết báo cáo.",
    )
    if not question.is_bound or not (comments.is_valid() and question.is_valid()):
        if question.is_bound and report.status != ReportStatus.SUBMITTED:  # no box would mend that
            return unsent_page(request, report, question, comments, why=TOO_LATE)
        return return_page(request, report, question, comments)
    try:
        services.return_monthly_report(
            report,
            by=request.user,
            note=question.cleaned_data["note"],
            items=question.cleaned_data["items"],
            comments=typed_comments(request, comments),
            version=comments.version,
        )
    except ValidationError as error:
        add_errors(question, named(error))
        return return_page(request, report, question, comments)
    except (Clash, IllegalMove) as refusal:
        why = CHANGED if isinstance(refusal, Clash) else TOO_LATE
        return unsent_page(request, report, question, comments, why=why)
    messages.success(request, f"Đã đề nghị đồng chí {report.pledge.member} bổ sung.")
    return after_answer(request, report)


def unsent_page(
    request: HttpRequest,
    report: MonthlyReport,
    question: ReturnForm,
    comments: CommentForms,
    *,
    why: str,
) -> HttpResponse:
    words = [("Điều cần bổ sung", question["note"].value()), *comments.typed_words()]
    return words_page(request, report, words, why=why)


def named(error: ValidationError) -> ValidationError:
    """Of what a service refuses without naming a box, the words are meant."""
    return error if hasattr(error, "error_dict") else ValidationError({"note": error.messages})


def return_page(
    request: HttpRequest, report: MonthlyReport, question: ReturnForm, comments: CommentForms
) -> HttpResponse:
    way_back = {name: request.POST.get(name, "") for name in ("month", "cell", "next")}
    context = {"report": report, "form": question, "comments": comments, "way_back": way_back}
    return render(request, "pledges/monthly_report/return.html", context)
