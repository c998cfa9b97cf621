"""Addresses of tasks after sessions."""

from django.urls import path

from cells.export.views import list_paths
from cells.session.task import views

HERE = "session-tasks/"

urlpatterns = [
    *list_paths(HERE, views.SessionTaskList, "task-list"),
    path(f"{HERE}<int:pk>/", views.SessionTaskDetail.as_view(), name="task"),
    path(f"{HERE}<int:pk>/drop/", views.task_drop, name="task-drop"),
    path(f"{HERE}<int:pk>/reopen/", views.task_reopen, name="task-reopen"),
]
