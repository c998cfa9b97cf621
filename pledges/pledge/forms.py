"""What a pledge's author types: two texts and up to four sentences, kept whatever is wrong."""

from dataclasses import fields
from itertools import chain, count
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cells import clock
from cells.fields import CleanFormField, DayField
from cells.models import Cell, Member, User
from cells.organisation.models import KINDS
from cells.text import ITEM_LENGTH, clean
from cells.web import with_one_more
from cells.windows import digest_of
from pledges.pledge.copying import items_of_last_year
from pledges.pledge.models import NOT_YET_ACCEPTED, OVERDUE, STATE_LABELS, Pledge, PledgeItem
from pledges.pledge.services import FEWEST, MOST, ItemInput, numbered_items, save_pledge
from pledges.standard.models import Criterion, MoralStandard

PREFIX = "items"
TEXTS = ("reflection", "measures")
WORDS = [field.name for field in fields(ItemInput)]
SENTENCE = ("action", "measure", "rhythm", "due_on", "confirmer")


def text_box(model: type, name: str, rows: int, **kwargs: Any) -> forms.Field:
    """The model's own text field as a box; nothing is demanded of a draft."""
    widget = forms.Textarea(attrs={"rows": rows, **kwargs.pop("attrs", {})})
    return model._meta.get_field(name).formfield(required=False, widget=widget, **kwargs)


def text_digest(text: str) -> str:
    return digest_of(text) if text else ""


def hidden() -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput)


