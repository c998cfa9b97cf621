"""Lists, one report, and the steps that need no more than a press or one sentence."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.member.judging import who_answers
from cells.scope import is_committee_staff
from cells.web import TOO_LATE, VisiblePapersMixin, fetch_paper, spoken_errors
from cells.workflow import Clash, IllegalMove
from pledges.monthly_report import services
from pledges.monthly_report.figures import year_strips
from pledges.monthly_report.forms import NoteForm, posted_version
from pledges.monthly_report.models import (
    MonthlyReport,
    ReportState,
    lines_beside_last,
    may_read,
)
from pledges.monthly_report.offers import with_offers
from pledges.monthly_report.opening import when_opened
from pledges.monthly_report.tables import MonthlyReportFilter, MonthlyReportTable, reads_many_cells
from pledges.monthly_report.writing import words_page

papers = MonthlyReport.objects.with_people()


class MonthlyReportList(ExportableList, VisiblePapersMixin, SingleTableMixin, FilterView):
    export_member = "pledge__member"
    queryset = papers
    table_class = MonthlyReportTable
    filterset_class = MonthlyReportFilter
    table_pagination = {"per_page": 50}
    template_name = "pledges/monthly_report/list.html"

    @property
    def is_of_missing(self) -> bool:
        """Then each row says when its author was reminded."""
        return self.request.GET.get("state") == ReportState.MISSING

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.prefetch_related("reminders") if self.is_of_missing else rows

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        """Who answers nobody finds their own months first; those of leaders are a choice away."""
        kwargs, rights = super().get_filterset_kwargs(filterset_class), self.request.user.rights
        if rights.bodies or rights.cells_as_officer:
            return kwargs
        data = self.request.GET.copy()
        data.setdefault("whose", "own")
        return kwargs | {"data": data}

    def get_table_kwargs(self) -> dict[str, Any]:
        """Who reads hardly more than their own months finds them by the month, not by the name."""
        rights = self.request.user.rights
        left_out = [] if reads_many_cells(rights) else ["cell"]
        left_out += ["sent"] if self.is_of_missing else ["reminded"]
        shown: dict[str, Any] = {"exclude": left_out, "empty_text": when_opened()}
        if not (rights.bodies or rights.cells_as_officer):
            shown["sequence"] = ["month", "state", "..."]
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, year = self.request.user, clock.today().year
        own = MonthlyReport.objects.written_by(user.rights.member_id).filter(month__year=year)
        answers = bool(user.rights.cells_as_officer) or is_committee_staff(user)
        return super().get_context_data(
            page_title="Báo cáo tháng",
            year=year,
            strips=year_strips(own.select_related("cell"), year),
            may_answer=answers,
            **kwargs,
        )


class MonthlyReportDetail(VisiblePapersMixin, DetailView):
    queryset = papers
    template_name = "pledges/monthly_report/detail.html"
    context_object_name = "report"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.object, self.request.user
        is_readable = may_read(user, report)
        return super().get_context_data(
            may_read=is_readable,
            is_own=report.author_id == user.rights.member_id,
            is_before_due=clock.today() < report.due_on,  # after it, sessions of then are past
            lines=with_offers(lines_beside_last(report, reader=user), user) if is_readable else [],
            answerer=who_answers(report),
            **kwargs,
        )


@require_POST
def monthly_report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "submit")
    version = posted_version(request.POST) if "version" in request.POST else None
    try:
        services.submit_monthly_report(report, by=request.user, version=version)
    except Clash:
        messages.warning(request, "Báo cáo vừa được sửa ở cửa sổ khác. Đồng chí đọc lại rồi gửi.")
        return redirect("monthly-report-check", pk)
    except IllegalMove:
        messages.warning(request, TOO_LATE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("monthly-report-write", pk)
    else:
        messages.success(request, f"Đã gửi. Người trả lời: {who_answers(report)}.")
    return redirect(report)


@require_POST
def monthly_report_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "withdraw")
    with spoken_errors(request):
        services.withdraw_monthly_report(report, by=request.user)
        messages.success(request, "Đã rút lại. Báo cáo thành bản nháp, chỉ đồng chí đọc được.")
    return redirect(report)


@require_POST
def monthly_report_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetch_paper(request, papers, pk, "confirm")
    with spoken_errors(request):
        services.confirm_monthly_report(report, by=request.user)
        messages.success(request, "Đã ghi là đồng chí xác nhận bản ghi hộ.")
    return redirect(report)


def monthly_report_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_and_move(
        request,
        pk,
        "reopen",
        services.reopen_monthly_report,
        title="Mở lại báo cáo",
        question="Vì sao mở lại báo cáo này?",
        hint="Đồng chí viết báo cáo đọc câu này; báo cáo trở về “Cần bổ sung”.",
        button="Mở lại báo cáo",
    )


def monthly_report_excuse(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_and_move(
        request,
        pk,
        "excuse",
        services.excuse_monthly_report,
        title="Miễn báo cáo tháng này",
        question="Vì sao miễn báo cáo tháng này?",
        hint="Ví dụ: nghỉ dài ngày theo chế độ. Không ghi lý do về sức khoẻ.",
        button="Miễn báo cáo",
    )


def monthly_report_unexcuse(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_and_move(
        request,
        pk,
        "unexcuse",
        services.unexcuse_monthly_report,
        title="Thôi miễn báo cáo",
        question="Vì sao thôi miễn báo cáo tháng này?",
        hint="Báo cáo trở lại bản nháp để đồng chí ấy viết.",
        button="Thôi miễn",
    )


def ask_and_move(
    request: HttpRequest, pk: int, verb: str, step: Callable[..., None], **words: str
) -> HttpResponse:
    """One page, one question; the step is taken with the answer."""
    report = fetch_paper(request, papers, pk, verb)
    form = NoteForm(request.POST or None, question=words["question"], hint=words["hint"])
    if form.is_valid():
        try:
            step(report, by=request.user, note=form.cleaned_data["note"])
        except IllegalMove:
            typed = [(words["question"], form.cleaned_data["note"])]
            return words_page(request, report, typed, why=TOO_LATE)
        except ValidationError as error:
            form.add_error("note", error)
        else:
            return redirect(report)
    context = {"report": report, "form": form, **words}
    return render(request, "pledges/monthly_report/ask.html", context)
