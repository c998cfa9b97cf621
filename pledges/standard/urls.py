"""Addresses of standards."""

from django.urls import path

from pledges.standard import views

urlpatterns = [
    path("standards/", views.StandardList.as_view(), name="standard-list"),
    path("standards/new/", views.standard_new, name="standard-new"),
    path("standards/<int:pk>/", views.StandardDetail.as_view(), name="standard"),
    path("standards/<int:pk>/write/", views.standard_write, name="standard-write"),
    path("standards/<int:pk>/adopt/", views.standard_adopt, name="standard-adopt"),
]
