"""What enters: a new review, the words of a section, what a list is narrowed to."""

from datetime import timedelta
from typing import Any

import django_filters
from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from cells import clock
from cells.fields import CleanFormField, DayField, MonthChoice
from cells.issue.forms import NumberField, SigningForm
from cells.issue.models import DocumentType
from cells.issue.types import REPORT
from cells.models import Cell
from cells.scope import is_committee_staff
from cells.text import ITEM_LENGTH, clean, month_words, search_key
from cells.web import paper_helper
from cells.widgets import ChoiceSelect
from reports.review.models import Review, ReviewKind, ReviewSection, ReviewStatus
from reports.review.services import SigningInput

COMMITTEE = "committee"


class ReviewForm(forms.Form):
    """Which review to open; the choices are those its user may write."""

    whose = forms.ChoiceField(label="Báo cáo của")
    kind = forms.ChoiceField(label="Loại", choices=ReviewKind, widget=ChoiceSelect)
    first_month = MonthChoice(label="Từ tháng", help_text="Ghi tháng và năm, ví dụ 01/2014.")
    last_month = MonthChoice(
        label="Đến hết tháng", help_text="Muộn nhất là tháng này, ví dụ 12/2014."
    )
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
            raise forms.ValidationError(
                f"Tháng {month_words(last)} chưa tới. Ghi tháng này hoặc tháng đã qua."
            )
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


class PresentForm(forms.Form):
    """Number and date, prepared for whoever signs; both may stay open."""

    planned_on = DayField(label="Ngày dự kiến ký", required=False)
    planned_number = NumberField(label="Số dự kiến", required=False)


class ReturnForm(forms.Form):
    note = CleanFormField(
        label="Cần sửa điều gì?",
        clean=lambda text: clean(text, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi điều cần sửa để người soạn biết sửa chỗ nào."},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper: FormHelper = paper_helper("Trả lại để sửa")


class SignForm(SigningForm):
    replace_reason = CleanFormField(
        label="Thay thế vì",
        clean=lambda text: clean(text, max_length=300),
        required=False,
        help_text="Lý do được in trong báo cáo, ví dụ: sót số liệu của một chi bộ.",
    )

    def __init__(self, *args: Any, review: Review, is_replacing: bool, **kwargs: Any):
        kind = DocumentType.objects.get(code=REPORT)
        planned = review.planned_number
        super().__init__(*args, cell=review.cell, kind=kind, planned_number=planned, **kwargs)
        if is_replacing:
            self.fields["replace_reason"].required = True
            self.fields["replace_reason"].error_messages["required"] = "Ghi lý do thay thế."
        else:
            del self.fields["replace_reason"]

    def given(self) -> SigningInput:
        return SigningInput(**self.words())


class ReviewFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Tìm", method="by_words", help_text="Trích yếu, tên chi bộ")
    kind = django_filters.ChoiceFilter(label="Loại", choices=ReviewKind, empty_label="Tất cả")
    status = django_filters.ChoiceFilter(
        label="Trạng thái", choices=ReviewStatus, empty_label="Tất cả"
    )

    class Meta:
        model = Review
        fields = ["q", "kind", "status"]

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
