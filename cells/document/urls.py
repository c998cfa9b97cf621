"""Addresses of the register of directives."""

from django.urls import path

from cells.document import views
from cells.export.views import list_paths

urlpatterns = [
    *list_paths("documents/", views.DirectiveList, "directive-list"),
    path("documents/new/", views.directive_new, name="directive-new"),
    path("documents/<int:pk>/edit/", views.directive_edit, name="directive-edit"),
    path("documents/<int:pk>/files/<int:file_pk>/", views.directive_file, name="directive-file"),
    path(
        "documents/<int:pk>/files/<int:file_pk>/remove/",
        views.directive_file_remove,
        name="directive-file-remove",
    ),
]
