from django.urls import path

from reports.evaluation.yearend import views

urlpatterns = [path("reports/rounds/<int:pk>/print/", views.round_print, name="round-print")]
