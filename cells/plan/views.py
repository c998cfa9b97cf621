"""Pages of plans and their lines."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.plan import services
from cells.plan.forms import NewPlanForm, PlanFilter, PlanForm, ResultForm, TaskFilter, TaskForm
from cells.plan.models import Plan, PlanTask
from cells.plan.tables import OverdueTable, PlanTable
from cells.web import VersionedForm, VisiblePapersMixin, add_errors, fetch_paper, is_kept

plans = Plan.objects.select_related("cell", "term__cell", "document")
tasks = PlanTask.objects.select_related("plan__cell", "plan__term", "owner")


class PlanList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = plans
    filterset_class = PlanFilter
    table_class = PlanTable
    template_name = "cells/plan/list.html"
    table_pagination = {"per_page": 50}

    def get_queryset(self) -> Any:
        return super().get_queryset().with_counts(clock.today())

    def get_table(self, **kwargs: Any) -> PlanTable:
        table = super().get_table(**kwargs)
        if self.request.user.has_perm("cells.draft_plan"):
            table.empty_action, table.empty_url = "Lập kế hoạch", reverse("plan-new")
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        late = tasks.visible_to(self.request.user).overdue(clock.today())
        return super().get_context_data(**kwargs) | {
            "page_title": "Kế hoạch",
            "overdue": late.count(),
            "may_draft": self.request.user.has_perm("cells.draft_plan"),
        }


class OverdueList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    export_cells, export_member = ("plan__cell",), "owner"
    queryset = tasks.order_by("due_on", "pk")
    filterset_class = TaskFilter
    table_class = OverdueTable
    template_name = "cells/plan/overdue.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Việc quá hạn trong kế hoạch"}

    def get_queryset(self) -> Any:
        return super().get_queryset().overdue(clock.today())

    def get_table(self, **kwargs: Any) -> OverdueTable:
        table = super().get_table(**kwargs)
        readable = Plan.objects.visible_to(self.request.user).order_by()
        table.readable = set(readable.values_list("pk", flat=True))
        return table


class PlanPage(VisiblePapersMixin, DetailView):
    queryset = plans
    context_object_name = "plan"
    template_name = "cells/plan/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = list(self.object.tasks.select_related("owner"))
        today = clock.today()
        for line in lines:
            line.plan = self.object
        late = [line for line in lines if line.is_overdue(today)]
        rest = [line for line in lines if not line.is_overdue(today)]
        groups = [
            ("qua-han", "Quá hạn", late),
            ("dang-lam", "Đang làm", [line for line in rest if line.state == "open"]),
            ("da-xong", "Đã xong", [line for line in rest if line.state == "done"]),
            ("thoi", "Thôi không làm", [line for line in rest if line.state == "dropped"]),
        ]
        return super().get_context_data(**kwargs) | {"groups": groups, "lines": lines}


class TaskPage(VisiblePapersMixin, DetailView):
    queryset = tasks
    context_object_name = "task"
    template_name = "cells/plan/task.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        readable = Plan.objects.visible_to(self.request.user).filter(pk=self.object.plan_id)
        return super().get_context_data(**kwargs) | {"reads_plan": readable.exists()}


def kept_page(request: HttpRequest, form: VersionedForm, **words: Any) -> HttpResponse:
    status = 409 if form.stored else 200
    return render(request, "cells/plan/form.html", {"form": form, **words}, status=status)


@permission_required("cells.draft_plan", raise_exception=True)
def plan_new(request: HttpRequest) -> HttpResponse:
    form = NewPlanForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        del said["whose"]
        try:
            plan = services.draft_plan(form.cell, **said, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lập kế hoạch. Thêm từng việc bên dưới.")
            return redirect(plan)
    words = {"form_title": "Lập kế hoạch", "button": "Lập kế hoạch"}
    return kept_page(request, form, back_url=reverse("plan-list"), **words)


def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = fetch_paper(request, plans, pk, "write")
    names = ("title", "document", "version")
    form = PlanForm(request.POST or None, initial={name: getattr(plan, name) for name in names})
    if is_kept(request, form, plan, services.save_plan):
        messages.success(request, "Đã lưu kế hoạch.")
        return redirect(plan)
    words = {"form_title": "Sửa kế hoạch", "button": "Lưu kế hoạch"}
    return kept_page(request, form, back_url=plan.get_absolute_url(), **words)


def plan_task_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = fetch_paper(request, plans, pk, "write")
    form = TaskForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        del said["version"]
        try:
            services.add_task(plan, **said, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã thêm việc vào kế hoạch.")
            return redirect(plan)
    words = {"form_title": "Thêm việc", "button": "Thêm việc", "lead": str(plan)}
    return kept_page(request, form, back_url=plan.get_absolute_url(), **words)


def plan_task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    task = fetch_paper(request, tasks, pk, "write")
    names = ("text", "owner", "owner_name", "due_on", "version")
    values = {name: getattr(task, name) for name in names}
    form = TaskForm(request.POST or None, initial=values, plan=task.plan, kept=task.owner)
    if is_kept(request, form, task, services.save_task):
        messages.success(request, "Đã lưu việc này.")
        return redirect(task.plan)
    words = {"form_title": "Sửa việc", "button": "Lưu việc này", "lead": str(task.plan)}
    return kept_page(request, form, back_url=task.get_absolute_url(), **words)


def plan_task_report(request: HttpRequest, pk: int) -> HttpResponse:
    task = fetch_paper(request, tasks, pk, "report")
    names = ("state", "finished_on", "result", "version")
    form = ResultForm(request.POST or None, initial={name: getattr(task, name) for name in names})
    if is_kept(request, form, task, services.report_task):
        messages.success(request, "Đã ghi kết quả.")
        return redirect(task)
    lead = f"{task.text} – phụ trách: {task.owner_label}; hạn {task.due_on:%d/%m/%Y}."
    words = {"form_title": "Ghi kết quả", "button": "Ghi kết quả", "lead": lead}
    return kept_page(request, form, back_url=task.get_absolute_url(), **words)
