"""Addresses of sums: of all cells, of a cell, of a person in it, and one's own."""

from django.urls import path

from reports.rollup import files, listing, views

ALL = "rollups/all/<slug:kind>/<slug:period>/"
CELL = "rollups/cells/<int:pk>/<slug:period>/"
MEMBER = "rollups/cells/<int:pk>/members/<int:member_pk>/<slug:period>/"
MINE = "rollups/mine/<slug:period>/"
ROWS = "rows/<slug:figure>/"

urlpatterns = [
    path("rollups/", views.rollup, name="rollup"),
    path("rollups/mine/", views.rollup_mine, name="rollup-mine"),
    path(MINE, views.rollup_mine, name="rollup-mine"),
    path(f"{MINE}<slug:kind>/{ROWS}", listing.OwnRows.as_view(), name="rollup-mine-rows"),
    path(ALL, views.rollup_cells, name="rollup-cells"),
    path(f"{ALL}{ROWS}", listing.CellsRows.as_view(), name="rollup-cells-rows"),
    path(f"{ALL}file/<slug:ending>/", files.rollup_cells_file, name="rollup-cells-file"),
    path(CELL, views.rollup_cell, name="rollup-cell"),
    path(f"{CELL}{ROWS}", listing.CellRows.as_view(), name="rollup-cell-rows"),
    path(f"{CELL}file/<slug:ending>/", files.rollup_cell_file, name="rollup-cell-file"),
    path(MEMBER, views.rollup_member, name="rollup-member"),
    path(f"{MEMBER}{ROWS}", listing.MemberRows.as_view(), name="rollup-member-rows"),
]
