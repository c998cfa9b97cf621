"""What the list of transfers shows."""

import django_tables2 as tables

from cells.export.columns import DayColumn
from cells.member.moves.models import Transfer
from cells.templatetags.look import paper_state


class TransferTable(tables.Table):
    caption = "Giấy chuyển sinh hoạt, chờ tiếp nhận trước"
    noun = "giấy chuyển sinh hoạt"
    empty_title = "Chưa có giấy chuyển sinh hoạt nào"
    empty_text = "Giấy mới lập từ trang của từng đồng chí, nút “Chuyển sinh hoạt”."

    member = tables.Column(
        verbose_name="Tên",
        accessor="member__full_name",
        order_by="member__sort_key",
        linkify=lambda record: record.get_absolute_url(),
    )
    from_cell = tables.Column(
        verbose_name="Từ", accessor="from_cell__short_name", order_by="from_cell__sort_key"
    )
    to_cell = tables.Column(
        verbose_name="Đến", accessor="to_cell__short_name", order_by="to_cell__sort_key"
    )
    status = tables.Column(verbose_name="Trạng thái", attrs={"td": {"class": "table-stack__top"}})
    intended_on = DayColumn("Dự định từ")
    received_on = DayColumn("Tiếp nhận từ")
    letter_number = tables.Column(verbose_name="Số giấy")

    class Meta:
        model = Transfer
        fields = [
            "member",
            "from_cell",
            "to_cell",
            "status",
            "intended_on",
            "received_on",
            "letter_number",
        ]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_status(self, record: Transfer) -> str:
        return paper_state(record)
