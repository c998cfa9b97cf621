"""Addresses of plans, their lines, and of the cells' years of study."""

from django.urls import include, path

from cells.export.views import list_paths
from cells.plan import views

urlpatterns = [
    *list_paths("plans/", views.PlanList, "plan-list"),
    path("plans/new/", views.plan_new, name="plan-new"),
    *list_paths("plans/overdue/", views.OverdueList, "plan-overdue"),
    path("plans/<int:pk>/", views.PlanPage.as_view(), name="plan"),
    path("plans/<int:pk>/edit/", views.plan_edit, name="plan-edit"),
    path("plans/<int:pk>/tasks/new/", views.plan_task_new, name="plan-task-new"),
    path("plans/tasks/<int:pk>/", views.TaskPage.as_view(), name="plan-task"),
    path("plans/tasks/<int:pk>/edit/", views.plan_task_edit, name="plan-task-edit"),
    path("plans/tasks/<int:pk>/report/", views.plan_task_report, name="plan-task-report"),
    path("", include("cells.plan.study.urls")),
]
