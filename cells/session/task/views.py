"""Tasks after sessions: the list, one task, and the steps with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.export.views import ExportableList
from cells.scope import permission
from cells.session.models import SessionTask
from cells.session.task import services
from cells.session.task.forms import ProgressForm, ReasonForm, SessionTaskFilter
from cells.session.task.tables import SessionTaskTable
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper
from cells.workflow import Clash, IllegalMove

tasks = SessionTask.objects.with_people()
CLASHED = "Có người vừa ghi vào việc này. Chữ của đồng chí còn nguyên bên dưới."
OVER = "Việc này đã xong hoặc đã thôi, không ghi tiến độ được nữa."


class SessionTaskList(ExportableList, VisiblePapersMixin, SingleTableMixin, FilterView):
    export_member = "owner"
    queryset = tasks.urgent_first()
    table_class = SessionTaskTable
    filterset_class = SessionTaskFilter
    table_pagination = {"per_page": 50}
    template_name = "components/list_page.html"

    def get_table_kwargs(self) -> dict[str, Any]:
        rights = self.request.user.rights
        one_cell = len(rights.cells_as_officer | rights.cells_as_member) == 1
        return {"exclude": ["cell"]} if one_cell and not rights.bodies else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title="Việc sau sinh hoạt", **kwargs)


class SessionTaskDetail(VisiblePapersMixin, DetailView):
    queryset = tasks
    template_name = "cells/session/task/detail.html"
    context_object_name = "task"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**page_context(self.request, self.object), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        verb = "finish" if "finish" in request.POST else "progress"
        return report(request, fetch_paper(request, tasks, pk, verb), verb)


def page_context(
    request: HttpRequest, task: SessionTask, form: ProgressForm | None = None
) -> dict[str, Any]:
    may_report = request.user.has_perm(permission("progress", task), task)
    shown = form or (ProgressForm(None, task=task) if may_report and task.is_open else None)
    return {
        "form": shown,
        "may_drop": request.user.has_perm(permission("drop", task), task),
        "may_see_session": type(task.session)
        .objects.visible_to(request.user)
        .filter(pk=task.session_id)
        .exists(),
    }


def task_page(
    request: HttpRequest, task: SessionTask, form: ProgressForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"task": task, **page_context(request, task, form), **more}
    return render(request, "cells/session/task/detail.html", context, status=status)


def report(request: HttpRequest, task: SessionTask, verb: str) -> HttpResponse:
    """What cannot be stored is shown again on the page of the task, where it was written."""
    form = ProgressForm(request.POST, task=task)
    if not form.is_valid():
        return task_page(request, task, form)
    try:
        write(task, verb, form.cleaned_data, by=request.user)
    except Clash:
        return clash(request, pk=task.pk, form=form)
    except IllegalMove:
        return too_late(request, task, form.cleaned_data["progress"])
    except ValidationError as error:
        add_errors(form, error)
        return task_page(request, task, form)
    messages.success(request, "Đã ghi là xong." if verb == "finish" else "Đã ghi tiến độ.")
    return redirect(task)


def write(task: SessionTask, verb: str, given: dict[str, Any], *, by: Any) -> None:
    words, version = given["progress"], given["version"]
    if verb == "finish":
        ended = given["finished_on"]
        services.finish_task(task, result=words, finished_on=ended, version=version, by=by)
    else:
        services.report_progress(task, progress=words, version=version, by=by)


def clash(request: HttpRequest, *, pk: int, form: ProgressForm) -> HttpResponse:
    stored = tasks.get(pk=pk)
    form.data = form.data.copy()
    form.data["version"] = stored.version
    return task_page(
        request,
        stored,
        form,
        status=409,
        clashed=CLASHED,
        theirs=stored.progress or "(chưa ghi gì)",
    )


def too_late(request: HttpRequest, task: SessionTask, words: str) -> HttpResponse:
    """The task is over; what was typed is shown again to be copied."""
    context = {"task": tasks.get(pk=task.pk), "why": f"{TOO_LATE} {OVER}", "words": words}
    return render(request, "cells/session/task/words.html", context, status=409)


def task_drop(request: HttpRequest, pk: int) -> HttpResponse:
    task = fetch_paper(request, tasks, pk, "drop")
    words = {
        "title": "Thôi không làm việc này",
        "button": "Thôi không làm",
        "hint": "Người phụ trách đọc lý do này; việc không còn trong chương trình buổi sau.",
    }
    return ask(request, task, services.drop_task, is_possible=task.is_open, **words)


def task_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    task = fetch_paper(request, tasks, pk, "reopen")
    words = {
        "title": "Mở lại việc này",
        "button": "Mở lại",
        "hint": "Người phụ trách đọc lý do này; việc trở lại chương trình buổi sau.",
    }
    return ask(request, task, services.reopen_task, is_possible=not task.is_open, **words)


def ask(
    request: HttpRequest,
    task: SessionTask,
    step: Callable[..., None],
    *,
    is_possible: bool,
    **words: str,
) -> HttpResponse:
    """One page, one question; the step is taken with the answer."""
    form = ReasonForm(request.POST or None, initial={"version": task.version})
    if form.is_valid():
        try:
            step(task, **form.cleaned_data, by=request.user)
        except (Clash, IllegalMove):
            return too_late(request, task, form.cleaned_data["reason"])
        return redirect(task)
    if request.method != "POST" and not is_possible:
        messages.info(request, TOO_LATE)
        return redirect(task)
    context = {"task": task, "form": form, **words}
    return render(request, "cells/session/task/ask.html", context)
