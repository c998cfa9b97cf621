"""Briefing as lists: the cells with what they lack, and the documents of one cell."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from cells.document.models import Document
from cells.export.columns import DayColumn
from cells.organisation.models import Cell
from cells.session.briefing.figures import NAMED, missing
from cells.templatetags.look import state_badge


class ProgressTable(tables.Table):
    """``asked``: the documents that every cell is to be briefed on."""

    caption = "Chi bộ, còn thiếu nhiều đứng trước"
    noun = "chi bộ"
    empty_title = "Chưa có chi bộ nào"
    name = tables.Column(
        "Chi bộ",
        order_by=("sort_key",),
        linkify=lambda record: reverse("directive-briefings-cell", args=[record.pk]),
    )
    briefed = tables.Column("Đã quán triệt")
    missing = tables.Column("Chưa quán triệt", empty_values=(), orderable=False)

    class Meta:
        model = Cell
        fields = ["name", "briefed", "missing"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def __init__(self, *args: Any, asked: list[Document], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = asked

    def render_name(self, record: Cell) -> str:
        return record.short_name

    def render_briefed(self, value: int) -> str:
        done = value >= len(self.asked)
        return state_badge(f"{value}/{len(self.asked)} văn bản", "done" if done else "late")

    def render_missing(self, record: Cell) -> str:
        left = missing(record, self.asked)
        if not left:
            return self.default
        named = format_html_join(
            ", ", '<a href="{}">{}</a>', ((each.get_absolute_url(), each) for each in left[:NAMED])
        )
        more = len(left) - NAMED
        return format_html("{} và {} văn bản nữa", named, more) if more > 0 else named


class OfCellTable(tables.Table):
    caption = "Văn bản chi bộ phải quán triệt, văn bản chưa quán triệt đứng trước"
    noun = "văn bản"
    empty_title = "Chưa có văn bản nào phải quán triệt"
    symbol = tables.Column("Văn bản", linkify=True, order_by=("symbol_key",))
    dated_on = DayColumn("Ngày")
    abstract = tables.Column("Trích yếu", order_by=("search_key",))
    here = tables.Column("Quán triệt", empty_values=(), orderable=False)

    class Meta:
        model = Document
        fields = ["symbol", "dated_on", "abstract", "here"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_symbol(self, record: Document) -> str:
        return str(record)

    def render_abstract(self, value: str, record: Document) -> str:
        if not record.is_replaced:
            return value
        return format_html("{} {}", value, state_badge("Bị thay thế", "exempt"))

    def render_here(self, record: Document) -> str:
        """Without the request: a TemplateColumn would ask the frame's questions for every row."""
        return render_to_string("cells/session/briefing/_cell.html", {"record": record})
