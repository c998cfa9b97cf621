"""What is written of a directive, and how the register is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from cells.document.models import Document
from cells.fields import CleanFormField, DayField
from cells.text import ITEM_LENGTH, clean
from cells.uploads.forms import FilesField

VALUES = ["kind", "symbol", "issuer", "dated_on", "abstract", "replaces", "needs_briefing"]
BRIEFED = [("missing", "Chưa quán triệt"), ("done", "Đã quán triệt đủ")]


def words_of(name: str, **kwargs: Any) -> forms.Field:
    return Document._meta.get_field(name).formfield(**kwargs)


class DocumentChoice(forms.ModelChoiceField):
    def label_from_instance(self, document: Document) -> str:
        return f"{document}, {document.dated_on:%d/%m/%Y}: {document.abstract[:80]}"


class DocumentForm(forms.Form):
    """``kinds`` and ``issuers`` are what was typed before, offered again while one types."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = words_of("kind", widget=forms.TextInput(attrs={"list": "kinds"}))
    symbol = words_of("symbol", help_text="Như trên văn bản, ví dụ 03-CT/TW.")
    issuer = words_of("issuer", widget=forms.TextInput(attrs={"list": "issuers"}))
    dated_on = DayField(label="Ngày ban hành", help_text="Ví dụ 14/05/2011.")
    abstract = words_of("abstract", widget=forms.Textarea(attrs={"rows": 3}))
    replaces = DocumentChoice(
        label="Thay thế văn bản",
        queryset=Document.objects.none(),
        required=False,
        empty_label="Không thay thế văn bản nào",
    )
    needs_briefing = forms.BooleanField(label="Các chi bộ phải quán triệt", required=False)
    files = FilesField(label="Tệp văn bản")

    def __init__(self, *args: Any, document: Document | None = None, **kwargs: Any):
        if document is not None:
            kwargs["initial"] = {name: getattr(document, name) for name in (*VALUES, "version")}
        super().__init__(*args, **kwargs)
        others = Document.objects.exclude(pk=document.pk if document else None)
        self.fields["replaces"].queryset = others
        self.kinds, self.issuers = used("kind"), used("issuer")
        if document is not None:
            self.fields["files"].label = "Thêm tệp"
        else:
            self.fields["needs_briefing"].initial = True

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in VALUES}

    @property
    def begun_on(self) -> int:
        version = self.cleaned_data["version"]
        return -1 if version is None else version


def used(name: str) -> list[str]:
    return list(Document.objects.order_by(name).values_list(name, flat=True).distinct())


class RemoveForm(forms.Form):
    note = CleanFormField(
        label="Vì sao bỏ tệp này?",
        clean=lambda text: clean(text, max_length=ITEM_LENGTH, lines=True),
        help_text="Ví dụ: tải nhầm văn bản. Lý do được ghi vào nhật ký cùng tên đồng chí.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do bỏ tệp."},
    )


class DocumentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm",
        method="by_words",
        max_length=100,
        help_text="Số, trích yếu, cơ quan; gõ không dấu cũng được",
    )
    kind = django_filters.ChoiceFilter(label="Thể loại", empty_label="Tất cả")
    issuer = django_filters.ChoiceFilter(label="Cơ quan ban hành", empty_label="Tất cả")
    year = django_filters.ChoiceFilter(
        label="Năm", field_name="dated_on", lookup_expr="year", empty_label="Tất cả"
    )
    briefing = django_filters.ChoiceFilter(
        label="Quán triệt", choices=BRIEFED, method="by_briefing", empty_label="Tất cả"
    )

    class Meta:
        model = Document
        fields: list[str] = []

    def __init__(self, *args: Any, cells: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.cells = cells
        for name in ("kind", "issuer"):
            self.form.fields[name].choices = [(each, each) for each in used(name)]
        years = Document.objects.dates("dated_on", "year", order="DESC")
        self.form.fields["year"].choices = [(day.year, str(day.year)) for day in years]
        if not cells:
            del self.form.fields["briefing"]

    def by_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.search(words)

    def by_briefing(self, rows: QuerySet, _name: str, state: str) -> QuerySet:
        """Of the reader's own cells; a body's are all of them."""
        asked = rows.to_brief()
        everywhere = {"briefed__gte": len(self.cells)}
        return asked.filter(**everywhere) if state == "done" else asked.exclude(**everywhere)
