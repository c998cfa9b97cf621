"""What staff type about a year of study: the theme, a topic, its documents and questions."""

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from cells import clock
from cells.fields import DayField
from cells.programme.models import (
    QUARTERS,
    Material,
    Programme,
    StudyForm,
    Theme,
    Topic,
    quarter_name,
)
from cells.programme.services import MOST_MATERIALS, TOO_MANY_MATERIALS, MaterialInput
from cells.web import VersionedForm, typed_words, with_one_more, words_of

PREFIX = "lines"
NOTE = re.compile(rf"{PREFIX}-\d+-note")


class ThemeForm(VersionedForm):
    """Of a theme that is there: its year stays."""

    title = words_of(Theme, "title", label="Tên chuyên đề")
    programme = forms.ModelChoiceField(
        label="Chương trình",
        queryset=Programme.objects.all(),
        empty_label="Chọn chương trình",
        error_messages={"required": "Chọn chương trình."},
    )
    pledge_due_on = DayField(
        label="Hạn đăng ký làm theo",
        help_text="Ví dụ 31/01/2014. Cán bộ chủ chốt đăng ký trước 10 ngày.",
        error_messages={"required": "Ghi hạn đăng ký."},
    )
    note = words_of(Theme, "note", 3, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "Ghi tên chuyên đề."


class NewThemeForm(ThemeForm):
    year = forms.IntegerField(
        label="Năm",
        min_value=2011,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "w-date", "inputmode": "numeric"}),
    )
    field_order = ["year"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        years = set(Theme.objects.values_list("year", flat=True))
        this = clock.today().year
        self.fields["year"].initial = this + 1 if this in years else this
        self.fields["programme"].initial = Programme.objects.first()


class TopicForm(VersionedForm):
    quarter = forms.TypedChoiceField(
        label="Quý", choices=[(n, quarter_name(n)) for n in QUARTERS], coerce=int
    )
    title = words_of(Topic, "title", label="Chủ đề")
    form = forms.ChoiceField(
        label="Hình thức",
        choices=StudyForm.choices,
        initial=StudyForm.THEMATIC,
        help_text="Chi bộ có thể chọn hình thức khác trong kế hoạch của mình.",
    )
    presenter = Topic._meta.get_field("presenter").formfield(
        required=False, help_text="Để trống nếu chi bộ tự phân công."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "Ghi chủ đề."


# ---- documents and questions


class QuestionsForm(VersionedForm):
    questions = words_of(
        Topic,
        "questions",
        6,
        required=False,
        label="Câu hỏi gợi ý thảo luận",
        help_text="Mỗi dòng một câu.",
    )


class LineForm(forms.Form):
    document_id = forms.TypedChoiceField(
        label="Văn bản", coerce=int, empty_value=None, required=False
    )
    note = Material._meta.get_field("note").formfield(
        required=False, label="Đọc phần nào", help_text="Ví dụ: mục II, trang 3–5"
    )

    def __init__(self, *args: Any, documents: list[tuple[Any, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["document_id"].choices = [("", "Chọn văn bản trong sổ"), *documents]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("note") and not said.get("document_id") and "document_id" not in self.errors:
            self.add_error("document_id", "Chọn văn bản, hoặc xoá lời ghi ở dòng này.")
        return said


class LinesOfMaterials(forms.BaseFormSet):
    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": TOO_MANY_MATERIALS,
    }

    def clean(self) -> None:
        seen: set[int] = set()
        for form in self.forms:
            document = getattr(form, "cleaned_data", {}).get("document_id")
            if document in seen:
                form.add_error("document_id", "Văn bản này đã chọn ở dòng trên.")
            if document:
                seen.add(document)


LineFormSet = forms.formset_factory(
    LineForm,
    formset=LinesOfMaterials,
    extra=0,
    max_num=MOST_MATERIALS,
    validate_max=True,
    absolute_max=2 * MOST_MATERIALS,
)


class MaterialSheet:
    """The page of a topic's questions and documents; one choice of documents for all its lines."""

    def __init__(self, topic: Topic, data: QueryDict | None = None, *, add: bool = False):
        self.topic = topic
        self.form = QuestionsForm(
            data, initial={"questions": topic.questions, "version": topic.version}
        )
        self.lines = self.line_forms(data, add=add)
        for number, form in enumerate(self.lines.forms, start=1):
            form.legend = f"Văn bản {number}"

    def line_forms(self, data: QueryDict | None, *, add: bool) -> forms.BaseFormSet:
        more = {"prefix": PREFIX, "form_kwargs": {"documents": document_choices()}}
        if data is not None:
            return LineFormSet(with_one_more(data, PREFIX, MOST_MATERIALS) if add else data, **more)
        initial = list(self.topic.materials.values("document_id", "note"))
        if (add or not initial) and len(initial) < MOST_MATERIALS:
            initial.append({})
        return LineFormSet(initial=initial, **more)

    @property
    def may_add(self) -> bool:
        return len(self.lines.forms) < MOST_MATERIALS

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.lines.is_valid()])

    @property
    def materials(self) -> list[MaterialInput]:
        said = [form.cleaned_data for form in self.lines.forms]
        return [MaterialInput(**line) for line in said if line.get("document_id")]


def words_of_materials(data: QueryDict) -> list[tuple[str, str]]:
    """What was typed of questions and documents, whatever became of their topic."""
    notes = [text for name, text in data.items() if NOTE.fullmatch(name) and text]
    return typed_words(QuestionsForm(data)) + [("Đọc phần nào", text) for text in notes]


def document_choices() -> list[tuple[int, str]]:
    """The register, newest first, in words that fit a box."""
    documents = Material._meta.get_field("document").related_model.objects.all()
    return [(each.pk, f"{each}: {short(each.abstract)}") for each in documents]


def short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


class ThemeFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm chuyên đề",
        method="by_words",
        max_length=100,
        help_text="Năm hoặc tên; gõ không dấu cũng được.",
    )

    class Meta:
        model = Theme
        fields: list[str] = []

    def by_words(self, themes: QuerySet, _name: str, words: str) -> QuerySet:
        return themes.search(words)
