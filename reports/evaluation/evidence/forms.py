"""What is said about a line, and the answer."""

from django import forms

from cells.widgets import ChoiceSelect
from reports.evaluation.evidence.models import MemberEvidenceRemark

CONTEXT, OBJECTION = "context", "objection"


class RemarkForm(forms.Form):
    kind = forms.ChoiceField(
        label="Đồng chí muốn",
        choices=[
            (CONTEXT, "Nói thêm cho rõ"),
            (OBJECTION, "Không đồng ý với dòng này"),
        ],
        widget=ChoiceSelect(css={CONTEXT: "sent", OBJECTION: "return"}),
        error_messages={
            "required": "Chọn một trong hai.",
            "invalid_choice": "Chọn một trong hai.",
        },
    )
    text = MemberEvidenceRemark._meta.get_field("text").formfield(
        label="Ý kiến của đồng chí",
        help_text="Đứng cạnh dòng này và được in kèm; không sửa lại được. Không ghi về sức khoẻ.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi ý kiến của đồng chí về dòng này."},
    )


class AnswerForm(forms.Form):
    text = MemberEvidenceRemark._meta.get_field("text").formfield(
        label="Trả lời",
        help_text="Đứng cạnh ý kiến ấy và được in kèm; không sửa lại được.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi câu trả lời."},
    )
