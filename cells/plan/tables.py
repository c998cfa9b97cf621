"""Plans, and lines of plans, as lists."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html

from cells import clock
from cells.plan.models import Plan, PlanTask
from cells.templatetags.look import vn_date

NUMBER = {"td": {"class": "text-nowrap"}}


class PlanTable(tables.Table):
    caption = "Kế hoạch của Đảng uỷ và các chi bộ"
    noun = "kế hoạch"
    empty_title = "Chưa có kế hoạch nào"
    empty_text = "Kế hoạch năm hoặc nhiệm kỳ gồm những dòng: việc, người phụ trách, hạn, kết quả."

    title = tables.Column("Kế hoạch", linkify=True, order_by=("search_key", "pk"))
    body = tables.Column("Của", accessor="cell", empty_values=(), order_by=("cell__sort_key",))
    span = tables.Column("Năm, nhiệm kỳ", accessor="span_name", order_by=("year", "term__since"))
    done_count = tables.Column("Đã xong", attrs=NUMBER)
    open_count = tables.Column("Đang làm", attrs=NUMBER)
    overdue_count = tables.Column("Quá hạn", attrs=NUMBER)

    class Meta:
        model = Plan
        fields = ["title", "body", "span", "done_count", "open_count", "overdue_count"]
        default = "–"

    def render_body(self, record: Plan) -> str:
        return record.cell.short_name if record.cell else "Đảng uỷ"

    def order_body(self, plans: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        by_name = F("cell__sort_key")
        order = by_name.desc(nulls_last=True) if is_descending else by_name.asc(nulls_first=True)
        return plans.order_by(order, "-year", "-pk"), True

    def render_done_count(self, value: int, record: Plan) -> str:
        return f"{value}/{record.task_count}"

    def render_overdue_count(self, value: int, record: Plan) -> Any:
        if not value:
            return "0"
        shape = '<a class="fig" href="{}#qua-han">{}</a>'
        return format_html(shape, record.get_absolute_url(), value)


class OverdueTable(tables.Table):
    caption = "Việc trong kế hoạch đã quá hạn, lâu nhất đứng trước"
    noun = "việc quá hạn"
    empty_title = "Không có việc nào quá hạn"
    empty_text = "Việc quá hạn trong các kế hoạch đồng chí được xem sẽ hiện ở đây."

    text = tables.Column("Việc", linkify=True, order_by=("search_key", "pk"))
    owner = tables.Column("Phụ trách", accessor="owner_label", orderable=False)
    due_on = tables.Column("Hạn", order_by=("due_on", "pk"))
    plan = tables.Column("Kế hoạch", order_by=("plan__search_key", "pk"))

    class Meta:
        model = PlanTask
        fields = ["text", "owner", "due_on", "plan"]
        default = "–"

    def render_due_on(self, value: date) -> str:
        days = (clock.today() - value).days
        return f"{vn_date(value)} (quá {days} ngày)"

    def render_plan(self, value: Plan) -> str:
        """A link only where the plan is read; who owns a line of another body's sees its name."""
        if value.pk not in self.readable:
            return str(value)
        return format_html('<a href="{}">{}</a>', reverse("plan", args=[value.pk]), value)

    readable: set[int] = set()
