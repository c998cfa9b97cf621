"""What enters about a task: how far it is, why it is given up, by what a list is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from cells.fields import CleanFormField, DayField
from cells.organisation.models import Cell
from cells.session.models import SessionTask, TaskState
from cells.text import ITEM_LENGTH, clean

OVERDUE = "overdue"
OWN = "own"


class ProgressForm(forms.Form):
    """One box for both steps: go on, or done."""

    progress = SessionTask._meta.get_field("progress").formfield(
        label="Đã làm đến đâu, kết quả thế nào?",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi việc đã làm đến đâu, hoặc kết quả nếu đã xong."},
    )
    finished_on = DayField(
        label="Xong ngày", required=False, help_text="Để trống là hôm nay; chỉ ghi khi đã xong."
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, task: SessionTask):
        super().__init__(data, initial={"progress": task.progress, "version": task.version})
        self.fields["progress"].required = True


class ReasonForm(forms.Form):
    reason = CleanFormField(
        label="Vì sao?",
        clean=lambda words: clean(words, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do."},
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class SessionTaskFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm", method="by_words", help_text="Việc cần làm, tên người phụ trách"
    )
    whose = django_filters.ChoiceFilter(
        label="Của ai", choices=[(OWN, "Việc của tôi")], method="by_owner", empty_label="Tất cả"
    )
    state = django_filters.ChoiceFilter(
        label="Tình trạng",
        choices=[(OVERDUE, "Quá hạn"), *TaskState.choices],
        method="by_state",
        empty_label="Tất cả",
    )
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ",
        queryset=lambda request: Cell.objects.visible_to(request.user),
        empty_label="Tất cả",
    )

    class Meta:
        model = SessionTask
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rights = self.request.user.rights
        if not (rights.bodies or len(rights.cells_as_officer | rights.cells_as_member) > 1):
            del self.filters["cell"]

    def by_words(self, tasks: Any, _name: str, words: str) -> QuerySet:
        return tasks.search(words)

    def by_owner(self, tasks: Any, _name: str, _whose: str) -> QuerySet:
        return tasks.filter(owner=self.request.user.rights.member_id or 0)

    def by_state(self, tasks: Any, _name: str, state: str) -> QuerySet:
        return tasks.overdue() if state == OVERDUE else tasks.filter(state=state)
