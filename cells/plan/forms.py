"""What enters a plan: whose it is, its lines, their results; and how the lists are narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from cells import clock
from cells.document.models import Document
from cells.fields import DayField
from cells.member.models import CommitteePost, Member, Membership
from cells.organisation.models import Cell
from cells.plan.models import Plan, PlanKind, PlanTask, TaskState
from cells.programme.models import Term
from cells.scope import is_committee_staff
from cells.web import VersionedForm, words_of

COMMITTEE = "committee"


class PlanForm(VersionedForm):
    title = words_of(Plan, "title", error_messages={"required": "Ghi tên kế hoạch."})
    document = forms.ModelChoiceField(
        label="Văn bản kế hoạch",
        queryset=Document.objects.all(),
        required=False,
        empty_label="Chưa có trong sổ văn bản",
        help_text="Chọn từ sổ văn bản, không tải lên lần nữa.",
    )


class NewPlanForm(PlanForm):
    """Whose plan, of which year or term; the choices are those one may write for."""

    whose = forms.ChoiceField(label="Kế hoạch của")
    kind = forms.ChoiceField(
        label="Loại", choices=PlanKind.choices, initial=PlanKind.YEAR, widget=forms.RadioSelect
    )
    year = forms.IntegerField(
        label="Năm",
        required=False,
        min_value=2011,
        max_value=2100,
        help_text="Của kế hoạch năm.",
        widget=forms.NumberInput(attrs={"class": "w-date", "inputmode": "numeric"}),
    )
    term = forms.ModelChoiceField(
        label="Nhiệm kỳ",
        required=False,
        queryset=Term.objects.none(),
        empty_label="Chọn nhiệm kỳ",
        help_text="Của kế hoạch nhiệm kỳ.",
    )
    field_order = ["whose", "kind", "year", "term", "title", "document"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        cells = Cell.objects.filter(pk__in=user.rights.cells_as_officer).order_by("code")
        self.cells = {str(cell.pk): cell for cell in cells}
        choices = [(pk, cell.name) for pk, cell in self.cells.items()]
        terms = Term.objects.filter(cell__in=user.rights.cells_as_officer)
        if is_committee_staff(user):
            choices.insert(0, (COMMITTEE, "Đảng uỷ"))
            terms = terms | Term.objects.filter(cell__isnull=True)
        self.fields["whose"].choices = choices
        self.fields["year"].initial = clock.today().year
        self.fields["term"].queryset = terms.select_related("cell")

    @property
    def cell(self) -> Cell | None:
        return self.cells.get(self.cleaned_data["whose"])


class TaskForm(VersionedForm):
    text = words_of(PlanTask, "text", 3, error_messages={"required": "Ghi việc cần làm."})
    owner = forms.ModelChoiceField(
        label="Người phụ trách",
        queryset=Member.objects.none(),
        required=False,
        empty_label="Không chọn",
    )
    owner_name = PlanTask._meta.get_field("owner_name").formfield(
        required=False,
        label="Hoặc ghi tên người, đơn vị khác",
        help_text="Ví dụ: Công đoàn cơ quan",
    )
    due_on = DayField(
        label="Hạn",
        help_text="Ngày/tháng/năm, ví dụ 30/06/2014.",
        error_messages={"required": "Ghi hạn."},
    )

    def __init__(self, *args: Any, plan: Plan, kept: Member | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        owners = possible_owners(plan)
        if kept is not None:  # owns the line, whatever became of them since
            owners = owners | Member.objects.filter(pk=kept.pk)
        self.fields["owner"].queryset = owners.order_by("sort_key", "pk")


def possible_owners(plan: Plan) -> QuerySet:
    """Of a cell: its people; of the committee: whoever has a post in it."""
    today = clock.today()
    if plan.cell_id:
        here = Membership.objects.open_on(today).filter(cell=plan.cell_id)
    else:
        here = CommitteePost.objects.open_on(today)
    return Member.objects.filter(pk__in=here.values("member"))


class ResultForm(VersionedForm):
    state = forms.ChoiceField(
        label="Tình trạng", choices=TaskState.choices, widget=forms.RadioSelect
    )
    finished_on = DayField(
        label="Xong ngày", required=False, help_text="Để trống là hôm nay. Chỉ ghi khi đã xong."
    )
    result = words_of(
        PlanTask,
        "result",
        4,
        required=False,
        label="Kết quả",
        help_text="Việc đã làm được đến đâu; thôi không làm thì ghi vì sao.",
    )


# ---- lists


class PlanFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm",
        method="by_words",
        max_length=100,
        help_text="Tên kế hoạch, chi bộ; gõ không dấu cũng được.",
    )
    cell = django_filters.ModelChoiceFilter(
        label="Của",
        queryset=Cell.objects.none(),
        empty_label="Tất cả",
        null_label="Đảng uỷ",
    )
    kind = django_filters.ChoiceFilter(label="Loại", choices=PlanKind.choices, empty_label="Tất cả")

    class Meta:
        model = Plan
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.form.fields["cell"].queryset = Cell.objects.visible_to(self.request.user)

    def by_words(self, plans: QuerySet, _name: str, words: str) -> QuerySet:
        return plans.search(words)


class TaskFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm",
        method="by_words",
        max_length=100,
        help_text="Việc, người phụ trách; gõ không dấu cũng được.",
    )
    cell = django_filters.ModelChoiceFilter(
        label="Kế hoạch của",
        field_name="plan__cell",
        queryset=Cell.objects.none(),
        empty_label="Tất cả",
        null_label="Đảng uỷ",
    )

    class Meta:
        model = PlanTask
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.form.fields["cell"].queryset = Cell.objects.visible_to(self.request.user)

    def by_words(self, tasks: QuerySet, _name: str, words: str) -> QuerySet:
        return tasks.search(words)
