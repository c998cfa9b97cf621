"""What enters: a new review, the words of a section, what a list is narrowed to."""

from datetime import timedelta
from typing import Any

import django_filters
from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from cells import clock
from cells.fields import MonthChoice
from cells.models import Cell
from cells.scope import is_committee_staff
from cells.text import search_key
from cells.web import paper_helper
from cells.widgets import ChoiceSelect
from reports.review.models import Review, ReviewKind, ReviewSection

COMMITTEE = "committee"


class ReviewForm(forms.Form):
    """Which review to open; the choices are those its user may write."""

    whose = forms.ChoiceField(label="Báo cáo của")
    kind = forms.ChoiceField(label="Loại", choices=ReviewKind, widget=ChoiceSelect)
    first_month = MonthChoice(label="Từ tháng", help_text="Ghi tháng và năm, ví dụ 01/2014.")
    last_month = MonthChoice(label="Đến hết tháng", help_text="Ví dụ 12/2014.")
    title = Review._meta.get_field("title").formfield(
        required=False,
        help_text="Để trống thì ghi theo loại và thời gian, ví dụ “sơ kết năm 2014 thực hiện …”.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = whose_choices(user)
        finished = clock.today().replace(day=1) - timedelta(days=1)
        self.initial.setdefault("kind", ReviewKind.PRELIMINARY)
        self.initial.setdefault("first_month", finished.replace(month=1, day=1))
        self.initial.setdefault("last_month", finished.replace(day=1))
        self.helper: FormHelper = paper_helper("Mở báo cáo")

    def clean_last_month(self) -> Any:
        """What has not come yet cannot be reported as done."""
        last = self.cleaned_data["last_month"]
        if last > clock.today():
            raise forms.ValidationError(f"Tháng {last:%m/%Y} chưa tới. Ghi tháng đã qua.")
        return last

    @property
    def cell(self) -> Cell | None:
        whose = self.cleaned_data["whose"]
        return None if whose == COMMITTEE else Cell.objects.get(pk=whose)


def whose_choices(user: Any) -> list[tuple[str, str]]:
    own = Cell.objects.party().filter(pk__in=user.rights.cells_as_officer).order_by("code")
    choices = [(str(cell.pk), cell.name) for cell in own]
    return [(COMMITTEE, "toàn Đảng bộ"), *choices] if is_committee_staff(user) else choices


class SectionForm(forms.Form):
    """The words of one section, and the version they were written on."""

    text = ReviewSection._meta.get_field("text").formfield(
        required=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ReviewFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Tìm", method="by_words", help_text="Trích yếu, tên chi bộ")
    kind = django_filters.ChoiceFilter(label="Loại", choices=ReviewKind, empty_label="Tất cả")

    class Meta:
        model = Review
        fields = ["q", "kind"]

    def by_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.search(words)


class RowsFilter(django_filters.FilterSet):
    """Narrows the rows behind a figure by the name that stands in them."""

    q = django_filters.CharFilter(label="Tìm", method="by_words", help_text="Họ tên, tên chi bộ")

    def __init__(self, *args: Any, key: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.key = key

    def by_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.filter(**{f"{self.key}__contains": search_key(words)})
