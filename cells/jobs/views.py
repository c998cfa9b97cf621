"""Việc chạy nền: how far one's long work is, stopping it, fetching what came out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import ListView
from django_tables2 import SingleTableMixin

from cells.jobs import services
from cells.jobs.models import Job
from cells.jobs.tables import JobTable
from cells.scope import permission
from cells.uploads.serving import GONE, as_attachment
from cells.web import VisiblePapersMixin, fetch_paper, spoken_errors

jobs = Job.objects.select_related("file")


class JobList(SingleTableMixin, VisiblePapersMixin, ListView):
    queryset = Job.objects.all()
    table_class = JobTable
    template_name = "components/list_page.html"
    table_pagination = {"per_page": 50}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page_title": "Việc chạy nền"}


@require_GET
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(jobs.visible_to(request.user), pk=pk)
    is_read = request.user.has_perm(permission("read", job), job)
    context = {
        "job": job,
        "title": job.title if is_read else job.kind_label,
        "is_read": is_read,
        "kept_days": services.KEPT.days,
        "may_cancel": job.is_open and request.user.has_perm(permission("cancel", job), job),
    }
    return render(request, "cells/job/job.html", context)


@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    job = fetch_paper(request, jobs, pk, "cancel")
    with spoken_errors(request):
        services.cancel_job(job)
        messages.success(request, "Đã huỷ. Không còn gì của việc này được giữ lại.")
    return redirect(job)


@require_GET
def job_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has lost their right since then gets nothing any more."""
    job = fetch_paper(request, jobs.filter(file__isnull=False), pk, "fetch")
    job.its_kind.check(request.user, job.args)
    answer = as_attachment(job.file)
    if answer is None:
        messages.error(request, GONE)
        return redirect(job)
    return answer
