"""What enters: a line for every item of the pledge, the cell's comments, one question."""

from typing import Any

from django import forms

from cells.fields import CleanFormField
from cells.models import User
from cells.text import ITEM_LENGTH, clean
from cells.widgets import ChoiceSelect
from cells.windows import Whose, digest_of, whose
from pledges.monthly_report.models import LineState, MonthlyReport, MonthlyReportLine, lines_of
from pledges.monthly_report.services import WHAT_TO_MEND, LineInput

SAME = "same"
STATES = [*LineState.choices, (SAME, "Không thay đổi")]
TOO_MUCH = "Cùng với khó khăn tháng trước thành {} ký tự, tối đa {}. Viết ngắn lại."
STATE_CSS = {"done": "done", "partly": "sent", "not_yet": "return", SAME: "draft"}


def words_field(label: str, rows: int, **kwargs: Any) -> CleanFormField:
    return CleanFormField(
        label=label,
        required=False,
        clean=lambda words: clean(words, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": rows}),
        **kwargs,
    )


def parted(difficulty: str, told: str) -> tuple[bool, str]:
    """Whether a text begins with the difficulty told before, and what it says beyond that."""
    lead = f"{told}\n"
    is_there = bool(told) and f"{difficulty}\n".startswith(lead)
    return is_there, difficulty[len(lead) :] if is_there else difficulty


def has_errors(form: forms.Form) -> bool:
    return bool(form.errors)


def posted_version(data: Any) -> int:
    """What the page was made from; a number that fits nothing where it was tampered with."""
    given = str(data.get("version", ""))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


class LineForm(forms.Form):
    """One item of the pledge: how it went this month, one sentence, a difficulty.

    ``seen``: what stood here when the page was made; tells what this window has changed.

    ``still``: the difficulty told before is there again – its words come first, copied only by this
    tick. Nothing else is stored of the tick: where a text begins with those words it is set.
    """

    state = forms.ChoiceField(
        label="Tháng này thế nào?",
        required=False,
        choices=STATES,
        widget=ChoiceSelect(css=STATE_CSS, columns="two"),
    )
    sentence = words_field("Một câu về việc đã làm", rows=3)
    still = forms.BooleanField(label="Khó khăn tháng trước vẫn còn", required=False)
    difficulty = words_field("Khó khăn, đề nghị giúp đỡ", rows=2)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, line: MonthlyReportLine, before: Any, number: int):
        self.told = before.difficulty if before else ""
        is_still_there, more = parted(line.difficulty, self.told)
        state = SAME if line.is_unchanged else line.state
        super().__init__(
            data,
            prefix=f"line-{line.item_id}",
            initial={
                "state": state,
                "sentence": line.sentence,
                "still": is_still_there,
                "difficulty": more,
                "seen": digest_of(state, line.sentence, line.difficulty),
            },
        )
        self.line, self.before, self.number = line, before, number
        self.legend = f"Việc {number}"
        self.rival: MonthlyReportLine | None = None
        if before is None:
            self.fields["state"].choices = LineState.choices
        if not self.told:
            del self.fields["still"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        words = given.get("difficulty", "")
        if given.get("still"):
            words = "\n".join(filter(None, [self.told, words]))
            if len(words) > ITEM_LENGTH:
                self.add_error("difficulty", TOO_MUCH.format(len(words), ITEM_LENGTH))
        return given | {"difficulty": words}

    def answer(self) -> LineInput:
        given = self.cleaned_data
        same = given["state"] == SAME
        return LineInput(
            item_id=self.line.item_id,
            state="" if same else given["state"],
            is_unchanged=same,
            sentence=given["sentence"],
            difficulty=given["difficulty"],
        )

    @property
    def typed(self) -> str:
        given = self.cleaned_data
        return digest_of(given["state"], given["sentence"], given["difficulty"])

    def beside(self, line: MonthlyReportLine) -> "LineForm":
        """What is to be shown where another window may have stored ``line`` meanwhile: its text
        where this window changed nothing, the text typed here where that one did not, or both."""
        stored = LineForm(None, line=line, before=self.before, number=self.number)
        there, seen = stored.initial["seen"], self.cleaned_data["seen"]
        whose_words = whose(typed=self.typed, seen=seen, stored=there)
        if whose_words is Whose.STORED:
            return stored.bound()
        self.rival = line if whose_words is Whose.BOTH else None
        return self

    def bound(self) -> "LineForm":
        """The same as if it had been sent."""
        data = {self.add_prefix(name): self[name].value() for name in self.fields}
        form = LineForm(data, line=self.line, before=self.before, number=self.number)
        form.is_valid()
        return form


class LineForms:
    """The lines of one report as one form; reads like a formset, but its rows are given."""

    def __init__(self, report: MonthlyReport, data: Any = None, *, reader: User):
        self.report = report
        self.version = report.version if data is None else posted_version(data)
        before = MonthlyReportLine.objects.before(report, reader=reader)
        self.forms = [
            LineForm(data, line=line, before=before.get(line.item_id), number=number)
            for number, line in enumerate(lines_of(report), 1)
        ]
        self.refusals: list[str] = []

    def non_form_errors(self) -> list[str]:
        return self.refusals

    def is_valid(self) -> bool:
        return not any(list(map(has_errors, self.forms)))  # every form is looked at

    def answers(self) -> list[LineInput]:
        return [form.answer() for form in self.forms]

    def demand_states(self) -> bool:
        """Point at every line that says nothing yet; true where there is none."""
        for form in self.forms:
            if not form.cleaned_data["state"]:
                form.add_error("state", "Chọn kết quả của việc này.")
        return all(not form.errors for form in self.forms)

    def meet_rivals(self) -> bool:
        """Take over what another window stored where this one changed nothing, and put it beside
        where both did; true where all that was typed is stored already."""
        self.report.refresh_from_db()
        self.version = self.report.version
        typed = {form.line.item_id: form.typed for form in self.forms}
        stored = {line.item_id: line for line in lines_of(self.report)}
        self.forms = [
            form.beside(stored[form.line.item_id]) if form.line.item_id in stored else form
            for form in self.forms
        ]
        now = [LineForm(None, line=line, before=None, number=0) for line in stored.values()]
        return all(typed.get(form.line.item_id) in (None, form.initial["seen"]) for form in now)

    @property
    def has_rivals(self) -> bool:
        return any(form.rival for form in self.forms)

    def unanswered(self) -> list[int]:
        return [form.number for form in self.forms if not form["state"].value()]

    def typed_words(self) -> list[tuple[str, str]]:
        """Every text as it was typed, to be shown again where it could not be stored."""
        fields = [
            (form.legend, form[name]) for form in self.forms for name in ("sentence", "difficulty")
        ]
        return [
            (f"{legend}: {field.label}", field.value()) for legend, field in fields if field.value()
        ]


class SlipForm(forms.Form):
    has_paper_slip = forms.BooleanField(
        label="Có phiếu giấy đã ký",
        required=False,
        help_text="Phiếu được giữ cùng hồ sơ của đơn vị.",
    )


class CommentForm(forms.Form):
    """What the cell says about one line; usually nothing."""

    def __init__(self, data: Any, *, line: MonthlyReportLine, number: int, before: Any = None):
        super().__init__(data, prefix=f"line-{line.item_id}", initial={"comment": line.comment})
        self.fields["comment"] = words_field(f"Nhận xét, mục {number}", rows=4)
        self.line, self.number, self.before = line, number, before


class CommentForms:
    def __init__(self, report: MonthlyReport, data: Any = None, *, reader: User):
        self.version = (
            report.version if data is None or "version" not in data else posted_version(data)
        )
        before = MonthlyReportLine.objects.before(report, reader=reader)
        self.forms = [
            CommentForm(data, line=line, number=number, before=before.get(line.item_id))
            for number, line in enumerate(lines_of(report), 1)
        ]

    def non_form_errors(self) -> list[str]:
        return []

    def is_valid(self) -> bool:
        return not any(list(map(has_errors, self.forms)))  # every form is looked at

    def typed_words(self) -> list[tuple[str, str]]:
        fields = [form["comment"] for form in self.forms]
        return [(field.label, field.value()) for field in fields if field.value()]


class NoteForm(forms.Form):
    """One question, one answer in words."""

    note = words_field("Lời ghi", rows=4)

    def __init__(self, data: Any, *, question: str, hint: str = ""):
        super().__init__(data)
        self.fields["note"].label, self.fields["note"].help_text = question, hint


class ReturnForm(NoteForm):
    """The words, and which items they are about."""

    items = forms.TypedMultipleChoiceField(
        label="Lời này nói về việc nào?",
        coerce=int,
        error_messages={
            "required": "Chọn việc cần bổ sung.",
            "invalid_choice": "Có việc không còn trong báo cáo này. Chọn lại.",
        },
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, comments: CommentForms, **words: str):
        """Where a comment has been written, the words are probably about that item."""
        super().__init__(data, **words)
        self.fields["note"].required = True  # said together with the missing item, in one round
        self.fields["note"].error_messages["required"] = WHAT_TO_MEND
        commented = [each.line.item_id for each in comments.forms if each["comment"].value()]
        self.fields["items"].choices = [
            (each.line.item_id, f"{each.number}. {each.line.item.action}")
            for each in comments.forms
        ]
        only = [each.line.item_id for each in comments.forms]
        self.initial["items"] = only if len(only) == 1 else commented
