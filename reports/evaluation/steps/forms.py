"""The boxes of one row of a grid, told apart from what its page had shown; and what others say."""

import hashlib
import json
from typing import Any

from django import forms

from cells.models import Cell, Session
from cells.session.roll.forms import posted_number
from cells.web import VersionedForm
from reports.evaluation.choices import Employer, EvaluationStatus
from reports.evaluation.figures import levels_for
from reports.evaluation.forms import NoteForm
from reports.evaluation.models import Evaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.scheme.models import RatingLevel
from reports.evaluation.self_review.forms import PointsField
from reports.evaluation.services import Ballot

LARGEST = 32_767  # what the column holds
EVERYBODY = ("entitled", "issued", "returned")  # mostly the same for a whole meeting


class CountField(forms.IntegerField):
    """So many ballots."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, label: str):
        wrong = dict.fromkeys(["invalid", "min_value", "max_value"], "Ghi số phiếu, từ 0 trở lên.")
        super().__init__(
            label=label, required=False, min_value=0, max_value=LARGEST, error_messages=wrong
        )


class RowForm(forms.Form):
    """``names``: the boxes in their order. A row that was not touched is not saved, so a page that
    stood open does not undo what somebody else has done to its other rows."""

    names: list[str]
    repeated: tuple[str, ...] = ()  # copied downwards while one types
    noted: tuple[str, ...] = ()  # drawn below the others, as wide as the row
    level_name: str  # of the model
    waits: EvaluationStatus  # until the step is taken

    def __init__(self, evaluation: Any, levels: list[RatingLevel], data: Any = None, **initial):
        self.evaluation, self.all_levels = evaluation, levels
        self.levels = {str(each.pk): each for each in levels_for(evaluation.case, levels)}
        super().__init__(data, prefix=f"r{evaluation.pk}", initial=initial | self.stored())
        self.fields["level"] = forms.ChoiceField(
            label="Mức",
            required=False,
            choices=[("", "–"), *((key, each.name) for key, each in self.levels.items())],
            error_messages={"invalid_choice": "Chọn một mức trong danh sách."},
            widget=forms.Select(attrs={"data-judged": ""}),
        )
        self.add_boxes()
        for name, field in self.fields.items():
            css = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            more = {"data-repeat": ""} if name in self.repeated else {}
            label = f"{field.label}, {self.who}"
            field.widget.attrs |= {"class": css, "data-box": name, "aria-label": label, **more}
        self.version = str(evaluation.version) if data is None else self.sent("version")
        self.seen = self.mark if data is None else self.sent("seen")

    @property
    def who(self) -> str:
        return str(getattr(self.evaluation, "member", self.evaluation.cell))

    def stored(self) -> dict[str, Any]:
        """What stands in the boxes, as far as the step was taken already. Sent back to be taken
        once more it waits without a level: whoever keeps to the old one says so, too."""
        if self.evaluation.status == self.waits:
            return {}
        return {"level": getattr(self.evaluation, f"{self.level_name}_id")}

    def add_boxes(self) -> None:
        raise NotImplementedError

    def note_box(self, name: str, label: str) -> None:
        box = type(self.evaluation)._meta.get_field(name).formfield(required=False, label=label)
        box.widget = forms.Textarea(attrs={"rows": 1, "placeholder": label})
        self.fields[name] = box

    def points_box(self, label: str) -> None:
        scheme = self.evaluation.round.scheme
        if scheme.has_points:
            most = scheme.general_most + scheme.task_most
            self.fields["points"] = PointsField(label=label, most=most)
            self.fields["points"].widget.attrs["data-judged"] = ""

    def sent(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    @property
    def content(self) -> list[str]:
        values = [self[name].value() for name in self.fields]
        return [
            "" if value is None else str(value).replace("\r\n", "\n").strip() for value in values
        ]

    @property
    def mark(self) -> str:
        """A few letters by which the page knows later whether anybody has touched the row."""
        return hashlib.sha256(json.dumps(self.content).encode()).hexdigest()[:8]

    @property
    def is_blank(self) -> bool:
        said = dict(zip(self.fields, self.content, strict=True))
        return not any(text for name, text in said.items() if name not in self.repeated)

    @property
    def is_touched(self) -> bool:
        is_begun = getattr(self.evaluation, f"{self.level_name}_id") is not None
        return self.mark != self.seen and (is_begun or not self.is_blank)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "level" not in self.errors and not values.get("level"):
            self.add_error("level", "Chọn mức.")
        return values

    def given(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        return values | {"level": self.levels[values["level"]]}

    @property
    def version_number(self) -> int:
        return posted_number(self.version)

    @property
    def boxes(self) -> list[Any]:
        return [self[name] for name in self.fields if name not in self.noted]

    @property
    def notes(self) -> list[Any]:
        return [self[name] for name in self.noted if name in self.fields]

    @property
    def problems(self) -> list[str]:
        told = [
            (self.fields[n].label if n in self.fields else "", e) for n, e in self.errors.items()
        ]
        return [f"{label}: {text}" if label else text for label, each in told for text in each]

    def typed(self) -> list[tuple[str, str]]:
        """What stands in the boxes, to be shown again where it cannot be stored."""
        said = zip(self.fields, self.content, strict=True)
        words = {key: each.name for key, each in self.levels.items()}
        return [
            (self.fields[name].label, words.get(text, text) if name == "level" else text)
            for name, text in said
            if text
        ]


class ProposalForm(RowForm):
    """The tellers' counts and what the cell proposes."""

    repeated = EVERYBODY
    noted = ("proposal_note",)
    level_name = "proposed_level"
    waits = EvaluationStatus.SUBMITTED

    def stored(self) -> dict[str, Any]:
        paper = self.evaluation
        counts = {f"vote_{each.pk}": paper.votes.get(each.code) for each in self.all_levels}
        counts |= {
            "entitled": paper.ballots_entitled,
            "issued": paper.ballots_issued,
            "returned": paper.ballots_returned,
            "valid": paper.ballots_valid,
        }
        known = {name: count for name, count in counts.items() if count is not None}
        return (
            super().stored()
            | known
            | {
                "points": paper.proposed_points,
                "proposal_note": paper.proposal_note,
            }
        )

    def add_boxes(self) -> None:
        level = self.fields.pop("level")
        for name, label in (
            ("entitled", "Đảng viên chính thức"),
            ("issued", "Phát ra"),
            ("returned", "Thu về"),
            ("valid", "Hợp lệ"),
            *((f"vote_{each.pk}", f"Phiếu {each.name}") for each in self.all_levels),
        ):
            self.fields[name] = CountField(label=label)
        self.fields["level"] = level
        self.points_box("Điểm chi bộ")
        self.note_box("proposal_note", "Nhận xét của chi uỷ, chi bộ")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name in (*EVERYBODY, "valid"):
            if name not in self.errors and values.get(name) is None:
                self.add_error(name, "Ghi số phiếu.")
        return values

    def given(self) -> dict[str, Any]:
        values = super().given()
        votes = {each.code: values[f"vote_{each.pk}"] or 0 for each in self.all_levels}
        return {
            "level": values["level"],
            "points": values.get("points"),
            "note": values["proposal_note"],
            "ballot": Ballot(
                entitled=values["entitled"],
                issued=values["issued"],
                returned=values["returned"],
                valid=values["valid"],
                votes=votes,
            ),
        }


