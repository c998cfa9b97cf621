from django.urls import path

from reports.prints import views

HERE = "cells/<int:pk>/prints/"

urlpatterns = [
    path(HERE, views.cell_prints, name="cell-prints"),
    path(f"{HERE}blank-pledges/", views.cell_print_blanks, name="cell-print-blanks"),
    path(
        f"{HERE}pledges/<int:year>/",
        views.cell_print_pledges,
        name="cell-print-pledges",
    ),
    path(
        f"{HERE}slips/<int:year>/<int:month>/",
        views.cell_print_slips,
        name="cell-print-slips",
    ),
    path(f"{HERE}roster/", views.cell_print_roster, name="cell-print-roster"),
]
