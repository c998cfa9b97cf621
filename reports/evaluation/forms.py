"""What enters besides the self-review: a case with its reason, what a list is narrowed to."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from cells.fields import CleanFormField
from cells.member.judging import judged_by
from cells.models import Cell
from cells.text import ITEM_LENGTH, clean
from reports.evaluation.choices import Case, EvaluationStatus
from reports.evaluation.models import Evaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.services import cases_for

NOT_SENT, MISSING, REVIEWED = "not_sent", "missing", "reviewed"
AWAITING, MINE, UNPROPOSED = "awaiting", "mine", "unproposed"
# What is to be done, as the pages count it; beside these the statuses themselves
TO_DO = [
    (REVIEWED, "Phải kiểm điểm"),
    (NOT_SENT, "Chưa gửi"),
    (AWAITING, "Chờ đề xuất"),
    (MINE, "Chờ tôi ghi đề xuất"),
    (UNPROPOSED, "Chưa có mức đề xuất"),
    (MISSING, "Còn thiếu"),
]


def clean_note(text: str) -> str:
    return clean(text, max_length=ITEM_LENGTH, lines=True)


class NoteForm(forms.Form):
    """One question, answered in words."""

    note = CleanFormField(clean=clean_note, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, question: str, missing: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = question
        self.fields["note"].error_messages["required"] = missing


class ClassifyForm(NoteForm):
    """Another case; codes only, never why in medical words."""

    case = forms.ChoiceField(label="Diện")
    field_order = ["case", "note"]

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        allowed = cases_for(evaluation)
        self.fields["case"].choices = [(case.value, case.label) for case in Case if case in allowed]
        self.initial.setdefault("case", evaluation.case)
        self.fields[
            "note"
        ].help_text = "Căn cứ, ví dụ số quyết định. Không ghi bệnh tật, không ghi chuyện riêng."


class EvaluationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm tên", method="by_name", help_text="Gõ không dấu cũng được: “thinh”."
    )
    year = django_filters.ChoiceFilter(label="Năm", field_name="round__year", empty_label="Tất cả")
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=Cell.objects.none(), empty_label="Tất cả"
    )
    case = django_filters.ChoiceFilter(label="Diện", choices=Case, empty_label="Tất cả")
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        method="by_state",
        choices=[*TO_DO, *EvaluationStatus.choices],
        empty_label="Tất cả",
    )

    class Meta:
        model = MemberEvaluation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        years = EvaluationRound.objects.values_list("year", flat=True)
        self.form.fields["year"].choices = [(year, str(year)) for year in years]
        rights = self.request.user.rights
        cells = Cell.objects.party().order_by("sort_key")
        own = cells if rights.bodies else cells.filter(pk__in=rights.cells_as_officer)
        self.form.fields["cell"].queryset = own

    def by_name(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.search(words)

    def by_state(self, rows: QuerySet, _name: str, state: str) -> QuerySet:
        if state not in dict(TO_DO):
            return rows.filter(status=state)
        user = self.request.user
        here = rows.followed_by(user)
        return {
            REVIEWED: here.reviewed,
            NOT_SENT: here.not_sent,
            AWAITING: here.awaiting_vote,
            MINE: here.filter(judged_by(user)).awaiting_vote,
            UNPROPOSED: here.unproposed,
            MISSING: here.missing,
        }[state]()