class AppraisalForm(RowForm):
    noted = ("appraisal_note",)
    level_name = "appraised_level"
    waits = EvaluationStatus.PROPOSED

    def stored(self) -> dict[str, Any]:
        paper = self.evaluation
        return super().stored() | {
            "points": paper.appraised_points,
            "appraisal_note": paper.appraisal_note,
        }

    def add_boxes(self) -> None:
        self.points_box("Điểm thẩm định")
        self.note_box("appraisal_note", "Giải trình thẩm định")

    def given(self) -> dict[str, Any]:
        values = super().given()
        return {
            "level": values["level"],
            "points": values.get("points"),
            "note": values["appraisal_note"],
        }


class DecisionForm(RowForm):
    """``is_superiors``: the body above decides, and here its number and date are typed."""

    noted = ("over_quota_reason", "superior_decision")
    level_name = "decided_level"
    waits = EvaluationStatus.APPRAISED

    def __init__(self, *args: Any, is_superiors: bool = False, **kwargs: Any):
        self.is_superiors = is_superiors
        super().__init__(*args, **kwargs)

    def stored(self) -> dict[str, Any]:
        paper = self.evaluation
        return super().stored() | {
            "over_quota_reason": paper.over_quota_reason,
            "superior_decision": paper.superior_decision,
        }

    def add_boxes(self) -> None:
        if any(level.quota for level in self.all_levels):
            self.note_box("over_quota_reason", "Lý do vượt trần")
        if self.is_superiors:
            self.note_box("superior_decision", "Số, ngày quyết định của cấp trên")


