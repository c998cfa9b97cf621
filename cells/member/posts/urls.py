from django.urls import path

from cells.export.views import list_paths
from cells.member.posts import views

urlpatterns = [
    path("cells/members/<int:pk>/standing/", views.member_standing, name="member-standing"),
    path(
        "cells/members/<int:pk>/standing/end/",
        views.member_standing_end,
        name="member-standing-end",
    ),
    path("cells/members/<int:pk>/office/", views.member_office, name="member-office"),
    path("cells/members/<int:pk>/post/", views.member_post, name="member-post"),
    *list_paths("cells/posts/", views.PostList, "post-list"),
    path("cells/posts/<int:pk>/end/", views.post_end, name="post-end"),
    path("cells/task-force/", views.task_force, name="task-force"),
    path("cells/posts/<int:pk>/duties/", views.post_duties, name="post-duties"),
    path("cells/posts/<int:pk>/extend/", views.post_extend, name="post-extend"),
]
