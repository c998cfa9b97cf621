"""The list of rounds, and a round cell by cell: what is missing stands before what is there."""

from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from cells.export.columns import DayColumn
from cells.templatetags.look import paper_state
from reports.evaluation.figures import Progress
from reports.evaluation.forms import AWAITING, NOT_SENT, REVIEWED
from reports.evaluation.models import CellEvaluation, EvaluationRound


class RoundTable(tables.Table):
    caption = "Các vòng đánh giá, xếp loại"
    noun = "vòng"
    empty_title = "Chưa có vòng đánh giá nào"
    empty_text = "Mỗi năm một vòng. Mở vòng thì mỗi đảng viên, mỗi chi bộ có một bản."

    year = tables.Column(linkify=True)
    scheme = tables.Column("Bộ mức", orderable=False)
    self_due_on = DayColumn("Hạn tự kiểm điểm")
    cell_due_on = DayColumn("Hạn chi bộ")
    status = tables.Column("Trạng thái", attrs={"td": {"class": "table-stack__top"}})

    class Meta:
        model = EvaluationRound
        fields = ["year", "scheme", "self_due_on", "cell_due_on", "status"]
        default = "–"

    def render_year(self, value: int) -> str:
        return f"Năm {value}"

    def render_status(self, record: EvaluationRound) -> str:
        return paper_state(record)


COLUMNS = {
    "reviewed": "Kiểm điểm",
    "unsent": "Chưa gửi",
    "submitted": "Chờ đề xuất",
    "proposed": "Đã đề xuất",
    "appraised": "Đã thẩm định",
    "decided": "Dự kiến",
    "published": "Đã công bố",
}


class ProgressTable(tables.Table):
    """One row a cell; ``by_cell`` counts its people, the numbers lead to their list."""

    caption = "Tiến độ từng chi bộ"
    noun = "chi bộ"
    empty_title = "Không có chi bộ nào trong vòng này"

    cell = tables.Column("Chi bộ", order_by="cell__sort_key")
    reviewed = tables.Column(COLUMNS["reviewed"], empty_values=(), orderable=False)
    unsent = tables.Column(COLUMNS["unsent"], empty_values=(), orderable=False)
    submitted = tables.Column(COLUMNS["submitted"], empty_values=(), orderable=False)
    proposed = tables.Column(COLUMNS["proposed"], empty_values=(), orderable=False)
    appraised = tables.Column(COLUMNS["appraised"], empty_values=(), orderable=False)
    decided = tables.Column(COLUMNS["decided"], empty_values=(), orderable=False)
    published = tables.Column(COLUMNS["published"], empty_values=(), orderable=False)
    status = tables.Column("Báo cáo của chi bộ", attrs={"td": {"class": "table-stack__top"}})

    class Meta:
        model = CellEvaluation
        fields = ["cell", *COLUMNS, "status"]
        default = "–"

    def __init__(self, *args: Any, by_cell: dict[int, Progress], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by_cell = by_cell

    def render_cell(self, record: CellEvaluation) -> str:
        return record.cell.short_name

    def render_status(self, record: CellEvaluation) -> str:
        url = record.get_absolute_url()
        return format_html('{} <a class="small" href="{}">Mở</a>', paper_state(record), url)

    def counted(self, record: CellEvaluation, column: str, state: str) -> str:
        count = getattr(self.by_cell.get(record.cell_id, Progress()), column)
        if not count:
            return "–"
        query = {"year": record.round.year, "cell": record.cell_id, "state": state}
        url = f"{reverse('evaluation-list')}?{urlencode(query)}"
        return format_html('<a class="fig" href="{}">{}</a>', url, count)

    def render_reviewed(self, record: CellEvaluation) -> str:
        return self.counted(record, "reviewed", REVIEWED)

    def render_unsent(self, record: CellEvaluation) -> str:
        return self.counted(record, "unsent", NOT_SENT)

    def render_submitted(self, record: CellEvaluation) -> str:
        return self.counted(record, "submitted", AWAITING)

    def render_proposed(self, record: CellEvaluation) -> str:
        return self.counted(record, "proposed", "proposed")

    def render_appraised(self, record: CellEvaluation) -> str:
        return self.counted(record, "appraised", "appraised")

    def render_decided(self, record: CellEvaluation) -> str:
        return self.counted(record, "decided", "decided")

    def render_published(self, record: CellEvaluation) -> str:
        return self.counted(record, "published", "published")
