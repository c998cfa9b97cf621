"""What enters a standard: the motto, up to seven lines, the resolution that adopts it."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from cells import clock
from cells.fields import DayField
from cells.models import Cell, User
from cells.scope import is_committee_staff
from cells.web import with_one_more
from pledges.standard.models import Criterion, MoralStandard, StandardStatus
from pledges.standard.services import FEWEST, MOST, CriterionInput, refuse_wrong_date, save_standard

PREFIX = "lines"
COMMITTEE = "committee"


class NewStandardForm(forms.Form):
    """Whose standard, and of which year; one choice where the user has but one."""

    whose = forms.ChoiceField(label="Chuẩn mực của")
    year = forms.IntegerField(
        label="Năm",
        min_value=2011,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "w-date", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.cells = {
            str(cell.pk): cell for cell in Cell.objects.filter(pk__in=user.rights.cells_as_officer)
        }
        choices = [(pk, cell.name) for pk, cell in self.cells.items()]
        if is_committee_staff(user):
            choices.append((COMMITTEE, "Đảng uỷ (áp dụng chung)"))
        self.fields["whose"].choices = choices
        self.fields["year"].initial = clock.today().year

    @property
    def cell(self) -> Cell | None:
        return self.cells.get(self.cleaned_data["whose"])


def line_box(name: str, **kwargs: Any) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 2})
    return Criterion._meta.get_field(name).formfield(required=False, widget=widget, **kwargs)


class MottoForm(forms.Form):
    version = forms.IntegerField(required=False, min_value=0)
    motto = MoralStandard._meta.get_field("motto").formfield(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Một câu cả chi bộ nhớ được; có thể để trống.",
    )


class LineForm(forms.Form):
    behaviour = line_box(
        "behaviour",
        label="Tiêu chí",
        help_text="Việc người khác thấy được, ví dụ: trả lời hồ sơ đúng hạn",
    )
    measure = line_box(
        "measure", label="Cách đo", help_text="Ví dụ: không hồ sơ nào quá 5 ngày làm việc"
    )
    rhythm = Criterion._meta.get_field("rhythm").formfield(
        required=False, label="Nhịp", help_text="Ví dụ: hằng ngày, hằng tháng"
    )


LineFormSet = forms.formset_factory(LineForm, extra=0, max_num=MOST, absolute_max=2 * MOST)


class StandardSheet:
    """The whole page that is written: the motto and a form a line."""

    def __init__(
        self, standard: MoralStandard, data: QueryDict | None = None, *, add: bool = False
    ):
        self.standard = standard
        self.form = MottoForm(data, initial={"motto": standard.motto, "version": standard.version})
        # A refused text keeps the version it was begun on: it may still lose to another tab
        self.version = standard.version if data is None else data.get("version", "")
        self.lines = self.line_forms(data, add=add)
        for number, form in enumerate(self.lines.forms, start=1):
            form.legend = f"Dòng {number}"

    def line_forms(self, data: QueryDict | None, *, add: bool) -> forms.BaseFormSet:
        if data is not None:
            return LineFormSet(with_one_more(data, PREFIX, MOST) if add else data, prefix=PREFIX)
        initial = [vars(line) for line in self.standard.criteria.all()]
        initial += [{}] * max(FEWEST - len(initial), 0)
        if add and len(initial) < MOST:
            initial.append({})
        return LineFormSet(initial=initial, prefix=PREFIX)

    @property
    def may_add(self) -> bool:
        return len(self.lines.forms) < MOST

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.lines.is_valid()])

    def save(self) -> bool:
        """Keep the text; False when something is wrong with it, and the forms say what."""
        if not self.is_valid():
            return False
        version = self.form.cleaned_data["version"]
        lines = [CriterionInput(**form.cleaned_data) for form in self.lines.forms]
        try:
            save_standard(
                self.standard,
                motto=self.form.cleaned_data["motto"],
                lines=lines,
                version=-1 if version is None else version,
            )
        except ValidationError as error:
            self.standard.refresh_from_db()
            self.form.add_error(None, error)
            return False
        return True


class AdoptForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = MoralStandard._meta.get_field("resolution_number").formfield(
        required=True, label="Số nghị quyết", help_text="Ghi như trên văn bản, ví dụ 05-NQ/CB"
    )
    adopted_on = DayField(label="Ngày ban hành", help_text="Ví dụ 10/01/2014")

    def __init__(self, *args: Any, standard: MoralStandard, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.standard = standard
        self.fields["number"].error_messages["required"] = "Ghi số nghị quyết."
        self.fields["adopted_on"].error_messages["required"] = "Ghi ngày ký nghị quyết."

    def clean(self):
        if adopted_on := self.cleaned_data.get("adopted_on"):
            refuse_wrong_date(self.standard, adopted_on)


class StandardFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm chi bộ", method="by_words", help_text="Gõ không dấu cũng được."
    )
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ",
        queryset=Cell.objects.order_by("sort_key"),
        empty_label="Tất cả",
        null_label="Đảng uỷ",
    )
    year = django_filters.ChoiceFilter(label="Năm", empty_label="Tất cả")
    status = django_filters.ChoiceFilter(
        label="Trạng thái", choices=StandardStatus.choices, empty_label="Tất cả"
    )

    class Meta:
        model = MoralStandard
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        visible = MoralStandard.objects.visible_to(self.request.user).order_by()
        years = visible.values_list("year", flat=True).distinct()
        years = sorted({*years, clock.today().year}, reverse=True)
        self.form.fields["year"].choices = [(year, str(year)) for year in years]
        cells = Cell.objects.filter(pk__in=visible.values("cell")).order_by("sort_key")
        self.form.fields["cell"].queryset = cells

    def by_words(self, standards: QuerySet, _name: str, words: str) -> QuerySet:
        return standards.search(words)
