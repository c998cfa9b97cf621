"""What enters while a cell sits together: words, counts, what is to be done."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cells.fields import DayField
from cells.member.models import Member
from cells.organisation.models import Cell, CellKind
from cells.session.course.services import SpeechInput, VoteInput
from cells.session.models import (
    AgendaItem,
    Session,
    SessionTask,
    Speech,
    Threshold,
    Vote,
    VoteBase,
)
from cells.session.planning.forms import HourField
from cells.text import clean, name_key, search_key
from cells.widgets import ChoiceSelect

PEOPLE = "nguoi-du"  # id of the page's one list of names
SHOWN = 4  # of people whom a typed name may mean


def field_of(model: Any, name: str, rows: int = 0, **kwargs: Any) -> Any:
    """The model's own box, with its length and its one text door."""
    if rows:
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
    return model._meta.get_field(name).formfield(**kwargs)


def version_field() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class PersonField(forms.CharField):
    """A name out of the list, typed or chosen; part of it, without diacritics, will do."""

    widget = forms.TextInput(attrs={"list": PEOPLE, "autocomplete": "off"})
    people: dict[str, Member] = {}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Member):
            return next((label for label, who in self.people.items() if who == value), str(value))
        return value

    def to_python(self, value: Any) -> Member | None:
        typed = clean(super().to_python(value))
        if not typed:
            return None
        found = self.matches(typed)
        if not found:
            raise ValidationError(f"Không có “{typed}” trong danh sách người dự. Chọn lại tên.")
        if len(found) > 1:
            rest = f" và {len(found) - SHOWN} người khác" if len(found) > SHOWN else ""
            raise ValidationError(f"Có nhiều người: {'; '.join(found[:SHOWN])}{rest}. Ghi đủ tên.")
        return self.people[found[0]]

    def matches(self, typed: str) -> list[str]:
        """The one label, else the one name, else whatever contains the letters."""
        if typed in self.people:
            return [typed]
        exact = [each for each in self.people if name_key(each) == name_key(typed)]
        key = search_key(typed)
        return exact or [each for each in self.people if key in search_key(each)]


class ItemForm(forms.Form):
    notes = field_of(AgendaItem, "notes", rows=4, required=False)
    conclusion = field_of(AgendaItem, "conclusion", rows=2, required=False)
    version = version_field()

    def __init__(self, data: Any, *, item: AgendaItem):
        words = {name: getattr(item, name) for name in ("notes", "conclusion", "version")}
        super().__init__(data, initial=words, auto_id=f"muc-{item.pk}-%s")
        self.fields["conclusion"].label = "Kết luận của chủ trì"


class SpeechForm(forms.Form):
    speaker = PersonField(
        label="Người phát biểu",
        required=False,
        help_text="Gõ tên hay một phần tên, không dấu cũng được.",
    )
    speaker_name = field_of(
        Speech,
        "speaker_name",
        label="hoặc đại biểu không có trong danh sách",
        required=False,
    )
    text = field_of(Speech, "text", rows=3)
    version = version_field()

    def __init__(self, data: Any, *, people: dict[str, Member], item: AgendaItem, **kwargs: Any):
        super().__init__(data, auto_id=f"y-kien-{item.pk}-%s", **kwargs)
        self.fields["speaker"].people = people
        self.fields["text"].error_messages["required"] = "Ghi ý kiến."
        self.initial.setdefault("version", 0)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "speaker" in data and "speaker_name" in data:
            if data["speaker"] and data["speaker_name"]:
                self.add_error("speaker_name", "Ghi một trong hai: người dự hoặc đại biểu.")
            elif not (data["speaker"] or data["speaker_name"]):
                self.add_error("speaker", "Chọn người phát biểu.")
        return data

    def given(self) -> SpeechInput:
        words = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return SpeechInput(**words)


class CountField(forms.IntegerField):
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "w-count"})

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=0, max_value=32_767, **kwargs)


