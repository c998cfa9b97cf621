"""How the overview is narrowed; a wrong word in an address narrows nothing."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from cells import clock
from cells.models import Cell, Theme
from pledges.models import Pledge
from reports.overview.figures import with_missing


def years() -> list[tuple[int, str]]:
    """Those with a theme, and the present one; the newest first."""
    known = {*Theme.objects.values_list("year", flat=True), clock.today().year}
    return [(year, str(year)) for year in sorted(known, reverse=True)]


class OverviewForm(forms.Form):
    q = forms.CharField(
        label="Tìm chi bộ", required=False, max_length=100, help_text="Gõ không dấu cũng được."
    )
    year = forms.TypedChoiceField(label="Năm", coerce=int, required=False)
    lack = forms.ChoiceField(
        label="Hiện",
        required=False,
        choices=[("", "Mọi chi bộ"), ("missing", "Chi bộ còn thiếu")],
    )

    def __init__(self, data: QueryDict):
        self.this_year = clock.today().year
        data = data.copy()
        data.setdefault("year", str(self.this_year))
        super().__init__(data, auto_id="id_%s")
        self.fields["year"].choices = years()

    def said(self, name: str, otherwise: Any = "") -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or otherwise

    @property
    def shown_year(self) -> int:
        return self.said("year", self.this_year)

    def narrowed(self, cells: QuerySet) -> QuerySet:
        found = cells.search(words) if (words := self.said("q")) else cells
        if self.said("lack"):
            return with_missing(found, self.shown_year, clock.today())
        return found


class LeaderFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Họ và tên", method="search", help_text="Gõ không dấu cũng được."
    )
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=Cell.objects.party(), empty_label="Tất cả"
    )
    year = django_filters.ChoiceFilter(
        label="Năm", choices=years, method="as_chosen", empty_label=None
    )
    state = django_filters.ChoiceFilter(
        label="Hiện",
        choices=[("behind", "Còn chậm"), ("done", "Không chậm việc nào")],
        method="by_state",
        empty_label="Tất cả",
    )

    class Meta:
        model = Pledge
        fields: list[str] = []

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any):
        """The year that is shown is the one that the box names."""
        data = QueryDict(mutable=True) if data is None else data.copy()
        known = {word for _year, word in years()}
        if data.get("year") not in known:
            data["year"] = str(clock.today().year)
        super().__init__(data, *args, **kwargs)

    def search(self, pledges: Any, _name: str, words: str) -> QuerySet:
        return pledges.search(words)

    def as_chosen(self, pledges: QuerySet, _name: str, _year: str) -> QuerySet:
        """The view has asked for that year already."""
        return pledges

    def by_state(self, pledges: QuerySet, _name: str, state: str) -> QuerySet:
        return pledges.filter(is_behind=state == "behind")
