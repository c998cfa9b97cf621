"""Addresses of the cells' years of study."""

from django.urls import path

from cells.plan.study import views

urlpatterns = [
    path("cells/<int:pk>/study/<int:year>/", views.study_plan, name="study-plan"),
    path("cells/<int:pk>/study/<int:year>/arrange/", views.study_arrange, name="study-arrange"),
    path("study/", views.study_overview, name="study-overview"),
]
