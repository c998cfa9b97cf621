"""What a list of pledges shows."""

import django_tables2 as tables

from cells.export.columns import DayColumn, TagColumn
from cells.templatetags.look import paper_state
from pledges.pledge.models import Pledge


class PledgeTable(tables.Table):
    caption = "Bản đăng ký làm theo"
    noun = "bản đăng ký"
    empty_title = "Chưa có bản đăng ký nào"
    empty_text = "Khi bộ phận giúp việc mở năm, mỗi đồng chí có một bản để viết."

    member = tables.Column(
        verbose_name="Tên",
        linkify=lambda record: record.get_absolute_url(),
        order_by="member__sort_key",
    )
    cell = tables.Column(
        verbose_name="Chi bộ",
        accessor="cell__short_name",
        order_by="cell__sort_key",
        attrs={"td": {"data-label": ""}},
    )
    year = tables.Column(verbose_name="Năm")
    status = tables.Column(
        verbose_name="Trạng thái", empty_values=(), attrs={"td": {"class": "table-stack__top"}}
    )
    due_on = DayColumn("Hạn")
    first_submitted_at = DayColumn("Gửi ngày")
    reminded = TagColumn(
        '{% load reminders %}{% reminded record as words %}{{ words|default:"–" }}',
        verbose_name="Nhắc",
        orderable=False,
    )

    class Meta:
        model = Pledge
        fields = ["member", "cell", "year", "status", "due_on", "first_submitted_at", "reminded"]
        default = "–"

    def render_member(self, record):
        return str(record.member)

    def render_status(self, record):
        return paper_state(record)
