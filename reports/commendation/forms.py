"""What enters: a nomination, a vote, a batch, a decision; what a list asks for."""

from typing import Any

import django_filters
from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from cells import clock
from cells.fields import CleanFormField, DayField
from cells.issue.forms import NumberField, SigningForm
from cells.models import Cell, Member
from cells.organisation.models import CellKind
from cells.text import ITEM_LENGTH, clean
from cells.web import paper_helper
from cells.widgets import ChoiceSelect
from reports.commendation.batches import DecisionInput, decision_type
from reports.commendation.models import (
    UNEXPECTED,
    BatchStatus,
    Commendation,
    CommendationBatch,
    CommendationForm,
    CommendationStatus,
    Giver,
    Occasion,
    Subject,
    subject_kind,
)
from reports.commendation.services import Praise, VoteCount

VOTERS = {
    CellKind.PARTY: "Đảng viên chính thức của chi bộ.",
    CellKind.UNION: "Đoàn viên của tổ công đoàn.",
    CellKind.YOUTH: "Đoàn viên của chi đoàn.",
}
MOST_PEOPLE = 9999
WHOLE = "cell"  # the choice that names the cell itself


class PraiseForm(forms.Form):
    """In which form, on which occasion, for what."""

    form = forms.ModelChoiceField(
        label="Hình thức",
        queryset=CommendationForm.objects.none(),
        to_field_name="code",
        empty_label=None,
        widget=ChoiceSelect,
        error_messages={"required": "Chọn hình thức khen."},
    )
    occasion = forms.ModelChoiceField(
        label="Dịp", queryset=Occasion.objects.all(), required=False, empty_label=UNEXPECTED
    )
    achievement = Commendation._meta.get_field("achievement").formfield(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Việc gì, kết quả đo được thế nào. Lời này in trong quyết định và giấy khen.",
        error_messages={"required": "Ghi thành tích."},
    )

    def __init__(self, *args: Any, kinds: list[Subject], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = forms_for(kinds)

    def praise(self) -> Praise:
        names = ("form", "occasion", "achievement")
        return Praise(**{name: self.cleaned_data[name] for name in names})


def forms_for(kinds: list[Subject]) -> QuerySet:
    """Those in use for at least one of these subjects."""
    fitting = CommendationForm.objects.none()
    for kind in kinds:
        fitting = fitting | CommendationForm.objects.filter(**{f"for_{kind.value}s": True})
    return fitting.in_use()


class NominationForm(PraiseForm):
    """``people``: who may be named; with ``whole`` the cell itself may be too."""

    subject = forms.ChoiceField(
        label="Khen ai",
        error_messages={"required": "Chọn người hoặc tập thể được đề cử."},
    )
    field_order = ["subject", "form", "occasion", "achievement"]

    def __init__(self, *args: Any, cell: Cell, people: list[Member], whole: bool, **kwargs: Any):
        kinds = [Subject.MEMBER, subject_kind(cell, None)] if whole else [Subject.MEMBER]
        super().__init__(*args, kinds=kinds, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [(key, str(person)) for key, person in self.people.items()]
        if whole:
            choices = [("", "Chọn"), (WHOLE, f"Tập thể {cell.name}"), *choices]
        self.fields["subject"].choices = choices
        self.helper: FormHelper = paper_helper("Gửi đề cử")

    @property
    def member(self) -> Member | None:
        return self.people.get(self.cleaned_data["subject"])


class CellChoice(forms.Form):
    """Where the nominated belongs, for whoever may name people of several cells."""

    cell = forms.ModelChoiceField(label="Chi bộ", queryset=Cell.objects.none(), empty_label="Chọn")

    def __init__(self, *args: Any, cells: QuerySet[Cell], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = cells


class CountField(forms.IntegerField):
    def __init__(self, **kwargs: Any):
        super().__init__(**{"min_value": 0, "max_value": MOST_PEOPLE, **kwargs})
        self.widget = forms.TextInput(
            attrs={"inputmode": "numeric", "class": "w-date", "autocomplete": "off"}
        )
        self.error_messages |= {
            "invalid": "Ghi số bằng chữ số.",
            "required": "Ghi số theo biên bản của chi bộ.",
        }


class ProposalForm(PraiseForm):
    entitled = CountField(label="Số được biểu quyết", min_value=1)
    present = CountField(label="Số có mặt")
    in_favour = CountField(label="Số tán thành")

    def __init__(self, *args: Any, commendation: Commendation, **kwargs: Any):
        initial = {
            "form": commendation.form.code,
            "occasion": commendation.occasion_id,
            "achievement": commendation.achievement,
        }
        kinds = [Subject(commendation.subject_kind)]
        super().__init__(*args, kinds=kinds, initial=initial, **kwargs)
        self.fields["entitled"].help_text = VOTERS[commendation.cell.kind]
        self.helper: FormHelper = paper_helper("Đề nghị khen")

    def vote(self) -> VoteCount:
        names = ("entitled", "present", "in_favour")
        return VoteCount(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(forms.Form):
    """One question before a step back; label and button say which."""

    note = CleanFormField(
        clean=lambda text: clean(text, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do."},
    )

    def __init__(self, *args: Any, label: str, button: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label
        self.helper: FormHelper = paper_helper(button)


class GrantForm(forms.Form):
    number = CleanFormField(
        label="Nghị quyết số",
        clean=lambda text: clean(text, max_length=60),
        help_text="Số trong sổ của chi bộ, ví dụ 05-NQ/CB.",
        error_messages={"required": "Ghi số nghị quyết của chi bộ."},
    )
    awarded_on = DayField(label="Ngày")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("awarded_on", clock.today())
        self.helper: FormHelper = paper_helper("Biểu dương")


class BatchForm(forms.Form):
    title = CommendationBatch._meta.get_field("title").formfield(
        label="Về việc",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In trong tờ trình và quyết định, ví dụ: khen thưởng tập thể, cá nhân có thành "
        "tích trong năm 2014.",
        error_messages={"required": "Ghi khen về việc gì."},
    )
    occasion = forms.ModelChoiceField(
        label="Dịp", queryset=Occasion.objects.all(), required=False, empty_label=UNEXPECTED
    )

    def __init__(self, *args: Any, button: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper: FormHelper = paper_helper(button)


class PresentForm(forms.Form):
    """Number and date, prepared for whoever signs; both may stay open."""

    planned_on = DayField(label="Ngày dự kiến ký", required=False)
    planned_number = NumberField(label="Số dự kiến", required=False)


class DecisionForm(SigningForm):
    def __init__(self, *args: Any, batch: CommendationBatch, **kwargs: Any):
        planned = batch.planned_number
        kind = decision_type()
        super().__init__(*args, cell=None, kind=kind, planned_number=planned, **kwargs)

    def given(self) -> DecisionInput:
        return DecisionInput(**self.words())


def cells_to_choose(request: Any) -> QuerySet[Cell]:
    return Cell.objects.visible_to(request.user)


class CommendationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm", method="by_words", max_length=100, help_text="Họ tên, tên tập thể"
    )
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=cells_to_choose, empty_label="Tất cả"
    )
    form = django_filters.ModelChoiceFilter(
        label="Hình thức",
        queryset=CommendationForm.objects.all(),
        to_field_name="code",
        empty_label="Tất cả",
    )
    occasion = django_filters.ModelChoiceFilter(
        label="Dịp", queryset=Occasion.objects.all(), empty_label="Tất cả"
    )
    status = django_filters.ChoiceFilter(
        label="Trạng thái", choices=CommendationStatus, empty_label="Tất cả"
    )

    given_by = django_filters.ChoiceFilter(
        label="Do ai khen", field_name="form__given_by", choices=Giver, empty_label="Tất cả"
    )

    class Meta:
        model = Commendation
        fields: list[str] = []

    def by_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.search(words)


class NameFilter(django_filters.FilterSet):
    """By the words of a name: cells of the coverage, people never praised, batches."""

    q = django_filters.CharFilter(label="Tìm", method="by_words", max_length=100)

    class Meta:
        model = Cell
        fields: list[str] = []

    def by_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.search(words)


class BatchFilter(NameFilter):
    status = django_filters.ChoiceFilter(
        label="Trạng thái", choices=BatchStatus, empty_label="Tất cả"
    )

    class Meta(NameFilter.Meta):
        model = CommendationBatch


class UnpraisedFilter(NameFilter):
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=Cell.objects.party(), method="of_cell", empty_label="Tất cả"
    )

    class Meta(NameFilter.Meta):
        model = Member

    def of_cell(self, rows: QuerySet, _name: str, cell: Cell) -> QuerySet:
        return rows.filter(home=cell.pk)
