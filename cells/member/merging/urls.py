from django.urls import path

from cells.member.merging import views

urlpatterns = [
    path("cells/members/<int:pk>/merge/", views.member_merge, name="member-merge"),
    path(
        "cells/members/<int:pk>/merge/<int:double_pk>/",
        views.member_merge_confirm,
        name="member-merge-confirm",
    ),
]
