"""Addresses of tasks after sessions."""

from django.urls import path

from cells.export.views import list_paths
from cells.session.task import views

HERE = "session-tasks/"

urlpatterns = [
    *list_paths(HERE, views.SessionTaskList, "task-list"),
    path(f"{HERE}<int:pk>/", views.SessionTaskDetail.as_view(), name="task"),
    path(f"{HERE}<int:pk>/progress/", views.task_progress, name="task-progress"),
    path(f"{HERE}<int:pk>/finish/", views.task_finish, name="task-finish"),
    path(f"{HERE}<int:pk>/drop/", views.task_drop, name="task-drop"),
    path(f"{HERE}<int:pk>/reopen/", views.task_reopen, name="task-reopen"),
]