class VoteForm(forms.Form):
    question = field_of(Vote, "question")
    is_secret = forms.TypedChoiceField(
        label="Cách biểu quyết",
        choices=[("", "Giơ tay"), ("1", "Bỏ phiếu kín")],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=ChoiceSelect,
    )
    in_favour = CountField(label="Tán thành")
    against = CountField(label="Không tán thành", required=False)
    abstained = CountField(label="Không có ý kiến", required=False)
    base = forms.ChoiceField(label="Tính trên", choices=VoteBase, widget=ChoiceSelect)
    entitled = CountField(required=False)
    threshold = forms.ChoiceField(label="Cần đạt", choices=Threshold, widget=ChoiceSelect)
    version = version_field()

    def __init__(
        self, data: Any, *, item: AgendaItem, cell: Cell, known: dict[str, int], **kwargs: Any
    ):
        super().__init__(data, auto_id=f"bieu-quyet-{item.pk}-%s", **kwargs)
        for name, value in {"base": "official", "threshold": "half", "version": 0}.items():
            self.initial.setdefault(name, value)
        self.fields["base"].choices = [(each.value, said(each, cell, known)) for each in VoteBase]
        self.fields["entitled"].label = f"Số {cell.people} làm căn cứ tính"
        self.fields["in_favour"].error_messages["required"] = "Ghi số tán thành."
        if known:
            probation = " Đảng viên dự bị không biểu quyết." if cell.kind == CellKind.PARTY else ""
            self.fields["entitled"].help_text = f"Để trống thì lấy số ghi ở trên.{probation}"

    def given(self) -> VoteInput:
        words = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in ("against", "abstained"):
            words[name] = words[name] or 0
        return VoteInput(**words)


def said(base: VoteBase, cell: Cell, known: dict[str, int]) -> str:
    words = base.within(cell).capitalize()
    return f"{words}: {known[base]}" if base in known else words


class ConclusionForm(forms.Form):
    conclusion = field_of(Session, "conclusion", rows=6, required=False)
    ends = HourField(label="Kết thúc lúc", required=False, help_text="Giờ và phút, ví dụ 16:30.")
    no_task_reason = field_of(
        Session,
        "no_task_reason",
        label="Không giao việc nào, vì",
        required=False,
        help_text="Chỉ ghi khi buổi này không giao việc; lý do được ghi vào biên bản.",
    )
    version = version_field()

    def __init__(self, data: Any, *, session: Session):
        self.session = session
        ends = session.ends_at and f"{timezone.localtime(session.ends_at):%H:%M}"
        words = {name: getattr(session, name) for name in ("conclusion", "no_task_reason")}
        super().__init__(data, initial={**words, "ends": ends, "version": session.version})

    def clean_ends(self) -> datetime | None:
        """The hour of the session's own day."""
        hour = self.cleaned_data["ends"]
        return hour and timezone.make_aware(datetime.combine(self.session.day, hour))

    @property
    def named_errors(self) -> list[str]:
        """Each with the box that it speaks of: background saving shows them beside none."""
        return [
            f"{self.fields[name].label}: {sentence}"
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]

    def words(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "conclusion": given["conclusion"],
            "no_task_reason": given["no_task_reason"],
            "ends_at": given["ends"],
            "version": given["version"],
        }


class TaskForm(forms.Form):
    text = field_of(SessionTask, "text", rows=2)
    owner = PersonField(label="Người phụ trách")
    due_on = DayField(label="Hạn", help_text="Ví dụ 31/03/2014.")
    version = version_field()

    def __init__(self, data: Any, *, people: dict[str, Member], **kwargs: Any):
        super().__init__(data, auto_id="viec-%s", **kwargs)
        self.fields["owner"].people = people
        self.initial.setdefault("version", 0)
        for name, asked in {
            "text": "Ghi việc cần làm.",
            "owner": "Chọn người phụ trách.",
            "due_on": "Ghi hạn.",
        }.items():
            self.fields[name].error_messages["required"] = asked
