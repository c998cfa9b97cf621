from django.urls import path

from cells.datacheck import views

urlpatterns = [path("cells/check/", views.data_check_page, name="data-check")]
