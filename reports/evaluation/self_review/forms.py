"""The sheet that is written: a box and a grade a section, the level one takes for oneself."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cells.models import User
from cells.session.score.models import said
from cells.widgets import ChoiceSelect
from reports.evaluation.choices import Employer, Grade
from reports.evaluation.figures import open_levels
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.self_review.figures import proposed_texts, written_parts
from reports.evaluation.self_review.models import MemberEvaluationPart
from reports.evaluation.self_review.services import (
    PartInput,
    SelfReview,
    save_self_review,
)

LATEST = 2**31 - 1
GRADE_CSS = {"excellent": "done", "good": "done", "average": "sent", "poor": "return"}


class PointsField(forms.DecimalField):
    """Points with a decimal comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "w-date"})

    def __init__(self, *, most: Decimal, **kwargs: Any):
        wrong = f"Ghi điểm từ 0 đến {said(most)}, ví dụ 27,5."
        super().__init__(
            min_value=0,
            max_value=most,
            decimal_places=2,
            required=False,
            error_messages=dict.fromkeys(
                ["invalid", "max_value", "min_value", "max_digits", "max_decimal_places"], wrong
            ),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return said(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").strip().replace(",", "."))


class SelfReviewForm(forms.Form):
    """The sections that this paper has are known only with the paper."""

    version = forms.IntegerField(required=False, min_value=0, max_value=LATEST)

    def __init__(self, evaluation: Evaluation, data: QueryDict | None = None):
        self.evaluation = evaluation
        self.written = written_parts(evaluation)
        super().__init__(data, initial=self.stored_values())
        # A refused text keeps the version it was begun on: it may still lose to another tab
        self.version = evaluation.version if data is None else data.get("version", "")
        for written in self.written:
            self.add_part(written.part)
        if evaluation.is_rated:
            self.add_levels()

    def stored_values(self) -> dict[str, Any]:
        fresh = proposed_texts(self.evaluation)
        texts = {f"text_{each.part.key}": each.text for each in self.written}
        texts |= {f"text_{key}": text for key, text in fresh.items()}
        grades = {f"grade_{each.part.key}": each.grade for each in self.written}
        return {
            **texts,
            **grades,
            "level": self.evaluation.self_level_id,
            "employer": getattr(self.evaluation, "self_employer", ""),
            "general_points": self.evaluation.self_general_points,
            "task_points": self.evaluation.self_task_points,
        }

    def add_part(self, part: Any) -> None:
        box = MemberEvaluationPart._meta.get_field("text").formfield(
            required=False,
            label=part.title,
            help_text=part.hint,
            widget=forms.Textarea(attrs={"rows": 5 if part.is_asked else 3}),
        )
        self.fields[f"text_{part.key}"] = box
        if part.is_graded:
            self.fields[f"grade_{part.key}"] = forms.ChoiceField(
                label=f"Tự đánh giá: {part.title}",
                choices=Grade.choices,
                required=False,
                widget=ChoiceSelect(css=GRADE_CSS, columns="two"),
            )

    def add_levels(self) -> None:
        self.levels = {str(level.pk): level for level in open_levels(self.evaluation)}
        self.fields["level"] = forms.ChoiceField(
            label="Tự nhận mức xếp loại",
            choices=[(key, level.name) for key, level in self.levels.items()],
            required=False,
            widget=ChoiceSelect,
        )
        if isinstance(self.evaluation, MemberEvaluation):
            self.fields["employer"] = forms.ChoiceField(
                label="Tự nhận mức của cán bộ, công chức, viên chức",
                choices=Employer.choices,
                required=False,
                widget=ChoiceSelect,
            )
        if (scheme := self.evaluation.round.scheme).has_points:
            boxes = {
                "general_points": ("Tự chấm tiêu chí chung", scheme.general_most),
                "task_points": ("Tự chấm kết quả nhiệm vụ", scheme.task_most),
            }
            for name, (label, most) in boxes.items():
                words = f"{label} (tối đa {said(most)} điểm)"
                self.fields[name] = PointsField(label=words, most=most)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """A part with its box and, where there is one, its grade."""
        return [
            {
                "part": each.part,
                "text": self[f"text_{each.part.key}"],
                "grade": self[f"grade_{each.part.key}"] if each.part.is_graded else None,
            }
            for each in self.written
        ]

    def given(self) -> SelfReview:
        values = self.cleaned_data
        parts = {
            each.part.key: PartInput(
                text=values[f"text_{each.part.key}"],
                grade=values.get(f"grade_{each.part.key}", ""),
            )
            for each in self.written
        }
        return SelfReview(
            parts=parts,
            level=self.levels.get(values["level"]) if self.evaluation.is_rated else None,
            employer=values.get("employer", ""),
            general_points=values.get("general_points"),
            task_points=values.get("task_points"),
        )

    def save(self, *, by: User) -> bool:
        """Keep the text; False when something is wrong with it, and the form says what."""
        if not self.is_valid():
            return False
        version = self.cleaned_data["version"]
        try:
            save_self_review(
                self.evaluation, self.given(), version=-1 if version is None else version, by=by
            )
        except ValidationError as error:
            self.evaluation.refresh_from_db()
            self.add_error(None, error.messages)
            return False
        return True

    def first_error(self) -> str:
        name, errors = next(iter(self.errors.items()))
        label = self.fields[name].label if name in self.fields else ""
        return f"{label}: {errors[0]}" if label else errors[0]

    def typed_words(self) -> list[tuple[str, str]]:
        """What stands in the boxes, valid or not, to be shown to its writer once more."""
        boxes = [(self[f"text_{each.part.key}"], each.part.title) for each in self.written]
        return [(title, box.value()) for box, title in boxes if box.value()]
