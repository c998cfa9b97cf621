"""What enters beside the words of a card: whose it is, how it was adopted; what finds it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from cells import clock
from cells.fields import DayField
from cells.models import Cell, Session, User
from cells.scope import is_committee_staff
from pledges.standard.models import MoralStandard, StandardStatus
from pledges.standard.services import refuse_wrong_date, refuse_wrong_session

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


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, session: Session) -> str:
        return f"{session.day:%d/%m/%Y} – {session.title}"


class AdoptForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = MoralStandard._meta.get_field("resolution_number").formfield(
        required=True, label="Số nghị quyết", help_text="Ghi như trên văn bản, ví dụ 05-NQ/CB"
    )
    session = SessionChoice(
        label="Thông qua tại buổi sinh hoạt",
        queryset=Session.objects.none(),
        required=False,
        empty_label="Không ghi buổi nào",
        help_text="Các buổi đã họp của chi bộ; chọn buổi thì ngày ban hành là ngày họp.",
    )
    adopted_on = DayField(label="Ngày ban hành", required=False, help_text="Ví dụ 10/01/2014")

    def __init__(self, *args: Any, standard: MoralStandard, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.standard = standard
        self.fields["number"].error_messages["required"] = "Ghi số nghị quyết."
        if standard.cell is None:
            del self.fields["session"]
        else:
            self.fields["session"].queryset = sessions_for(standard)

    def clean(self) -> None:
        """A session brings its day along; the day alone must be typed."""
        given, session = self.cleaned_data, self.cleaned_data.get("session")
        if session and not given.get("adopted_on") and "adopted_on" not in self.errors:
            given["adopted_on"] = session.day
        if adopted_on := given.get("adopted_on"):
            refuse_wrong_date(self.standard, adopted_on)
            refuse_wrong_session(self.standard, session, adopted_on)
        elif "adopted_on" not in self.errors:
            self.add_error("adopted_on", "Ghi ngày ký nghị quyết.")


def sessions_for(standard: MoralStandard) -> QuerySet:
    """Held by the cell in the card's year or the one before: those that may have adopted it."""
    years = (standard.year - 1, standard.year)
    return Session.objects.filter(cell=standard.cell, starts_at__year__in=years).that_took_place()


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
