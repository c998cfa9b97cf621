"""What opens a round: year, rules, days, and on what ground."""

from datetime import date
from typing import Any

from django import forms

from cells import clock
from cells.fields import CleanFormField, DayField
from reports.evaluation.forms import clean_note
from reports.evaluation.round.services import EARLIEST
from reports.evaluation.scheme.models import RatingScheme

AUTUMN = 7  # from this month on it is this year's round that is being prepared


class OpenRoundForm(forms.Form):
    year = forms.IntegerField(
        label="Năm",
        min_value=EARLIEST,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "w-date", "inputmode": "numeric"}),
    )
    scheme = forms.ModelChoiceField(
        label="Bộ mức xếp loại",
        queryset=RatingScheme.objects.all(),
        empty_label="Chọn bộ mức của năm ấy",
        help_text="Vòng giữ nguyên bộ mức này; cần đổi thì lập bộ mới ở trang quản trị trước.",
    )
    self_due_on = DayField(label="Hạn tự kiểm điểm", help_text="Ví dụ 30/11/2014")
    cell_due_on = DayField(label="Hạn chi bộ đề xuất", help_text="Ví dụ 15/12/2014")
    note = CleanFormField(
        label="Căn cứ mở vòng",
        clean=clean_note,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: Hướng dẫn số 12-HD/ĐUCQ ngày 03/11/2014",
        error_messages={"required": "Ghi căn cứ mở vòng."},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = clock.today()
        year = today.year if today.month >= AUTUMN else today.year - 1
        self.initial.setdefault("year", year)
        self.initial.setdefault("scheme", RatingScheme.objects.of_year(year).first())
        for name, day in (("self_due_on", (11, 30)), ("cell_due_on", (12, 15))):
            if date(year, *day) >= today:
                self.initial.setdefault(name, date(year, *day))
