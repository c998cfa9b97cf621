"""Addresses of collective registrations."""

from django.urls import path

from cells.export.views import list_paths
from pledges.standard.collective import steps, views, writing

urlpatterns = [
    *list_paths("collectives/", views.CollectiveList, "collective-list"),
    path("collectives/new/", views.collective_new, name="collective-new"),
    path("collectives/<int:pk>/", views.CollectiveDetail.as_view(), name="collective"),
    path("collectives/<int:pk>/write/", writing.collective_write, name="collective-write"),
    path("collectives/<int:pk>/autosave/", writing.collective_autosave, name="collective-autosave"),
    path("collectives/<int:pk>/register/", steps.collective_register, name="collective-register"),
    path("collectives/<int:pk>/close/", steps.collective_close, name="collective-close"),
    path("collectives/<int:pk>/reopen/", steps.collective_reopen, name="collective-reopen"),
    path("collectives/<int:pk>/resume/", steps.collective_resume, name="collective-resume"),
]