class SessionForm(forms.Form):
    """At which meeting the votes of this sheet were cast."""

    session = forms.ModelChoiceField(
        label="Buổi họp bỏ phiếu",
        queryset=Session.objects.none(),
        required=False,
        empty_label="Chưa ghi",
        error_messages={"invalid_choice": "Chọn một buổi đã họp của chi bộ."},
    )

    def __init__(self, found: EvaluationRound, cell: Cell, data: Any = None):
        super().__init__(data)
        held = Session.objects.of_cell(cell).that_took_place().select_related("cell")
        held = held.filter(starts_at__year__gte=found.year).order_by("-starts_at")
        self.fields["session"].queryset = held
        self.fields["session"].widget.attrs["class"] = "form-select"
        self.initial["session"] = held.first()


class CommentForm(VersionedForm):
    """What others say of a paper before the cell votes."""

    OF_PEOPLE = ("unit_comment", "union_comment", "residence_comment")
    OF_CELLS = ("unit_comment", "union_comment")

    def __init__(self, evaluation: Evaluation, *args: Any, is_guest: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        is_person = isinstance(evaluation, MemberEvaluation)
        names = [*(self.OF_PEOPLE if is_person else self.OF_CELLS)]
        if is_guest or getattr(evaluation, "host_comment", ""):
            names.append("host_comment")
        for name in names:
            box = evaluation._meta.get_field(name).formfield(required=False)
            box.widget = forms.Textarea(attrs={"rows": 4})
            self.fields[name] = box
        if is_person:
            self.fields["employer_rating"] = forms.ChoiceField(
                label="Cơ quan xếp loại cán bộ, công chức, viên chức",
                required=False,
                choices=[("", "Chưa có"), *Employer.choices],
            )
        for name in [*self.fields]:
            self.initial.setdefault(name, getattr(evaluation, name))


class AmendForm(NoteForm):
    """Another level than the published one, and why."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    level = forms.ChoiceField(label="Mức mới")

    def __init__(
        self, *args: Any, evaluation: Any, levels: list[RatingLevel], is_superiors: bool, **kwargs
    ):
        super().__init__(
            *args,
            question="Lý do sửa mức đã công bố",
            missing="Ghi lý do sửa mức đã công bố.",
            **kwargs,
        )
        self.levels = {each.code: each for each in levels if each != evaluation.decided_level}
        self.fields["level"].choices = [
            ("", "Chọn mức"),
            *((key, each.name) for key, each in self.levels.items()),
        ]
        self.initial["version"] = evaluation.version
        if any(each.quota for each in levels):
            self.ask(evaluation, "over_quota_reason")
            box = self.fields["over_quota_reason"]
            box.widget = forms.Textarea(attrs={"rows": 2})
            box.help_text = "Chỉ ghi khi mức mới vượt trần; lý do được in."
        if is_superiors:
            self.ask(evaluation, "superior_decision")
        self.order_fields(["version", "level", "note"])

    def ask(self, evaluation: Any, name: str) -> None:
        self.fields[name] = evaluation._meta.get_field(name).formfield(required=False)

    def given(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        version = values.pop("version")
        return values | {
            "level": self.levels[values["level"]],
            "version": -1 if version is None else version,
        }
