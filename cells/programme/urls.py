"""Addresses of what is studied: the years, their topics, the steps in which staff prepare them."""

from django.urls import path

from cells.export.views import list_paths
from cells.programme import views, writing

urlpatterns = [
    *list_paths("themes/", views.ThemeList, "theme-list"),
    path("themes/new/", writing.theme_new, name="theme-new"),
    path("themes/<int:pk>/", views.ThemePage.as_view(), name="theme"),
    path("themes/<int:pk>/edit/", writing.theme_edit, name="theme-edit"),
    path("themes/<int:pk>/topics/", writing.theme_topics, name="theme-topics"),
    path("themes/<int:pk>/topics/new/", writing.topic_new, name="topic-new"),
    path("themes/<int:pk>/materials/", writing.theme_materials, name="theme-materials"),
    path("themes/<int:pk>/copy/", writing.theme_copy, name="theme-copy"),
    path("themes/<int:pk>/publish/", writing.theme_publish, name="theme-publish"),
    path("topics/<int:pk>/", views.TopicPage.as_view(), name="topic"),
    path("topics/<int:pk>/edit/", writing.topic_edit, name="topic-edit"),
    path("topics/<int:pk>/materials/", writing.topic_materials, name="topic-materials"),
    path("topics/<int:pk>/remove/", writing.topic_remove, name="topic-remove"),
]
