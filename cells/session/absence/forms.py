"""One choice and at most one line: less than a minute on a phone."""

from django import forms

from cells.fields import CleanFormField
from cells.session.absence.models import AbsenceRequest
from cells.session.models import AbsenceReason
from cells.text import ITEM_LENGTH, clean
from cells.widgets import ChoiceSelect


class AbsenceForm(forms.Form):
    reason = forms.ChoiceField(
        label="Lý do",
        choices=AbsenceReason.choices,
        widget=ChoiceSelect(),
        error_messages={"required": "Chọn lý do.", "invalid_choice": "Chọn lại lý do."},
    )
    note = AbsenceRequest._meta.get_field("note").formfield(
        required=False,
        label="Ghi rõ thêm, nếu cần",
        help_text="Ví dụ: đi địa phương đến 05/04. Không ghi về sức khoẻ.",
    )


class DeclineForm(forms.Form):
    note = CleanFormField(
        label="Vì sao đề nghị đồng chí ấy vẫn dự?",
        clean=lambda words: clean(words, max_length=ITEM_LENGTH, lines=True),
        help_text="Đồng chí ấy đọc câu này.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi vì sao đề nghị đồng chí ấy vẫn dự."},
    )
