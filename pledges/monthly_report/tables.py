"""What is listed, and by what it may be narrowed."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from cells.export.columns import DayColumn, TagColumn
from cells.fields import MonthChoice
from cells.models import Cell
from cells.organisation.models import KINDS, CellKind
from cells.rights import Rights
from cells.templatetags.look import month_vi, paper_state, vn_moment
from pledges.monthly_report.models import MonthlyReport, ReportState


def reads_many_cells(rights: Rights) -> bool:
    return bool(rights.bodies) or len(rights.cells_as_officer | rights.cells_as_member) > 1


class MonthFilter(django_filters.Filter):
    field_class = MonthChoice


def cells_to_choose(request: Any) -> QuerySet[Cell]:
    return Cell.objects.visible_to(request.user)


class MonthlyReportFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Họ và tên", method="search")
    whose = django_filters.ChoiceFilter(
        label="Của ai",
        choices=[("own", "Của tôi"), ("leaders", "Của cán bộ chủ chốt")],
        method="by_author",
        empty_label="Tất cả",
    )
    month = MonthFilter(label="Tháng", help_text="Ví dụ 03/2014")
    since = MonthFilter(label="Từ tháng", field_name="month", lookup_expr="gte")
    until = MonthFilter(label="Đến tháng", field_name="month", lookup_expr="lte")
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=cells_to_choose, empty_label="Tất cả"
    )
    kind = django_filters.ChoiceFilter(
        label="Tổ chức", choices=KINDS, field_name="cell__kind", empty_label="Tất cả"
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái", choices=ReportState.choices, method="by_state", empty_label="Tất cả"
    )

    class Meta:
        model = MonthlyReport
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        """Who reads one cell is not asked which; who reads hardly others, not for names; who reads
        no leaders' or has none of their own, not whose."""
        super().__init__(*args, **kwargs)
        rights = self.request.user.rights
        if not reads_many_cells(rights):
            del self.filters["cell"]
            del self.filters["kind"]
        if not (rights.bodies or rights.cells_as_officer):
            del self.filters["q"]
        if rights.member_id is None or CellKind.PARTY not in rights.kinds_as_member:
            del self.filters["whose"]

    def search(self, reports: Any, _name: str, words: str) -> QuerySet:
        return reports.search(words)

    def by_author(self, reports: Any, _name: str, whose: str) -> QuerySet:
        if whose == "own":
            return reports.written_by(self.request.user.rights.member_id)
        return reports.filter(by_leader=True)

    def by_state(self, reports: Any, _name: str, state: str) -> QuerySet:
        found = reports.in_state(state)
        # Who has not sent is asked for in order to push, and who has left is not pushed
        asks = {ReportState.MISSING, ReportState.WAITING}
        return found.of_those_still_here() if state in asks else found


class MonthlyReportTable(tables.Table):
    caption = "Báo cáo tháng"
    noun = "báo cáo"
    empty_title = "Chưa có báo cáo nào"

    member = tables.Column(
        "Họ và tên",
        accessor="pledge__member",
        order_by="pledge__member__sort_key",
        linkify=("monthly-report", [tables.A("pk")]),
    )
    state = tables.Column(
        "Trạng thái",
        accessor="status",
        orderable=False,
        attrs={"td": {"class": "table-stack__top"}},
    )
    month = tables.Column("Tháng", linkify=("monthly-report", [tables.A("pk")]))
    cell = tables.Column("Chi bộ", accessor="cell", order_by="cell__code")
    due_on = DayColumn("Hạn")
    sent = tables.Column("Gửi lúc", accessor="first_submitted_at", order_by="first_submitted_at")
    reminded = TagColumn(
        '{% load reminders %}{% reminded record as words %}{{ words|default:"–" }}',
        verbose_name="Nhắc",
        orderable=False,
    )

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"
        order_by = ("-month", "member")

    def render_state(self, record: MonthlyReport) -> str:
        return paper_state(record)

    def render_month(self, value: Any) -> str:
        return month_vi(value)

    def render_cell(self, record: MonthlyReport) -> str:
        return record.cell.short_name

    def render_sent(self, value: Any, record: MonthlyReport) -> str:
        return f"{vn_moment(value)}, muộn" if record.was_late else vn_moment(value)
