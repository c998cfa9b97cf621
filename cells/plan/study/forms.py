"""The boxes of a cell's year, a row a topic; and how the overview of all cells is narrowed."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from cells import clock
from cells.fields import CleanFormField
from cells.organisation.models import Cell
from cells.plan.study.figures import TopicRow, study_rows
from cells.plan.study.services import GONE, SlotLine, moved_there
from cells.programme.models import StudyForm, StudySlot, Theme, Topic
from cells.text import clean

SENT = re.compile(r"t([0-9]{1,18})-was")
MONTHS = [("", "Chưa xếp"), *[(n, f"Tháng {n}") for n in range(1, 13)]]


def words_of(row: TopicRow) -> str:
    """What a row's boxes hold as it is stored: tells a touched row from one only sent along."""
    slot = row.slot
    return f"{slot.month.month}|{slot.form}|{slot.note}" if slot else f"|{row.topic.form}|"


class SlotForm(forms.Form):
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    month = forms.TypedChoiceField(
        label="Tháng", choices=MONTHS, coerce=int, empty_value=None, required=False
    )
    form = forms.ChoiceField(label="Hình thức", choices=StudyForm.choices)
    note = CleanFormField(label="Ghi chú", clean=clean, required=False)
    stored = ""  # after a clash: what somebody else saved in this row

    def __init__(self, row: TopicRow, data: QueryDict | None = None):
        self.row, self.legend = row, row.topic.title
        slot: StudySlot | None = row.slot
        initial = {
            "version": slot.version if slot else None,
            "was": words_of(row),
            "month": slot.month.month if slot else "",
            "form": slot.form if slot else row.topic.form,
            "note": slot.note if slot else "",
        }
        super().__init__(data, prefix=f"t{row.topic.pk}", initial=initial)

    @property
    def is_touched(self) -> bool:
        said = self.cleaned_data
        words = f"{said.get('month') or ''}|{said.get('form')}|{said.get('note')}"
        return words != said.get("was")

    @property
    def typed(self) -> str:
        """What stands in the boxes, whether it is valid or not."""
        month, form, note = (self[name].value() or "" for name in ("month", "form", "note"))
        words = [f"tháng {month}" if month else "chưa xếp tháng"]
        words += [dict(StudyForm.choices).get(form, form).lower(), note]
        return ", ".join(word for word in words if word)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("month") is None and "month" not in self.errors and self.is_touched:
            self.add_error("month", "Chọn tháng cho chủ đề này.")
        return said

    def line(self, year: int) -> SlotLine:
        said = self.cleaned_data
        return SlotLine(
            topic_id=self.row.topic.pk,
            month=date(year, said["month"], 1),
            form=said["form"],
            note=said["note"],
            version=said["version"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    sentence: str
    typed: str


def topics_in(data: QueryDict | None) -> set[int]:
    """The rows that were sent along."""
    found = (SENT.fullmatch(name) for name in data or ())
    return {int(name[1]) for name in found if name}


def row_gone(key: int) -> TopicRow:
    """In place of a topic that was taken out of the year meanwhile."""
    return TopicRow(topic=Topic(pk=key), slot=None, meeting=None, state="none")


class StudySheet:
    """A cell's whole year; rows that have a session are shown and not written."""

    def __init__(self, cell: Cell, year: int, data: QueryDict | None = None):
        self.cell, self.year, self.data = cell, year, data
        self.build()

    def build(self) -> None:
        self.rows = study_rows(self.cell, self.year, clock.today())
        self.boxes = {
            row.topic.pk: SlotForm(row, self.data if self.has_data(row) else None)
            for row in self.rows
            if not row.is_fixed
        }

    def has_data(self, row: TopicRow) -> bool:
        """A topic that came in after the page was read was not sent along."""
        return self.data is not None and f"t{row.topic.pk}-was" in self.data

    @property
    def forms(self) -> list[SlotForm]:
        """For the summary of what is wrong."""
        return list(self.boxes.values())

    def non_form_errors(self) -> list[str]:
        return []

    @property
    def sent(self) -> list[SlotForm]:
        return [form for form in self.forms if form.is_bound]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.sent)

    @property
    def lines(self) -> list[SlotLine]:
        return [form.line(self.year) for form in self.sent if form.is_touched]

    @property
    def lost(self) -> list[Lost]:
        """What was typed into rows that have no boxes any more: said and shown, never dropped."""
        rows = {row.topic.pk: row for row in self.rows}
        found = []
        for key in sorted(topics_in(self.data) - self.boxes.keys()):
            row = rows.get(key)
            form = SlotForm(row or row_gone(key), self.data)
            if not form.is_valid() or form.is_touched:
                sentence = moved_there(row, row.meeting) if row and row.meeting else GONE
                found.append(Lost(sentence=sentence, typed=form.typed))
        return found

    def stand_beside(self) -> None:
        """Touched rows keep what was typed, with what is stored now beside it; the others show
        what is stored."""
        typed = {pk: form for pk, form in self.boxes.items() if form.is_bound}
        self.data = self.data.copy()
        fresh = study_rows(self.cell, self.year, clock.today())
        for row in fresh:
            if row.topic.pk in typed:
                self.settle(row, typed[row.topic.pk])
        self.build()
        for pk, form in self.boxes.items():
            if pk in typed and typed[pk].is_touched:
                form.stored = said_beside(form.row, typed[pk].cleaned_data["was"])

    def settle(self, row: TopicRow, typed: SlotForm) -> None:
        now = SlotForm(row).initial
        for name, value in now.items():
            if name in {"version", "was"} or not typed.is_touched:
                self.data[typed.add_prefix(name)] = "" if value is None else str(value)


def said_beside(row: TopicRow, was: str) -> str:
    if row.slot is None or words_of(row) == was:
        return ""
    parts = [f"tháng {row.slot.month.month}", row.slot.get_form_display().lower(), row.slot.note]
    return f"Đang lưu: {', '.join(part for part in parts if part)}."


# ---- all cells


class OverviewForm(forms.Form):
    q = forms.CharField(
        label="Tìm chi bộ",
        required=False,
        max_length=100,
        help_text="Gõ không dấu cũng được.",
    )
    year = forms.TypedChoiceField(label="Năm", coerce=int, required=False)
    lack = forms.ChoiceField(
        label="Còn thiếu",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("slot", "Chưa xếp tháng"),
            ("held", "Quá tháng, chưa sinh hoạt"),
        ],
    )

    def __init__(self, data: QueryDict):
        this = clock.today().year
        self.this_year = this
        data = data.copy()
        data.setdefault("year", str(this))
        super().__init__(data, auto_id="id_%s")
        years = sorted({*Theme.objects.values_list("year", flat=True), this}, reverse=True)
        self.fields["year"].choices = [(year, str(year)) for year in years]

    def said(self, name: str, otherwise: Any = "") -> Any:
        """A wrong word in an address narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or otherwise

    @property
    def shown_year(self) -> int:
        return self.said("year", self.this_year)
