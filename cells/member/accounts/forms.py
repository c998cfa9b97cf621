"""What people type about accounts: sign-in, passwords, reasons, user names."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from cells import clock
from cells.fields import CleanFormField
from cells.member.accounts.models import AccountRequest, User
from cells.member.accounts.services import CODE_IS_OVER
from cells.member.models import Membership
from cells.member.passwords import LengthByOfficeValidator
from cells.organisation.models import Cell
from cells.text import ITEM_LENGTH, clean


class SignInForm(AuthenticationForm):
    """One sentence for a wrong name, a wrong password and a disabled account."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Đồng chí nhập lại.",
        "inactive": "Tên đăng nhập hoặc mật khẩu chưa đúng. Đồng chí nhập lại.",
    }

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if user.code_is_over:
            raise ValidationError(CODE_IS_OVER, code="code_is_over")


class OwnPasswordMixin:
    """Shared by the first password and every later one: labels, and how long this one must be."""

    error_messages = {"password_mismatch": "Hai lần nhập không giống nhau."}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        needed = LengthByOfficeValidator().needed(self.user)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, again.label = "Mật khẩu mới", "Nhập lại mật khẩu mới"
        first.help_text = f"Ít nhất {needed} ký tự, không chỉ toàn số, không dễ đoán."
        again.help_text = ""


class FirstPasswordForm(OwnPasswordMixin, SetPasswordForm):
    pass


class ChangePasswordForm(OwnPasswordMixin, PasswordChangeForm):
    error_messages = {
        **OwnPasswordMixin.error_messages,
        "password_incorrect": "Mật khẩu đang dùng chưa đúng. Đồng chí nhập lại.",
    }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Mật khẩu đang dùng"


def clean_reason(text: str) -> str:
    return clean(text, max_length=ITEM_LENGTH, lines=True)


class ReasonForm(forms.Form):
    note = CleanFormField(
        label="Lý do",
        clean=clean_reason,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do."},
    )


class UsernameForm(forms.Form):
    username = CleanFormField(
        label="Tên đăng nhập",
        clean=lambda text: clean(text, max_length=60),
        help_text="Chữ không dấu, số, dấu chấm, gạch; ví dụ thinh0123",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Ghi tên đăng nhập."},
    )


class CellWithWaiting(forms.ModelChoiceField):
    def label_from_instance(self, cell: Cell) -> str:
        return f"{cell} ({cell.waiting})"


def cells_with_waiting() -> QuerySet:
    """The cells whose people wait for a first slip, each with how many they are."""
    here = Membership.objects.open_on(clock.today())
    here = here.filter(member__in=User.objects.without_slip().values("member"))
    how_many = Count("memberships__member", filter=Q(memberships__in=here), distinct=True)
    return Cell.objects.annotate(waiting=how_many).filter(waiting__gt=0).order_by("sort_key")


class SlipsForm(forms.Form):
    """Whose waiting slips are printed; sixty at most, and all of them in one file."""

    cell = CellWithWaiting(
        label="Chi bộ", queryset=Cell.objects.none(), required=False, empty_label="Tất cả chi bộ"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = cells_with_waiting()


USE = [("waiting", "Có đề nghị"), ("active", "Đang mở"), ("disabled", "Đã ngừng")]


class AccountFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Họ tên, tên đăng nhập", method="by_words")
    use = django_filters.ChoiceFilter(
        label="Tình trạng", choices=USE, method="by_use", empty_label="Tất cả"
    )

    class Meta:
        model = User
        fields: list[str] = []

    def by_words(self, accounts: QuerySet, _name: str, words: str) -> QuerySet:
        return accounts.search(words)

    def by_use(self, accounts: QuerySet, _name: str, use: str) -> QuerySet:
        if use == "waiting":
            return accounts.waiting()
        if use == "active":
            return accounts.filter(is_active=True)
        return accounts.filter(is_active=False).exclude(asked_for=AccountRequest.SLIP)
