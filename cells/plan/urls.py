"""Addresses of plans, their lines, and of the cells' years of study."""

from django.urls import include, path

from cells.plan import views

urlpatterns = [
    path("plans/", views.PlanList.as_view(), name="plan-list"),
    path("plans/new/", views.plan_new, name="plan-new"),
    path("plans/overdue/", views.OverdueList.as_view(), name="plan-overdue"),
    path("plans/<int:pk>/", views.PlanPage.as_view(), name="plan"),
    path("plans/<int:pk>/edit/", views.plan_edit, name="plan-edit"),
    path("plans/<int:pk>/tasks/new/", views.plan_task_new, name="plan-task-new"),
    path("plans/tasks/<int:pk>/", views.TaskPage.as_view(), name="plan-task"),
    path("plans/tasks/<int:pk>/edit/", views.plan_task_edit, name="plan-task-edit"),
    path("plans/tasks/<int:pk>/report/", views.plan_task_report, name="plan-task-report"),
    path("", include("cells.plan.study.urls")),
]
