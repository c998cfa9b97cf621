"""Addresses of standards."""

from django.urls import include, path

from cells.export.views import list_paths
from pledges.standard import views, writing

urlpatterns = [
    *list_paths("standards/", views.StandardList, "standard-list"),
    path("standards/new/", views.standard_new, name="standard-new"),
    path("standards/<int:pk>/", views.StandardDetail.as_view(), name="standard"),
    path("standards/<int:pk>/write/", writing.standard_write, name="standard-write"),
    path("standards/<int:pk>/autosave/", writing.standard_autosave, name="standard-autosave"),
    path("standards/<int:pk>/lights/", writing.standard_lights, name="standard-lights"),
    path("standards/<int:pk>/adopt/", views.standard_adopt, name="standard-adopt"),
    path("standards/<int:pk>/next/", views.standard_next, name="standard-next"),
    path("standards/<int:pk>/poster/", views.standard_poster, name="standard-poster"),
    path("", include("pledges.standard.collective.urls")),
]
