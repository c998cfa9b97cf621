"""What enters: the words of one part, the two signatures, the reason for reopening."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from cells.fields import CleanFormField, DayField
from cells.issue.forms import NumberField
from cells.session.minutes.models import REASON_LENGTH, Minutes, MinutesPart, Signatory
from cells.session.minutes.rules import may_sign_as, signatory_id
from cells.session.minutes.services import next_number
from cells.session.models import Session
from cells.text import clean
from cells.web import paper_helper
from cells.widgets import ChoiceSelect


class PartForm(forms.Form):
    """The words of one part, the version they were written on, the composed words beside them."""

    text = MinutesPart._meta.get_field("text").formfield(
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Mỗi dòng in thành một đoạn. Xoá hết chữ thì lấy lại lời tự soạn.",
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class SignForm(forms.Form):
    """Whose signature it is; of somebody else's only that the print bears it."""

    role = forms.ChoiceField(label="Chữ ký của", widget=ChoiceSelect)
    is_seen = forms.BooleanField(
        label="Tôi đã thấy chữ ký của đồng chí ấy trên bản in", required=False
    )
    read = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, session: Session, user: Any, roles: list[Signatory], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.own = {role for role in roles if may_sign_as(user, session, role)}
        names = {session.chair_id: session.chair, session.minute_taker_id: session.minute_taker}
        self.fields["role"].choices = [
            (role.value, f"{role.label}: {names[signatory_id(session, role)]}") for role in roles
        ]
        self.initial.setdefault("role", roles[0].value if roles else "")
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()
        if not self.records:
            del self.fields["is_seen"]

    @property
    def records(self) -> bool:
        """Somebody else's signature is among those that could be meant."""
        return any(role not in self.own for role, _label in self.fields["role"].choices)

    @property
    def only_label(self) -> str:
        return self.fields["role"].choices[0][1]

    @property
    def signs_own(self) -> bool:
        return bool(self.own)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        role = data.get("role")
        if role and role not in self.own and not data.get("is_seen"):
            self.add_error("is_seen", "Đánh dấu khi bản in đã có chữ ký của đồng chí ấy.")
        return data

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("role", "read")}


class CountersignForm(SignForm):
    """The second signature also decides number and date."""

    number = NumberField(help_text="Số tiếp theo còn trống trong sổ của chi bộ; sửa được.")
    dated_on = DayField(label="Ngày của biên bản")
    leap = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: Session, **kwargs: Any):
        super().__init__(*args, session=session, **kwargs)
        self.session = session

    def clean(self) -> dict[str, Any]:
        """A number that leaves others out for good is asked about once."""
        data = super().clean()
        number, day = data.get("number"), data.get("dated_on")
        following = next_number(self.session, day) if day else None
        if number and following and number > following and number != data.get("leap"):
            self.add_error(
                "number",
                f"Số tiếp theo là {following:02d}. Ghi {number} thì các số ở giữa bỏ trống, không "
                "cấp lại. Đúng là số này thì bấm ký lần nữa.",
            )
        return data

    @property
    def asked_about(self) -> str:
        return self.data.get("number", "") if self.errors.get("number") else ""

    def given(self) -> dict[str, Any]:
        names = ("role", "read", "number", "dated_on")
        return {name: self.cleaned_data[name] for name in names}


class ReopenForm(forms.Form):
    note = CleanFormField(
        label="Vì sao mở lại?",
        clean=lambda text: clean(text, max_length=REASON_LENGTH),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do mở lại biên bản."},
    )

    def __init__(self, *args: Any, minutes: Minutes | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if minutes and minutes.signed_at:
            self.fields[
                "note"
            ].help_text = (
                "Lý do được in trong biên bản ký lại, ví dụ: ghi sót ý kiến của một đồng chí."
            )
        self.helper: FormHelper = paper_helper("Mở lại biên bản")
