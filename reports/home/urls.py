from django.urls import path

from reports.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("role/", views.switch_role, name="switch-role"),
    path("cells/", views.CellList.as_view(), name="cell-list"),
    path("cells/<int:pk>/", views.cell, name="cell"),
]
