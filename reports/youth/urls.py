"""Addresses of levels: of a branch in a period, and one's own."""

from django.urls import path

from reports.youth import views

urlpatterns = [
    path("youth/cells/<int:pk>/<slug:period>/", views.youth_levels, name="youth-levels"),
    path("youth/mine/<int:year>/", views.youth_mine, name="youth-mine"),
]
