"""What a list of evaluations shows: where each stands, never a level before it is published."""

from typing import Any

import django_tables2 as tables

from cells.export.columns import DayColumn
from cells.templatetags.look import paper_state
from reports.evaluation.models import MemberEvaluation


class EvaluationTable(tables.Table):
    caption = "Bản kiểm điểm, xếp loại đảng viên"
    noun = "bản kiểm điểm"
    empty_title = "Không có bản kiểm điểm nào"
    empty_text = "Khi bộ phận giúp việc mở vòng đánh giá, mỗi đảng viên có một bản."

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
    year = tables.Column(verbose_name="Năm", accessor="round__year")
    case = tables.Column(verbose_name="Diện", accessor="get_case_display", order_by="case")
    first_submitted_at = DayColumn("Gửi ngày")
    status = tables.Column(
        verbose_name="Trạng thái", empty_values=(), attrs={"td": {"class": "table-stack__top"}}
    )

    class Meta:
        model = MemberEvaluation
        fields = ["member", "cell", "year", "case", "first_submitted_at", "status"]
        default = "–"

    def render_member(self, record: Any) -> str:
        return str(record.member)

    def render_status(self, record: Any) -> str:
        return paper_state(record)
