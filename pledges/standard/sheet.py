"""The page on which a card is written: the motto, up to seven lines, the lights beside them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cells.models import User
from cells.web import with_one_more
from pledges.standard.clarity import FEWEST, MOST, CardLights, CardLine, Colour, lights_of
from pledges.standard.examples import sources_of
from pledges.standard.models import Criterion, MoralStandard
from pledges.standard.services import CriterionInput, save_standard

PREFIX = "lines"
NAMES = ("behaviour", "measure", "rhythm")
JUDGED = 400  # letters of a box that the lights look at


def line_box(name: str, **kwargs: Any) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 2})
    return Criterion._meta.get_field(name).formfield(required=False, widget=widget, **kwargs)


class MottoForm(forms.Form):
    version = forms.IntegerField(required=False, min_value=0)
    motto = MoralStandard._meta.get_field("motto").formfield(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Một câu cả chi bộ nhớ được; có thể để trống.",
    )


class LineForm(forms.Form):
    behaviour = line_box(
        "behaviour",
        label="Tiêu chí",
        help_text="Việc người khác thấy được, ví dụ: trả lời hồ sơ đúng hạn",
    )
    measure = line_box(
        "measure", label="Cách đo", help_text="Ví dụ: không hồ sơ nào quá 5 ngày làm việc"
    )
    rhythm = Criterion._meta.get_field("rhythm").formfield(
        required=False, label="Nhịp", help_text="Ví dụ: hằng ngày, hằng tháng"
    )

    def typed(self) -> CardLine:
        return CardLine(**{name: (self[name].value() or "")[:JUDGED] for name in NAMES})


LineFormSet = forms.formset_factory(LineForm, extra=0, max_num=MOST, absolute_max=2 * MOST)


class StandardSheet:
    """The whole page that is written: the motto and a form a line."""

    def __init__(
        self, standard: MoralStandard, data: QueryDict | None = None, *, add: bool = False
    ):
        self.standard = standard
        self.form = MottoForm(data, initial={"motto": standard.motto, "version": standard.version})
        # A refused text keeps the version it was begun on: it may still lose to another tab
        self.version = standard.version if data is None else data.get("version", "")
        self.lines = self.line_forms(data, add=add)
        for number, form in enumerate(self.lines.forms, start=1):
            form.legend = f"Dòng {number}"

    def line_forms(self, data: QueryDict | None, *, add: bool) -> forms.BaseFormSet:
        if data is not None:
            return LineFormSet(with_one_more(data, PREFIX, MOST) if add else data, prefix=PREFIX)
        initial = [vars(line) for line in self.standard.criteria.all()]
        initial += [{}] * max(FEWEST - len(initial), 0)
        if add and len(initial) < MOST:
            initial.append({})
        return LineFormSet(initial=initial, prefix=PREFIX)

    @property
    def may_add(self) -> bool:
        return len(self.lines.forms) < MOST

    @property
    def saved_at(self) -> Any:
        return None if self.form.is_bound else self.standard.saved_at

    def judge(self, reader: User) -> CardLights:
        """Light every line by the words in its boxes, whether they are saved or not."""
        typed = [form.typed() for form in self.lines.forms]
        lights = lights_of(typed, (self.form["motto"].value() or "")[:JUDGED])
        sources = sources_of(self.standard, reader, [line.behaviour for line in typed])
        for form, line, judged in zip(self.lines.forms, typed, lights.lines, strict=True):
            form.lights = judged if line.behaviour.strip() else ()
            form.source = sources.get(" ".join(line.behaviour.split()), "")
        return lights

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.lines.is_valid()])

    def first_error(self) -> str:
        forms_ = [self.form, *self.lines.forms]
        texts = [text for form in forms_ for errors in form.errors.values() for text in errors]
        return [*texts, *self.lines.non_form_errors()][0]

    def save(self) -> bool:
        """Keep the text; False when something is wrong with it, and the forms say what."""
        if not self.is_valid():
            return False
        version = self.form.cleaned_data["version"]
        lines = [CriterionInput(**form.cleaned_data) for form in self.lines.forms]
        try:
            save_standard(
                self.standard,
                motto=self.form.cleaned_data["motto"],
                lines=lines,
                version=-1 if version is None else version,
            )
        except ValidationError as error:
            self.standard.refresh_from_db()
            self.form.add_error(None, error)
            return False
        return True


def summary(lights: CardLights) -> str:
    """One sentence about the card, for whoever hears the page instead of seeing it."""
    amber = [light.label.lower() for light in lights.card if light.colour == Colour.AMBER]
    return f"Nên xem lại: {', '.join(amber)}." if amber else "Không có đèn nào nên xem lại."


def with_line(data: QueryDict, line: Criterion) -> QueryDict | None:
    """What was typed, with this line in the first empty place; None where the card is full."""
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 3 else 0
    places = range(min(count + 1, MOST))
    for place in places:
        if not any(data.get(f"{PREFIX}-{place}-{name}", "").strip() for name in NAMES):
            data = data.copy()
            data[f"{PREFIX}-TOTAL_FORMS"] = str(max(count, place + 1))
            for name in NAMES:
                data[f"{PREFIX}-{place}-{name}"] = getattr(line, name)
            return data
    return None
