"""How the lists of briefing are narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from cells.document.models import Document
from cells.organisation.models import Cell

STATES = [("missing", "Chưa quán triệt"), ("done", "Đã quán triệt")]
PROGRESS = [("missing", "Còn thiếu"), ("done", "Đã đủ")]


class ProgressFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm chi bộ", method="by_words", max_length=100, help_text="Gõ không dấu cũng được"
    )
    state = django_filters.ChoiceFilter(
        label="Quán triệt", choices=PROGRESS, method="by_state", empty_label="Tất cả"
    )

    class Meta:
        model = Cell
        fields: list[str] = []

    def __init__(self, *args: Any, asked: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = asked

    def by_words(self, cells: QuerySet, _name: str, words: str) -> QuerySet:
        return cells.search(words)

    def by_state(self, cells: QuerySet, _name: str, state: str) -> QuerySet:
        everything = {"briefed__gte": self.asked}
        return cells.filter(**everything) if state == "done" else cells.exclude(**everything)


class OfCellFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm",
        method="by_words",
        max_length=100,
        help_text="Số, trích yếu; gõ không dấu cũng được",
    )
    state = django_filters.ChoiceFilter(
        label="Quán triệt", choices=STATES, method="by_state", empty_label="Tất cả"
    )

    class Meta:
        model = Document
        fields: list[str] = []

    def by_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        return rows.search(words)

    def by_state(self, rows: QuerySet, _name: str, state: str) -> QuerySet:
        return rows.filter(is_briefed=state == "done")
