"""What is asked before a list leaves the house."""

from typing import Any

from django import forms

from cells.fields import CleanFormField
from cells.text import ITEM_LENGTH, clean
from cells.web import paper_helper

KEPT = "Được ghi vào nhật ký và vào bảng tính, cùng tên đồng chí."


def reason_text(words: str) -> str:
    return clean(words, max_length=ITEM_LENGTH, lines=True)


class ReasonForm(forms.Form):
    """Why; who takes only their own data, and the leaders, may leave it out."""

    reason = CleanFormField(
        clean=reason_text,
        label="Lý do xuất",
        help_text=f"Ví dụ: đối chiếu trước buổi sinh hoạt. {KEPT}",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do xuất bảng tính."},
    )
    helper = paper_helper("Tải về (.xlsx)")

    def __init__(self, *args: Any, is_free: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_free:
            self.fields["reason"].required = False
            self.fields["reason"].label = "Lý do xuất (không bắt buộc)"
