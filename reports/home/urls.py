from django.urls import path

from cells.export.views import list_paths
from reports.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("role/", views.switch_role, name="switch-role"),
    path("hub/study/", views.hub, {"key": "study"}, name="hub-study"),
    path("hub/work/", views.hub, {"key": "work"}, name="hub-work"),
    path("hub/rating/", views.hub, {"key": "rating"}, name="hub-rating"),
    *list_paths("cells/", views.CellList, "cell-list"),
    path("cells/<int:pk>/", views.cell, name="cell"),
]
