"""The rows behind a figure of a roll-up, listed as those of a review."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from cells.web import fetch_paper
from reports.review.views import FigureRows
from reports.rollup.figures import FIGURES, PERSON, Extent
from reports.rollup.views import (
    cell_extent,
    cells_extent,
    member_extent,
    member_of,
    own_extent,
    period_or_404,
    registering,
    whose_cells,
)


class RollupRows(FigureRows):
    template_name = "reports/rollup/rows.html"

    def extent(self) -> Extent:
        """Sets ``whose`` and ``back_url``, or finds nothing there."""
        raise NotImplementedError

    def rows(self) -> QuerySet:
        self.when = period_or_404(self.kwargs["period"])
        extent = self.extent()
        figure = FIGURES.get(self.kwargs["figure"])
        if figure is None or (extent.member_id is not None and figure.source not in PERSON):
            raise Http404
        self.figure, self.scope = figure, extent.scope
        return extent.rows(figure)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"period": self.when, "whose": self.whose, "back_url": self.back_url}


class CellsRows(RollupRows):
    def extent(self) -> Extent:
        user, kind = self.request.user, self.kwargs["kind"]
        extent = cells_extent(user, kind, self.when)
        self.whose = whose_cells(user, kind)
        self.back_url = reverse("rollup-cells", args=[kind, self.when])
        return extent


class CellRows(RollupRows):
    def extent(self) -> Extent:
        cell = fetch_paper(self.request, registering, self.kwargs["pk"], "roll_up")
        self.whose = cell.name
        self.back_url = reverse("rollup-cell", args=[cell.pk, self.when])
        return cell_extent(cell, self.when)


class MemberRows(RollupRows):
    def extent(self) -> Extent:
        cell = fetch_paper(self.request, registering, self.kwargs["pk"], "roll_up")
        member = member_of(cell, self.kwargs["member_pk"])
        self.whose = f"{member}, {cell.name}"
        self.back_url = reverse("rollup-member", args=[cell.pk, member.pk, self.when])
        return member_extent(cell, member, self.when)


class OwnRows(RollupRows):
    def extent(self) -> Extent:
        extent = own_extent(self.request.user, self.kwargs["kind"], self.when)
        self.whose = "của tôi"
        self.back_url = reverse("rollup-mine", args=[self.when])
        return extent
