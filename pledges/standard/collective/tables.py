"""What a list of collective registrations shows."""

import django_tables2 as tables

from cells.export.columns import DayColumn
from cells.templatetags.look import paper_state
from pledges.standard.collective.models import CollectiveRegistration


class CollectiveTable(tables.Table):
    caption = "Bản đăng ký của tập thể"
    noun = "bản đăng ký của tập thể"
    empty_title = "Chưa có bản đăng ký nào của tập thể"
    empty_text = "Chi uỷ ghi những việc cả chi bộ sẽ làm trong năm, mỗi việc một người phụ trách."

    cell = tables.Column(verbose_name="Của", linkify=lambda record: record.get_absolute_url())
    year = tables.Column(verbose_name="Năm")
    items = tables.Column(verbose_name="Số việc", accessor="how_many", orderable=False)
    done = tables.Column(verbose_name="Đã làm", accessor="how_many_done", orderable=False)
    registered_on = DayColumn("Đăng ký")
    status = tables.Column(verbose_name="Trạng thái", attrs={"td": {"class": "table-stack__top"}})

    class Meta:
        model = CollectiveRegistration
        fields = ["cell", "year", "items", "done", "registered_on", "status"]
        default = "–"

    def render_cell(self, record):
        return record.cell.short_name

    def order_cell(self, registrations, is_descending):
        return registrations.order_by(
            "-cell__sort_key" if is_descending else "cell__sort_key"
        ), True

    def render_done(self, record, value):
        return value if record.status == "closed" else "–"

    def render_status(self, record):
        return paper_state(record)
