"""The register of directives as a list."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from cells.document.models import Document
from cells.export.columns import DayColumn
from cells.templatetags.look import state_badge

ON_ONE_LINE = {"td": {"class": "text-nowrap"}}


class DocumentTable(tables.Table):
    """``cells``: how many cells the reader's column of briefings speaks of."""

    caption = "Văn bản chỉ đạo, mới nhất đứng trước"
    noun = "văn bản"
    empty_title = "Chưa có văn bản nào"
    empty_text = "Chỉ thị, hướng dẫn, kế hoạch mà các chi bộ làm theo sẽ nằm ở đây."
    symbol = tables.Column("Văn bản", linkify=True, order_by=("symbol_key",), attrs=ON_ONE_LINE)
    dated_on = DayColumn("Ngày")
    abstract = tables.Column("Trích yếu", order_by=("search_key",))
    issuer = tables.Column("Cơ quan ban hành", order_by=("issuer_key",))
    briefed = tables.Column("Quán triệt", accessor="briefed", orderable=False)

    class Meta:
        model = Document
        fields = ["symbol", "dated_on", "abstract", "issuer", "briefed"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def __init__(self, *args: Any, cells: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.cells = cells

    def render_symbol(self, record: Document) -> str:
        return str(record)

    def render_abstract(self, value: str, record: Document) -> str:
        if not record.is_replaced:
            return value
        return format_html("{} {}", value, state_badge("Bị thay thế", "exempt"))

    def render_briefed(self, value: int, record: Document) -> str:
        if record.is_replaced or not record.needs_briefing:
            return self.default
        done = value >= self.cells
        if self.cells == 1:
            return state_badge("Đã quán triệt", "done") if done else state_badge(NOT_YET, "late")
        return state_badge(f"{value}/{self.cells} chi bộ", "done" if done else "late")


NOT_YET = "Chưa quán triệt"
