"""What is asked before many people's papers leave: which of them, and why."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cells import clock
from cells.fields import CleanFormField, DayField
from cells.models import Cell
from cells.print.bundle import parts
from cells.text import ITEM_LENGTH, clean
from cells.web import paper_helper
from reports.prints.papers import roster_rows


def reason_text(words: str) -> str:
    return clean(words, max_length=ITEM_LENGTH, lines=True)


class ReasonForm(forms.Form):
    """The reason, and which part where one file does not hold everybody."""

    reason = CleanFormField(
        clean=reason_text,
        label="Lý do in",
        help_text="Ví dụ: lưu hồ sơ chi bộ. Lý do được ghi vào nhật ký cùng tên đồng chí.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do in."},
    )
    button = "In (PDF)"

    def __init__(self, *args: Any, names: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parts = parts(len(names))
        if len(self.parts) > 1:
            self.fields["part"] = forms.TypedChoiceField(
                label="Phần in lần này", coerce=int, choices=self.part_choices(names)
            )
            self.order_fields(["part"])
        self.helper = paper_helper(self.button)

    def part_choices(self, names: list[str]) -> list[tuple[int, str]]:
        return [
            (number, f"Tờ {part[0] + 1} đến {part[-1] + 1}: {names[part[0]]} – {names[part[-1]]}")
            for number, part in enumerate(self.parts)
        ]

    def chosen(self, papers: list) -> list:
        part = self.parts[self.cleaned_data.get("part", 0)]
        return papers[part.start : part.stop]


class BlankForm(ReasonForm):
    year = forms.TypedChoiceField(label="Năm", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        this_year = clock.today().year
        self.fields["year"].choices = [(year, str(year)) for year in (this_year, this_year + 1)]
        self.order_fields(["year"])


class RosterForm(ReasonForm):
    day = DayField(
        label="Tính đến ngày",
        error_messages={"required": "Ghi ngày của danh sách, ví dụ 31/12/2014."},
    )

    def __init__(self, *args: Any, cell: Cell, **kwargs: Any):
        super().__init__(*args, names=[], initial={"day": clock.today()}, **kwargs)
        self.cell = cell
        self.order_fields(["day"])

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise ValidationError("Ngày này chưa tới. Ghi ngày hôm nay hoặc một ngày trước đó.")
        if not roster_rows(self.cell, day):
            raise ValidationError(f"Ngày {day:%d/%m/%Y} chi bộ chưa có đảng viên nào.")
        return day
