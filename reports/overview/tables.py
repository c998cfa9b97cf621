"""A month's figures cell by cell, and leaders with their pledges and months."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from cells import clock
from cells.templatetags.look import paper_state
from pledges.models import Pledge
from pledges.monthly_report.models import ReportState
from reports.overview.figures import Square
from reports.overview.leaders import of_months

AMOUNT = {"th": {"class": "text-md-end"}, "td": {"class": "text-md-end"}}


class MonthTable(tables.Table):
    """Every number but their sum opens the reports behind it."""

    caption = "Báo cáo của tháng, từng chi bộ, xếp theo mã"
    noun = "chi bộ"
    empty_title = "Chưa có chi bộ nào"

    cell = tables.Column("Chi bộ", order_by="cell__sort_key")
    due = tables.Column("Phải gửi", attrs=AMOUNT)
    missing = tables.Column("Chưa gửi", attrs=AMOUNT)
    late = tables.Column("Gửi muộn", attrs=AMOUNT)
    on_time = tables.Column("Đúng hạn", attrs=AMOUNT)
    waiting = tables.Column("Chưa đến hạn", attrs=AMOUNT)
    excused = tables.Column("Được miễn", attrs=AMOUNT)

    class Meta:
        template_name = "django_tables2/chi03.html"
        empty_text = "Chi bộ được lập trong Dữ liệu nền."

    def render_cell(self, record: Square) -> str:
        url = record.cell.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, record.cell.short_name)

    def render_missing(self, value: int, record: Square) -> str:
        return linked(value, record, ReportState.MISSING)

    def render_late(self, value: int, record: Square) -> str:
        return linked(value, record, ReportState.LATE)

    def render_on_time(self, value: int, record: Square) -> str:
        return linked(value, record, ReportState.ON_TIME)

    def render_waiting(self, value: int, record: Square) -> str:
        return linked(value, record, ReportState.WAITING)

    def render_excused(self, value: int, record: Square) -> str:
        return linked(value, record, ReportState.EXCUSED)


def linked(number: int, square: Square, state: ReportState) -> str:
    if not number:
        return "0"
    said = f"{square.cell.short_name}: {number} báo cáo {state.label.lower()}"
    url = square.rows(state)
    return format_html('<a class="fig" href="{}" aria-label="{}">{}</a>', url, said, number)


WENT = {
    "missing": "quá hạn chưa gửi",
    "late": "gửi muộn",
    "waiting": "chưa đến hạn",
    "excused": "được miễn",
}


class LeaderTable(tables.Table):
    caption = "Cán bộ chủ chốt: bản đăng ký và báo cáo tháng; ai còn chậm đứng trước"
    noun = "đồng chí"
    empty_title = "Chưa có bản đăng ký nào của cán bộ chủ chốt"

    member = tables.Column(
        "Họ và tên",
        orderable=False,
        linkify=lambda record: reverse("member", args=[record.member_id]),
    )
    cell = tables.Column("Chi bộ", accessor="cell__short_name", orderable=False)
    status = tables.Column("Bản đăng ký", orderable=False)
    months = tables.Column("Báo cáo tháng", empty_values=(), orderable=False)

    class Meta:
        template_name = "django_tables2/chi03.html"
        empty_text = "Mở năm thì mỗi cán bộ chủ chốt có một bản để viết, hạn sớm hơn."

    def render_member(self, record: Pledge) -> str:
        return str(record.member)

    def render_status(self, record: Pledge) -> str:
        url = record.get_absolute_url()
        return format_html('<a class="tap" href="{}">{}</a>', url, paper_state(record))

    def render_months(self, record: Pledge) -> str:
        found = of_months(record, clock.today())
        parts = [
            month_links(record, found[kind], words) for kind, words in WENT.items() if kind in found
        ]
        if on_time := found.get("on_time"):
            parts.append(format_html("{} tháng gửi đúng hạn", len(on_time)))
        return format_html_join("; ", "{}", ([part] for part in parts)) or "chưa có tháng nào"


def month_links(pledge: Pledge, reports: list[Any], words: str) -> str:
    links = format_html_join(
        ", ",
        '<a class="tap" href="{}" aria-label="Tháng {}/{} của {}">{}</a>',
        (
            (each.get_absolute_url(), month.month, month.year, pledge.member, month.month)
            for each in reports
            for month in (each.month,)
        ),
    )
    return format_html("{} tháng {}", words, links)
