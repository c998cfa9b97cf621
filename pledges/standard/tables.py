"""What a list of standards shows."""

import django_tables2 as tables
from django.db.models import F

from cells.export.columns import DayColumn
from cells.templatetags.look import paper_state
from pledges.standard.models import MoralStandard


class StandardTable(tables.Table):
    caption = "Chuẩn mực đạo đức"
    noun = "bản chuẩn mực"
    empty_title = "Chưa có chuẩn mực nào"
    empty_text = (
        "Chi bộ soạn chuẩn mực rồi ban hành bằng nghị quyết; ban hành xong mọi người cùng đọc."
    )

    cell = tables.Column(
        verbose_name="Của", linkify=lambda record: record.get_absolute_url(), empty_values=()
    )
    year = tables.Column(verbose_name="Năm")
    motto = tables.Column(verbose_name="Phương châm", orderable=False)
    lines = tables.Column(verbose_name="Số dòng", orderable=False)
    adopted_on = DayColumn("Ban hành")
    status = tables.Column(verbose_name="Trạng thái", attrs={"td": {"class": "table-stack__top"}})

    class Meta:
        model = MoralStandard
        fields = ["cell", "year", "motto", "lines", "adopted_on", "status"]
        default = "–"

    def render_cell(self, record):
        return record.cell.short_name if record.cell else "Đảng uỷ"

    def order_cell(self, standards, is_descending):
        by_name = F("cell__sort_key")
        order = by_name.desc(nulls_last=True) if is_descending else by_name.asc(nulls_first=True)
        return standards.order_by(order, "-year", "-pk"), True

    def render_status(self, record):
        return paper_state(record)