class PledgeForm(forms.Form):
    """``…_seen``: what stood here when the page was made; tells what this window has changed."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    reflection_seen = hidden()
    measures_seen = hidden()
    reflection = text_box(
        Pledge,
        "reflection",
        5,
        label="Nhận thức của bản thân",
        help_text="Điều đồng chí hiểu và thấm từ chuyên đề năm nay, bằng lời của mình.",
    )
    measures = text_box(
        Pledge,
        "measures",
        4,
        label="Biện pháp thực hiện",
        help_text="Cách đồng chí giữ cho những việc trên được làm đều.",
    )


class ItemForm(forms.Form):
    """One item. ``item_id``: which one the frame came from; ``seen``: what it said then."""

    item_id = hidden()
    seen = hidden()
    criterion_id = forms.TypedChoiceField(
        label="Chuẩn mực liên quan", coerce=int, empty_value=None, required=False
    )
    action = text_box(
        PledgeItem, "action", 2, label="Tôi sẽ", help_text="Ví dụ: trả lời hồ sơ của địa phương"
    )
    measure = text_box(
        PledgeItem, "measure", 2, label="Mức, số lần", help_text="Ví dụ: trong 5 ngày làm việc"
    )
    rhythm = PledgeItem._meta.get_field("rhythm").formfield(
        required=False, label="Nhịp", help_text="Ví dụ: hằng tháng, hai tuần một lần"
    )
    due_on = DayField(
        required=False, label="Đến ngày", help_text="Ghi khi việc có hạn, ví dụ 30/11"
    )
    confirmer = PledgeItem._meta.get_field("confirmer").formfield(
        required=False,
        label="Người xác nhận",
        help_text="Người thấy được việc này, ví dụ bí thư",
    )
    copied_from_id = forms.CharField(required=False, widget=forms.HiddenInput)
    difference = text_box(
        PledgeItem,
        "difference",
        2,
        label="Năm nay khác gì?",
        help_text="Ví dụ: năm nay làm đều từng tháng, thêm hai đơn vị",
    )

    def __init__(
        self, *args: Any, criteria: list, year: int, sources: dict, own: dict, **kwargs: Any
    ):
        """``sources``: last year's items by key; of these alone an item may be a copy. ``own``: the
        items of this very pledge that may still be changed; for these alone a frame stands."""
        super().__init__(*args, **kwargs)
        self.year, self.sources, self.own = year, sources, own
        self.stored: PledgeItem | None = None
        self.rival: PledgeItem | None = None
        self.fields["criterion_id"].choices = [("", "Chọn một chuẩn mực"), *criteria]
        self.fields["due_on"].help_text = f"Ghi khi việc có hạn, ví dụ 30/11/{year}"
        self.fields["confirmer"].widget.attrs |= {"list": "nguoi-xac-nhan", "autocomplete": "off"}

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day.year != self.year:
            raise ValidationError(
                f"Bản đăng ký này của năm {self.year}; ghi một ngày trong năm đó."
            )
        return day

    def clean_copied_from_id(self) -> int | None:
        return self.source.pk if self.source else None

    @property
    def row(self) -> PledgeItem | None:
        return self.own.get(str(self["item_id"].value() or ""))

    def words(self) -> ItemInput:
        """What was typed; of a frame nobody has touched the form knows nothing at all."""
        given = self.cleaned_data
        return ItemInput(**{name: given[name] for name in WORDS if name in given})

    @property
    def source(self) -> PledgeItem | None:
        return self.sources.get(str(self["copied_from_id"].value() or ""))

    @property
    def said(self) -> PledgeItem | None:
        """The sentence of what stands in the boxes, right or wrong; of blank ones nothing."""
        said = {name: str(self[name].value() or "").strip() for name in SENTENCE}
        if not any(said.values()):
            return None
        try:
            day = self.fields["due_on"].to_python(self["due_on"].value())
        except ValidationError:
            day = None
        return PledgeItem(**said | {"due_on": day})


ItemFormSet = forms.formset_factory(ItemForm, extra=0, max_num=MOST, absolute_max=4 * MOST)


class PledgeSheet:
    """The whole page that is written: the form, a form an item, the items that may not change."""

    def __init__(
        self, pledge: Pledge, data: QueryDict | None = None, *, reader: Any, add: bool = False
    ):
        self.pledge, self.reader = pledge, reader
        items = numbered_items(pledge)
        self.last_year = items_of_last_year(pledge, reader)
        self.fixed = [item for item in items if item.has_lines]
        self.free = [item for item in items if not item.has_lines]
        self.room = MOST - sum(item.ended_on is None for item in self.fixed)
        self.criteria = criteria_for(pledge, items)
        seen = {f"{name}_seen": text_digest(getattr(pledge, name)) for name in TEXTS}
        self.form = PledgeForm(data, initial=vars(pledge) | seen)
        # A refused text keeps the version it was begun on: it may still lose to another tab
        self.version = pledge.version if data is None else data.get("version", "")
        self.rivals: dict[str, str] = {}  # texts that another window stored
        self.notes: list[str] = []
        self.items = self.item_forms(
            data,
            add=add,
            form_kwargs={
                "criteria": self.criteria,
                "year": pledge.year,
                "sources": sources_for(items, self.last_year),
                "own": {str(item.pk): item for item in self.free},
            },
        )
        numbers = chain((item.number for item in self.free), count(len(items) + 1))
        for form, number in zip(self.items.forms, numbers, strict=False):
            form.legend, form.number = f"Việc {number}", number
        self.next_number = next(numbers)

    def item_forms(
        self, data: QueryDict | None, *, add: bool, form_kwargs: dict
    ) -> forms.BaseFormSet:
        if data is not None:
            return ItemFormSet(
                with_one_more(data, PREFIX, self.room) if add else data,
                prefix=PREFIX,
                form_kwargs=form_kwargs,
            )
        blanks = max(FEWEST - (MOST - self.room) - len(self.free), 0)
        initial = [
            vars(item) | {"item_id": item.pk, "seen": ItemInput.of(item).digest}
            for item in self.free
        ] + [{}] * blanks
        if add and len(initial) < self.room:
            initial.append({})
        return ItemFormSet(initial=initial, prefix=PREFIX, form_kwargs=form_kwargs)

    @property
    def may_add(self) -> bool:
        return len(self.items.forms) < self.room

    @property
    def copied(self) -> set[int]:
        """Which of last year's items stand on this page by now."""
        return {form.source.pk for form in self.items.forms if form.source}

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.items.is_valid()])

    def save(self, by: User) -> bool:
        """Keep the text; False when something is wrong with it, and the forms say what."""
        if not self.is_valid():
            return False
        values = self.form.cleaned_data
        version = values["version"] if values["version"] is not None else -1
        frames = self.items.forms
        try:
            rows = save_pledge(
                self.pledge,
                reflection=values["reflection"],
                measures=values["measures"],
                items=[form.words() for form in frames],
                rows=[form.row.pk if form.row else None for form in frames],
                version=version,
                by=by,
            )
        except ValidationError as error:
            self.pledge.refresh_from_db()
            self.form.add_error(None, error)
            return False
        for form, row in zip(frames, rows, strict=True):
            form.stored = row
        return True

    def marks(self) -> dict[str, Any]:
        """What a page that stays open carries along from now on."""
        given = self.form.cleaned_data
        marks = {f"{name}_seen": text_digest(given[name]) for name in TEXTS}
        for form in self.items.forms:
            marks[form.add_prefix("item_id")] = form.stored.pk if form.stored else ""
            marks[form.add_prefix("seen")] = form.words().digest
        return marks

    def typed_words(self) -> list[tuple[str, str]]:
        """What stands in the boxes, valid or not, to be shown to its writer once more."""
        boxes = [("", self.form), *((f"{form.legend}: ", form) for form in self.items.forms)]
        words = [
            (f"{legend}{form[name].label}", form[name].value())
            for legend, form in boxes
            for name in form.fields
            if name != "criterion_id" and not form[name].is_hidden
        ]
        return [(label, typed) for label, typed in words if typed]

    def first_error(self) -> str:
        for form in [self.form, *self.items.forms]:
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                return f"{label}: {errors[0]}" if label else errors[0]
        return "Chưa lưu được."


