"""What the list of tasks shows."""

import django_tables2 as tables

from cells.export.columns import DayColumn
from cells.session.models import SessionTask
from cells.templatetags.look import label_css, state_badge


class SessionTaskTable(tables.Table):
    caption = "Việc sau sinh hoạt, việc quá hạn đứng đầu"
    noun = "việc"
    empty_title = "Chưa có việc nào"
    empty_text = "Việc được giao ở phần kết luận của mỗi buổi sinh hoạt."

    text = tables.Column(
        "Việc cần làm",
        linkify=lambda record: record.get_absolute_url(),
        order_by="search_key",
    )
    state = tables.Column(
        "Tình trạng", orderable=False, attrs={"td": {"class": "table-stack__top"}}
    )
    owner = tables.Column("Người phụ trách", order_by="owner__sort_key")
    due_on = DayColumn("Hạn")
    cell = tables.Column("Chi bộ", order_by="cell__code")
    session = DayColumn("Giao ngày", accessor="session__day", order_by="session__starts_at")

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_state(self, record: SessionTask) -> str:
        return state_badge(record.state_label, label_css(record.state_label))

    def render_cell(self, record: SessionTask) -> str:
        return record.cell.short_name
