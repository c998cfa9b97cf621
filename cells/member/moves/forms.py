"""What staff type to move somebody; a preview follows every one of these forms."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cells import clock
from cells.fields import DayField
from cells.member.models import EndReason, Member, Office
from cells.member.moves.joining import described, holder_of, namesakes_of
from cells.member.moves.models import Transfer, TransferStatus
from cells.member.preview import StepForm
from cells.organisation.models import Cell

PLAIN = [("", "Đảng viên, không giữ chức vụ"), *Office.choices]


def open_cells() -> QuerySet:
    return Cell.objects.open_on(clock.today()).order_by("kind", "sort_key")


class CellChoice(forms.ModelChoiceField):
    def __init__(self, label: str, **kwargs: Any):
        super().__init__(
            queryset=Cell.objects.none(),
            label=label,
            empty_label="Chọn chi bộ",
            error_messages={"required": "Chọn chi bộ.", "invalid_choice": "Chọn lại chi bộ."},
            **kwargs,
        )


def day(label: str, missing: str) -> DayField:
    """Filled in already, so its own value shows how a day is written."""
    return DayField(label=label, error_messages={"required": missing})


class MoveForm(StepForm):
    def offer(self, name: str, cells: Iterable[Cell]) -> None:
        """One of these cells; where there is only one, nobody is asked."""
        keys = [cell.pk for cell in cells]
        field = self.fields[name]
        field.queryset = Cell.objects.filter(pk__in=keys)
        if len(keys) == 1:
            field.initial, field.widget = keys[0], forms.HiddenInput()


class ProposeForm(MoveForm):
    from_cell = CellChoice("Từ chi bộ")
    to_cell = CellChoice("Đến chi bộ")
    intended_on = day("Dự định từ ngày", "Ghi ngày dự định sinh hoạt ở chi bộ mới.")
    letter_number = Transfer._meta.get_field("letter_number").formfield(
        required=False, help_text="Để trống nếu chưa có"
    )
    note = Transfer._meta.get_field("note").formfield(
        required=False, help_text="Ví dụ: chuyển công tác sang Vụ Đảng viên"
    )

    def __init__(self, *args: Any, homes: list[Cell], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer("from_cell", homes)
        kinds = {cell.kind for cell in homes}
        elsewhere = open_cells().filter(kind__in=kinds)
        only = [cell.pk for cell in homes] if len(homes) == 1 else []
        self.fields["to_cell"].queryset = elsewhere.exclude(pk__in=only)
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 2})


class ReceiveForm(StepForm):
    first_day = day("Sinh hoạt ở chi bộ mới từ ngày", "Ghi ngày đầu ở chi bộ mới.")


class EntryForm(StepForm):
    """Into which cell, since when, with which office."""

    cell = CellChoice("Vào chi bộ")
    since = day("Từ ngày", "Ghi ngày bắt đầu sinh hoạt.")
    office = forms.ChoiceField(label="Chức vụ trong chi bộ", choices=PLAIN, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = open_cells()

    def leave_out(self, kinds: Iterable[str]) -> None:
        """Somebody belongs to one cell of a kind."""
        self.fields["cell"].queryset = open_cells().exclude(kind__in=kinds)


class JoinForm(forms.ModelForm, EntryForm):
    """Somebody new: who they are, and where they belong from now on."""

    is_another = forms.BooleanField(
        label="Đây là người khác, không phải các đồng chí ở trên", required=False
    )

    class Meta:
        model = Member
        fields = [
            "full_name",
            "sex",
            "birth_year",
            "card_number",
            "admitted_on",
            "official_on",
            "job_title",
            "unit",
            "email",
        ]
        field_classes = {"admitted_on": DayField, "official_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.doubles: list[tuple[Member, str]] = []
        self.fields["full_name"].error_messages["required"] = "Ghi họ và tên."
        self.fields["sex"].choices = [("", "Chưa ghi"), *Member._meta.get_field("sex").choices]
        self.fields["official_on"].help_text = "Để trống nếu còn dự bị"
        self.fields["card_number"].help_text = "Để trống nếu chưa có thẻ"

    def values(self) -> dict[str, Any]:
        place = {name: self.cleaned_data[name] for name in ("cell", "since", "office")}
        return {"member": self.instance, **place}

    def clean_card_number(self) -> str:
        card = self.cleaned_data["card_number"]
        if holder := holder_of(card):
            raise ValidationError(f"Số thẻ này là của đồng chí {described(holder)}.")
        return card

    def clean_admitted_on(self) -> Any:
        return past(self.cleaned_data["admitted_on"])

    def clean_official_on(self) -> Any:
        return past(self.cleaned_data["official_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        found = namesakes_of(data["full_name"]) if data.get("full_name") else []
        self.doubles = [(member, described(member)) for member in found]
        if self.doubles and not data.get("is_another"):
            words = "Có đồng chí trùng tên. Xem các đồng chí ấy, nếu là người khác thì đánh dấu."
            self.add_error("is_another", words)
        return data


def past(day: Any) -> Any:
    if day and day > clock.today():
        raise ValidationError(f"Ngày {day:%d/%m/%Y} còn ở phía trước.")
    return day


class StayForm(StepForm):
    cell = CellChoice("Sinh hoạt tạm thời ở")
    since = day("Từ ngày", "Ghi ngày bắt đầu.")
    until = DayField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa định ngày kết thúc"
    )

    def __init__(self, *args: Any, homes: list[Cell], **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = {cell.kind for cell in homes}
        elsewhere = open_cells().filter(kind__in=kinds).exclude(pk__in=[c.pk for c in homes])
        self.fields["cell"].queryset = elsewhere


class EndStayForm(MoveForm):
    cell = CellChoice("Thôi sinh hoạt tạm thời ở")
    last_day = day("Ngày cuối", "Ghi ngày cuối cùng.")

    def __init__(self, *args: Any, cells: list[Cell], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer("cell", cells)


class LeaveForm(MoveForm):
    cell = CellChoice("Thôi sinh hoạt ở")
    last_day = day("Ngày cuối ở chi bộ", "Ghi ngày cuối cùng ở chi bộ.")
    reason = forms.ChoiceField(
        label="Lý do",
        choices=[("", "Chọn lý do"), *EndReason.choices],
        error_messages={"required": "Chọn lý do.", "invalid_choice": "Chọn lại lý do."},
    )

    def __init__(self, *args: Any, homes: list[Cell], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer("cell", homes)


class TransferFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm tên", method="by_name", help_text="Gõ không dấu cũng được: “thinh”."
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        field_name="status",
        choices=TransferStatus.choices,
        empty_label="Tất cả",
    )

    class Meta:
        model = Transfer
        fields: list[str] = []

    def by_name(self, transfers: Any, _name: str, words: str) -> Any:
        return transfers.search(words)
