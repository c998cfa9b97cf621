"""One row of the grid of levels."""

from typing import Any

from django import forms

from reports.youth.models import YouthAssessment, YouthScheme


class LevelForm(forms.Form):
    """``stored`` after a clash: what somebody saved first."""

    version = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    level = forms.TypedChoiceField(
        label="mức",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    stored: YouthAssessment | None = None

    def __init__(
        self, *args: Any, scheme: YouthScheme | None, shown: YouthAssessment | None, **kwargs: Any
    ):
        start = (
            {"level": shown.level, "note": shown.note, "version": shown.version} if shown else {}
        )
        super().__init__(*args, initial=start, **kwargs)
        blank = [] if shown else [("", "Chưa đánh giá")]
        self.fields["level"].choices = blank + (scheme.choices if scheme else [])  # type: ignore[attr-defined]
        note: Any = YouthAssessment._meta.get_field("note")
        self.fields["note"] = note.formfield(
            widget=forms.TextInput(attrs={"class": "form-control"}), required=False
        )
        for name in ("level", "note"):
            about = {"aria-describedby": f"nguoi-{self.prefix}", "data-box": name}
            self.fields[name].widget.attrs |= about
            self.fields[name].show_hidden_initial = True  # what the page showed, not what is now

    def begin_again(self, kept: YouthAssessment) -> None:
        """Saved while another row was refused: the next send finds nothing new in this one."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(kept.version)
        for name in ("level", "note"):
            self.data[self.add_initial_prefix(name)] = str(getattr(kept, name))

    @property
    def is_touched(self) -> bool:
        return bool({"level", "note"} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("note") and not data.get("level") and "level" not in self.errors:
            self.add_error("level", "Đã có lời nhận xét: chọn mức.")
        return data
