"""What enters about people from the browser: a sheet, and the reason for taking one away."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from cells.fields import CleanFormField
from cells.member.roster_sheet import Roster, read
from cells.sheet import MAX_BYTES, read_sheet
from cells.text import clean
from cells.web import paper_helper


def upload_helper() -> FormHelper:
    helper = paper_helper("Đọc bảng và xem trước")
    helper.attrs = {"novalidate": "", "data-submit-once": ""}
    return helper


class RosterForm(forms.Form):
    """Reads the sheet while it is being checked; ``roster`` and ``content`` are what came out."""

    file = forms.FileField(
        label="Tệp danh sách (.xlsx)",
        help_text="Bảng hiện ra đầu tiên được đọc. Tối đa 5 MB, 10.000 dòng.",
        error_messages={
            "required": "Chọn tệp danh sách.",
            "empty": "Tệp rỗng. Chọn tệp danh sách.",
            "invalid": "Chọn lại tệp danh sách.",
        },
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    helper = upload_helper()
    content: bytes
    roster: Roster

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.content = file.read(MAX_BYTES + 1)
        self.roster = read(read_sheet(self.content, file.name))
        return file


def reason_text(value: str) -> str:
    return clean(value, max_length=300, lines=True)


class ExportForm(forms.Form):
    reason = CleanFormField(
        clean=reason_text,
        label="Lý do xuất danh sách",
        help_text="Ví dụ: lập danh sách đại biểu. Lý do được ghi vào nhật ký cùng tên đồng chí.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do xuất danh sách."},
    )
    helper = paper_helper("Tải danh sách (.xlsx)")
