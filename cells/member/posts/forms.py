"""What is asked about a standing, an office or a post: which, from when, until when."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cells import clock
from cells.fields import CleanFormField, DayField
from cells.member.models import CommitteePost, Member, Office, PostTitle, StandingKind
from cells.member.posts.mandates import Grant
from cells.member.posts.offices import Wish, secretaries_within
from cells.member.preview import StepForm
from cells.organisation.models import Cell
from cells.text import clean

NO_OFFICE = "Đảng viên, không giữ chức vụ"
OFFICES = [*Office.choices, ("none", NO_OFFICE)]
RELIEFS = [("none", NO_OFFICE), *[pair for pair in Office.choices if pair[0] != Office.SECRETARY]]
EXAMPLE = "Ngày/tháng/năm, ví dụ 20/11/2014."


def office_of(choice: str) -> str:
    """No office is an empty word in the row; a radio button needs a word of its own."""
    return "" if choice == "none" else choice


def first_day(**kwargs: Any) -> DayField:
    kwargs = {"label": "Từ ngày", "initial": clock.today, "help_text": EXAMPLE} | kwargs
    return DayField(**kwargs, error_messages={"required": "Ghi ngày bắt đầu."})


def last_day(**kwargs: Any) -> DayField:
    return DayField(
        **{"label": "Đến hết ngày", "error_messages": {"required": "Ghi ngày cuối cùng."}} | kwargs
    )


class ReleaseForm(StepForm):
    kind = forms.ChoiceField(
        label="Tình trạng",
        choices=StandingKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn miễn hoặc đình chỉ sinh hoạt."},
    )
    since = first_day()
    until = last_day(required=False, help_text="Chưa biết ngày kết thúc thì để trống.")


class ReturnForm(StepForm):
    until = last_day(
        help_text="Ngày cuối cùng còn được miễn hoặc bị đình chỉ. "
        "Ghi nhầm hôm nay thì ghi hôm qua để bỏ."
    )


class OfficeForm(StepForm):
    cell = forms.ModelChoiceField(
        label="Chi bộ", queryset=Cell.objects.none(), error_messages={"required": "Chọn chi bộ."}
    )
    office = forms.ChoiceField(
        label="Chức vụ mới",
        choices=OFFICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn chức vụ."},
    )
    since = first_day()
    until = last_day(
        label="Hết nhiệm kỳ ngày", required=False, help_text="Chưa ấn định thì để trống."
    )
    handover = forms.ChoiceField(choices=RELIEFS, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, member: Member, cells: list[Cell], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.member, self.cells = member, cells
        if len(cells) == 1:
            del self.fields["cell"]
        else:
            self.fields["cell"].queryset = Cell.objects.filter(pk__in=[cell.pk for cell in cells])
        if names := [str(row.member) for row in self.secretaries()]:
            self.fields["handover"].label = f"Khi bàn giao, đồng chí {', '.join(names)} là"
            self.fields["handover"].help_text = "Chỉ chọn khi ghi bí thư mới thay đồng chí ấy."
        else:
            del self.fields["handover"]

    def secretaries(self) -> QuerySet:
        """Whoever leads one of these cells now or is about to, but the person in question."""
        here = secretaries_within(self.cells[0], clock.today(), None)
        for cell in self.cells[1:]:
            here = here | secretaries_within(cell, clock.today(), None)
        return here.exclude(member=self.member)

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        handover = said.get("handover") or None
        wish = Wish(
            cell=said.get("cell") or self.cells[0],
            office=office_of(said["office"]),
            since=said["since"],
            until=said["until"],
            handover=handover and office_of(handover),
        )
        return {"wish": wish}


def duties_box() -> CleanFormField:
    return CleanFormField(
        label="Nhiệm vụ",
        clean=clean,
        required=False,
        help_text="Ví dụ: theo dõi công tác kiểm tra.",
    )


def cells_box() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label="Chi bộ theo dõi",
        queryset=Cell.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class GrantForm(StepForm):
    body = forms.ChoiceField(
        label="Tổ chức", widget=forms.RadioSelect, error_messages={"required": "Chọn tổ chức."}
    )
    title = forms.ChoiceField(
        label="Chức danh",
        choices=PostTitle.choices,
        initial=PostTitle.MEMBER,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn chức danh."},
    )
    since = first_day()
    until = last_day(
        label="Hết nhiệm kỳ ngày",
        required=False,
        help_text="Quyền của chức vụ còn đến hết ngày ấy.",
    )
    duties = duties_box()
    cells = cells_box()

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies
        self.fields["cells"].queryset = Cell.objects.party().open_on(clock.today())

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("body", "title", "since", "until", "duties")}
        return {"grant": Grant(**plain, cells=tuple(cell.pk for cell in said["cells"]))}


class DutiesForm(StepForm):
    duties = duties_box()
    cells = cells_box()

    def __init__(self, *args: Any, post: CommitteePost, **kwargs: Any):
        followed = post.cells.all()
        initial = {"duties": post.duties, "cells": [cell.pk for cell in followed]}
        super().__init__(*args, initial=initial, **kwargs)
        open_cells = Cell.objects.party().open_on(clock.today())
        # A cell closed since stays chosen until somebody takes it off
        choices = open_cells | Cell.objects.filter(pk__in=initial["cells"])
        self.fields["cells"].queryset = choices.order_by("code")

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        cells = tuple(sorted(cell.pk for cell in said["cells"]))
        return {"duties": said["duties"], "cells": cells}


class EndForm(StepForm):
    until = last_day(
        initial=clock.today,
        help_text="Ngày cuối cùng còn quyền của chức vụ. Ghi hôm qua nếu thôi ngay.",
    )


class ExtendForm(StepForm):
    until = last_day(
        label="Hết nhiệm kỳ ngày", required=False, help_text="Không ấn định nữa thì để trống."
    )

    def __init__(self, *args: Any, post: CommitteePost, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if post.until:
            self.fields["until"].help_text += f" Đang ghi {post.until:%d/%m/%Y}."
