from django.urls import path

from cells.notice import views

urlpatterns = [
    path("notices/", views.notice_list, name="notice-list"),
    path("notices/<int:pk>/open/", views.notice_open, name="notice-open"),
    path("notices/<int:pk>/seen/", views.notice_seen, name="notice-seen"),
    path("notices/<int:pk>/all-seen/", views.notice_all_seen, name="notice-all-seen"),
]
