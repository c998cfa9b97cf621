"""What enters a collective registration: its items, and at year's end a result for each."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from cells import clock
from cells.fields import CleanFormField, DayField
from cells.models import Cell, User
from cells.text import ITEM_LENGTH, clean
from cells.web import with_one_more
from cells.widgets import ChoiceSelect
from pledges.standard.collective.models import (
    CollectiveItem,
    CollectiveRegistration,
    CollectiveStatus,
    ResultState,
)
from pledges.standard.collective.services import (
    MOST,
    NO_REASON,
    ItemInput,
    ItemResult,
    people_for,
    save_collective,
)

PREFIX = "items"
SHOWN_FIRST = 2
STATE_CSS = {"done": "done", "partly": "sent", "not_yet": "return"}


class NewCollectiveForm(forms.Form):
    """Which cell, and of which year; one choice where the user has but one."""

    cell = forms.ModelChoiceField(label="Của", queryset=Cell.objects.none(), empty_label=None)
    year = forms.IntegerField(
        label="Năm",
        min_value=2011,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "w-date", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        own = Cell.objects.filter(pk__in=user.rights.cells_as_officer).order_by("sort_key")
        self.fields["cell"].queryset = own
        self.fields["year"].initial = clock.today().year


def item_box(name: str, label: str, **kwargs: Any) -> forms.Field:
    field = CollectiveItem._meta.get_field(name)
    return field.formfield(required=False, label=label, **kwargs)


class ItemForm(forms.Form):
    action = item_box(
        "action",
        "Việc tập thể sẽ làm",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: đi cơ sở nghe ý kiến, trả lời bằng văn bản",
    )
    measure = item_box("measure", "Cách đo", help_text="Ví dụ: ít nhất 4 chuyến trong năm")
    rhythm = item_box("rhythm", "Nhịp", help_text="Ví dụ: mỗi quý một lần")
    due_on = DayField(label="Hoặc hạn", required=False, help_text="Ví dụ 30/11/2014")
    responsible = forms.ModelChoiceField(
        label="Người phụ trách",
        queryset=CollectiveItem.objects.none(),
        required=False,
        empty_label="Chưa giao",
    )

    def __init__(self, *args: Any, people: QuerySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people


ItemFormSet = forms.formset_factory(ItemForm, extra=0, max_num=MOST, absolute_max=2 * MOST)


class CollectiveSheet:
    """The whole page that is written: a form an item."""

    def __init__(
        self,
        registration: CollectiveRegistration,
        data: QueryDict | None = None,
        *,
        add: bool = False,
    ):
        self.registration = registration
        self.version = registration.version if data is None else data.get("version", "")
        self.refusals: list[str] = []
        # Evaluated once: every select of the page reads the same people
        people = people_for(registration)
        self.items = self.item_forms(data, add=add, people=people)
        choices = [("", "Chưa giao"), *((person.pk, str(person)) for person in people)]
        for number, form in enumerate(self.items.forms, start=1):
            form.legend = f"Việc {number}"
            form.fields["responsible"].choices = choices

    def item_forms(
        self, data: QueryDict | None, *, add: bool, people: QuerySet
    ) -> forms.BaseFormSet:
        given = {"prefix": PREFIX, "form_kwargs": {"people": people}}
        if data is not None:
            return ItemFormSet(with_one_more(data, PREFIX, MOST) if add else data, **given)
        initial = [
            {**vars(item), "responsible": item.responsible_id}
            for item in self.registration.items.all()
        ]
        initial += [{}] * max(SHOWN_FIRST - len(initial), 0)
        if add and len(initial) < MOST:
            initial.append({})
        return ItemFormSet(initial=initial, **given)

    @property
    def may_add(self) -> bool:
        return len(self.items.forms) < MOST

    @property
    def saved_at(self) -> Any:
        return None if self.items.is_bound else self.registration.saved_at

    @property
    def forms(self) -> list[forms.Form]:
        return self.items.forms

    def non_form_errors(self) -> list[str]:
        return [*self.items.non_form_errors(), *self.refusals]

    def first_error(self) -> str:
        texts = [text for form in self.forms for errors in form.errors.values() for text in errors]
        return [*texts, *self.non_form_errors()][0]

    def save(self) -> bool:
        """Keep the text; False when something is wrong with it, and the forms say what."""
        if not self.items.is_valid():
            return False
        given = str(self.version)
        version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1
        items = [ItemInput(**form.cleaned_data) for form in self.forms]
        try:
            save_collective(self.registration, items=items, version=version)
        except ValidationError as error:
            self.registration.refresh_from_db()
            self.refusals = error.messages
            return False
        return True


class ResultForm(forms.Form):
    """How one item went over the year."""

    state = forms.ChoiceField(
        label="Kết quả",
        choices=ResultState.choices,
        widget=ChoiceSelect(css=STATE_CSS),
        error_messages={"required": "Chọn kết quả của việc này."},
    )
    result = CleanFormField(
        label="Một câu về kết quả",
        required=False,
        clean=lambda words: clean(words, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, item: CollectiveItem):
        initial = {"state": item.state, "result": item.result}
        super().__init__(data, prefix=f"item-{item.pk}", initial=initial)
        self.item, self.legend = item, f"Việc {item.position}"


class ResultForms:
    def __init__(self, registration: CollectiveRegistration, data: Any = None):
        items = registration.items.select_related("responsible")
        self.forms = [ResultForm(data, item=item) for item in items]
        self.refusals: list[str] = []

    def non_form_errors(self) -> list[str]:
        return self.refusals

    def is_valid(self) -> bool:
        return not sum(len(form.errors) for form in self.forms)  # every form is looked at

    def results(self) -> dict[int, ItemResult]:
        return {form.item.pk: ItemResult(**form.cleaned_data) for form in self.forms}

    def typed_words(self) -> list[tuple[str, str]]:
        """Every text as it was typed, to be shown again where it could not be stored."""
        return [
            (form.legend, form["result"].value()) for form in self.forms if form["result"].value()
        ]


class ReasonForm(forms.Form):
    note = CleanFormField(
        label="Lý do",
        clean=lambda words: clean(words, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": NO_REASON},
    )


class CollectiveFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm chi bộ", method="by_words", help_text="Gõ không dấu cũng được."
    )
    year = django_filters.ChoiceFilter(label="Năm", empty_label="Tất cả")
    status = django_filters.ChoiceFilter(
        label="Trạng thái", choices=CollectiveStatus.choices, empty_label="Tất cả"
    )

    class Meta:
        model = CollectiveRegistration
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        visible = CollectiveRegistration.objects.visible_to(self.request.user).order_by()
        years = {*visible.values_list("year", flat=True).distinct(), clock.today().year}
        self.form.fields["year"].choices = [
            (year, str(year)) for year in sorted(years, reverse=True)
        ]

    def by_words(self, registrations: QuerySet, _name: str, words: str) -> QuerySet:
        return registrations.search(words)