def sources_for(items: list[PledgeItem], last_year: list[PledgeItem]) -> dict[str, PledgeItem]:
    """What may be copied, and what has been, also where its reader may not open it any more."""
    known = [item.copied_from for item in items if item.copied_from] + last_year
    return {str(item.pk): item for item in known}


def filled_in(data: QueryDict, words: dict[str, str], room: int) -> tuple[QueryDict, int] | None:
    """What was typed, with these words in the first empty frame, and which of the frames with words
    that is; None where there is no room."""
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 3 else 0
    written = 0
    for place in range(min(count + 1, room)):
        frame = f"{PREFIX}-{place}"
        if any(data.get(f"{frame}-{name}", "").strip() for name in (*SENTENCE, "difference")):
            written += 1
            continue
        data = data.copy()
        data[f"{PREFIX}-TOTAL_FORMS"] = str(max(count, place + 1))
        for name, value in words.items():
            data[f"{frame}-{name}"] = value
        return data, written
    return None


def criteria_for(pledge: Pledge, items: list[PledgeItem]) -> list:
    """The criteria in force for the cell; besides them those on which an item already stands."""
    used = [item.criterion_id for item in items if item.criterion_id]
    in_force = MoralStandard.objects.in_force(pledge.cell, pledge.year).values("pk")
    found = Criterion.objects.filter(standard__in=list(in_force.values_list("pk", flat=True)))
    criteria = {criterion.pk: criterion for criterion in found}
    if older := set(used) - set(criteria):
        criteria |= {old.pk: old for old in Criterion.objects.filter(pk__in=older)}
    return [(pk, str(criterion)) for pk, criterion in criteria.items()]


def confirmers_for(pledge: Pledge) -> list[str]:
    """Names to choose from while typing: the others of the cell."""
    people = Member.objects.in_cell(pledge.cell, clock.today()).exclude(pk=pledge.member_id)
    return list(people.values_list("full_name", flat=True))


def clean_note(text: str) -> str:
    return clean(text, max_length=ITEM_LENGTH, lines=True)


class NoteForm(forms.Form):
    """One question, answered in words."""

    note = CleanFormField(clean=clean_note, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, question: str, missing: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = question
        self.fields["note"].error_messages["required"] = missing


class ReasonForm(NoteForm):
    """A question answered in one line: as long as the reason that stands beside an ended item."""

    note = CleanFormField(clean=clean, widget=forms.Textarea(attrs={"rows": 2}))


class PledgeFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm tên", method="by_name", help_text="Gõ không dấu cũng được: “thinh”."
    )
    year = django_filters.ChoiceFilter(label="Năm", empty_label="Tất cả")
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=Cell.objects.none(), empty_label="Tất cả"
    )
    kind = django_filters.ChoiceFilter(
        label="Tổ chức", choices=KINDS, field_name="cell__kind", empty_label="Tất cả"
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        method="by_state",
        choices=[(label, label) for label in [*STATE_LABELS, NOT_YET_ACCEPTED]],
        empty_label="Tất cả",
    )

    class Meta:
        model = Pledge
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        visible = Pledge.objects.visible_to(self.request.user).order_by()
        years = visible.values_list("year", flat=True).distinct()
        years = sorted({*years, clock.today().year}, reverse=True)
        self.form.fields["year"].choices = [(year, str(year)) for year in years]
        self.form.fields["cell"].queryset = cells_with_pledges(self.request.user)

    def by_name(self, pledges, _name: str, words: str):
        return pledges.search(words)

    def by_state(self, pledges, _name: str, label: str):
        found = pledges.in_state(label)
        # Who has not sent is asked for in order to push, and who has left is not pushed
        return found.of_those_still_here() if label == OVERDUE else found


def cells_with_pledges(user: User):
    visible = Pledge.objects.visible_to(user).order_by().values("cell")
    return Cell.objects.filter(pk__in=visible).order_by("sort_key")
