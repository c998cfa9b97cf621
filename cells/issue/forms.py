"""What enters a register by hand, and how its list is narrowed."""

from typing import Any

import django_filters
from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from cells.fields import CleanFormField, DayField
from cells.issue.models import (
    AUTHORITY_LINES,
    LARGEST,
    OF_COMMITTEE,
    Authority,
    DocumentType,
    IssuedDocument,
)
from cells.issue.services import proposed_number
from cells.issue.signing import authorities_for
from cells.organisation.models import Cell
from cells.programme.models import Term
from cells.scope import is_committee_staff
from cells.text import ITEM_LENGTH, clean
from cells.web import paper_helper
from cells.widgets import ChoiceSelect

COMMITTEE = "committee"


class NumberField(forms.IntegerField):
    """The number of a paper, as it is written: 09 or 9."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{"label": "Số", "min_value": 1, "max_value": LARGEST, **kwargs})
        self.widget = forms.TextInput(
            attrs={"inputmode": "numeric", "class": "w-date", "autocomplete": "off"}
        )
        self.error_messages["invalid"] = "Ghi số bằng chữ số, ví dụ 09."
        sentence = f"Ghi số từ 1 đến {LARGEST}."
        for validator in self.validators:
            validator.message = sentence


def words_of(name: str, **kwargs: Any) -> forms.Field:
    return IssuedDocument._meta.get_field(name).formfield(**kwargs)


class SigningForm(forms.Form):
    """What a signer decides about number, date and in whose name; ``fingerprint`` is that of the
    words and figures they read."""

    number = NumberField(help_text="Số tiếp theo còn trống trong sổ; sửa được.")
    dated_on = DayField(label="Ngày ban hành")
    authority = forms.ChoiceField(label="Thay mặt", widget=ChoiceSelect)
    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    leap = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        cell: Cell | None,
        kind: DocumentType,
        planned_number: int | None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.cell, self.kind, self.planned_number = cell, kind, planned_number
        choices = authorities_for(cell)
        self.fields["authority"].choices = [(each.value, AUTHORITY_LINES[each]) for each in choices]
        self.initial.setdefault("authority", choices[0].value)
        if len(choices) == 1:
            self.fields["authority"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A number that leaves others out for good is asked about once."""
        data = super().clean()
        number, day = data.get("number"), data.get("dated_on")
        following = proposed_number(self.cell, self.kind, day) if day else None
        is_leap = number and following and number > following
        if is_leap and number not in {data.get("leap"), self.planned_number}:
            self.add_error(
                "number",
                f"Số tiếp theo là {following:02d}. Ghi {number} thì các số ở giữa bỏ trống, không "
                "cấp lại. Đúng là số này thì bấm ký lần nữa.",
            )
        return data

    @property
    def asked_about(self) -> str:
        """The number that was asked about: sent again, it is meant."""
        return self.data.get("number", "") if self.errors.get("number") else ""

    def words(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "leap"}


class AmendForm(forms.Form):
    """What a row entered by hand says."""

    number = NumberField()
    dated_on = DayField(label="Ngày ban hành", help_text="Ví dụ 05/02/2014.")
    abstract = words_of("abstract", widget=forms.Textarea(attrs={"rows": 2}))
    signer_name = words_of("signer_name", label="Người ký")
    signer_title = words_of(
        "signer_title", label="Chức vụ người ký", help_text="Như trên văn bản, ví dụ PHÓ BÍ THƯ."
    )


class ReasonedAmendForm(AmendForm):
    reason = CleanFormField(label="Lý do sửa", clean=clean)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper: FormHelper = paper_helper("Sửa dòng này")


class EntryForm(AmendForm):
    """A paper issued outside this program; the choices are the bodies whose register one keeps."""

    issuer = forms.ChoiceField(label="Tổ chức ban hành")
    kind = forms.ModelChoiceField(
        label="Thể loại",
        queryset=DocumentType.objects.all(),
        to_field_name="code",
        empty_label="Chọn thể loại",
    )
    number = NumberField(required=False, help_text="Để trống thì lấy số tiếp theo của thể loại.")
    field_order = ["issuer", "kind", "number"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = issuers(user)
        self.fields["kind"].queryset = DocumentType.objects.issued_by(*authorities(user))
        self.helper: FormHelper = paper_helper("Vào sổ")

    @property
    def cell(self) -> Cell | None:
        issuer = self.cleaned_data["issuer"]
        return Cell.objects.get(pk=issuer) if issuer.isdecimal() else None

    @property
    def authority(self) -> str:
        issuer = self.cleaned_data["issuer"]
        return Authority.CELL if issuer.isdecimal() else issuer


def issuers(user: Any) -> list[tuple[str, str]]:
    own = Cell.objects.party().filter(pk__in=user.rights.cells_as_officer).order_by("code")
    cells = [(str(cell.pk), cell.name) for cell in own]
    bodies = [(each.value, each.label) for each in OF_COMMITTEE]
    return [*bodies, *cells] if is_committee_staff(user) else cells


def authorities(user: Any) -> list[str]:
    return [value if not value.isdecimal() else Authority.CELL for value, _ in issuers(user)]


class VoidForm(forms.Form):
    reason = CleanFormField(
        label="Vì sao huỷ dòng này?",
        clean=lambda text: clean(text, max_length=min(300, ITEM_LENGTH)),
        help_text="Dòng vẫn nằm trong sổ, gạch ngang; số này không cấp lại.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = "Ghi lý do huỷ dòng này."
        self.helper: FormHelper = paper_helper("Huỷ dòng này")


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Mã xác thực", max_length=40, help_text="Mười chữ ở chân văn bản, cạnh ô vuông."
    )


class RegisterFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm",
        method="by_words",
        max_length=100,
        help_text="Số, trích yếu; gõ không dấu cũng được",
    )
    body = django_filters.ChoiceFilter(label="Sổ của", method="of_body", empty_label="Tất cả")
    kind = django_filters.ModelChoiceFilter(
        label="Thể loại",
        queryset=DocumentType.objects.all(),
        to_field_name="code",
        empty_label="Tất cả",
    )
    term = django_filters.ModelChoiceFilter(
        label="Nhiệm kỳ", queryset=Term.objects.none(), empty_label="Tất cả"
    )

    class Meta:
        model = IssuedDocument
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        seen = IssuedDocument.objects.visible_to(self.request.user).order_by()
        cells = Cell.objects.filter(pk__in=seen.values("cell")).order_by("code")
        bodies = [(str(cell.pk), cell.name) for cell in cells]
        if seen.filter(cell__isnull=True).exists():
            bodies.insert(0, (COMMITTEE, "Đảng uỷ"))
        self.form.fields["body"].choices = bodies
        terms = Term.objects.filter(pk__in=seen.values("term")).select_related("cell")
        self.form.fields["term"].queryset = terms

    def by_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.search(words)

    def of_body(self, rows: QuerySet, _name: str, body: str) -> QuerySet:
        return rows.filter(cell__isnull=True) if body == COMMITTEE else rows.filter(cell=body)
