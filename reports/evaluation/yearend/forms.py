"""What is asked before a year-end set is printed: which cells, in which shape, and why."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cells.fields import CleanFormField
from cells.models import Cell
from cells.text import ITEM_LENGTH, clean
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation

SHAPES = [
    ("folders", "Mỗi bản một tệp PDF, mỗi chi bộ một thư mục, kèm mục lục"),
    ("merged", "Mỗi chi bộ một tệp PDF để in liền"),
]


def reason_text(words: str) -> str:
    return clean(words, max_length=ITEM_LENGTH, lines=True)


def cells_to_print(found: EvaluationRound, user: Any) -> QuerySet:
    """Where the round has papers: every such cell for the bodies, for its secretaries their own."""
    there = [
        model._default_manager.filter(round=found).values("cell")
        for model in (MemberEvaluation, CellEvaluation)
    ]
    cells = Cell.objects.filter(pk__in=there[0]) | Cell.objects.filter(pk__in=there[1])
    own = cells if user.rights.bodies else cells.filter(pk__in=user.rights.cells_as_secretary)
    return own.order_by("sort_key", "pk")


class PrintSetForm(forms.Form):
    cells = forms.ModelMultipleChoiceField(
        label="Chi bộ",
        queryset=Cell.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một chi bộ."},
    )
    shape = forms.ChoiceField(
        label="Dạng tệp", choices=SHAPES, initial="folders", widget=forms.RadioSelect
    )
    reason = CleanFormField(
        clean=reason_text,
        label="Lý do in",
        help_text="Ví dụ: lưu hồ sơ cuối năm. Lý do được ghi vào nhật ký cùng tên đồng chí.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do in."},
    )

    def __init__(self, *args: Any, cells: QuerySet, **kwargs: Any):
        super().__init__(*args, initial={"cells": cells}, **kwargs)
        self.fields["cells"].queryset = cells

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"merged": said["shape"] == "merged", "reason": said["reason"]}
