from django.urls import path

from reports.overview.new_year import views

urlpatterns = [
    path("new-year/", views.new_year, name="new-year"),
    path("new-year/<int:year>/open/", views.new_year_open, name="new-year-open"),
    path("new-year/<int:year>/close/", views.new_year_close, name="new-year-close"),
]
