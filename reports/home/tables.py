from urllib.parse import urlencode

import django_tables2 as tables
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from cells import clock
from cells.models import Cell
from cells.organisation.models import CellKind
from cells.text import month_words
from pledges.monthly_report.models import ReportState
from reports.home.figures import first_month_asked


def since() -> str:
    return month_words(first_month_asked(clock.today().year))


AMOUNT = {"th": {"class": "text-md-end"}, "td": {"class": "text-md-end"}}


class CellTable(tables.Table):
    caption = "Các chi bộ, xếp theo mã"
    noun = "chi bộ"
    empty_title = "Chưa có chi bộ nào"

    name = tables.Column("Chi bộ", linkify=True, order_by="sort_key", accessor="short_name")
    code = tables.Column("Mã")
    secretary_name = tables.Column("Bí thư", order_by="secretary_key")
    member_count = tables.Column("Đảng viên", attrs=AMOUNT)
    registered = tables.Column("Đã đăng ký", accessor="registered_count", attrs=AMOUNT)
    overdue_count = tables.Column("Báo cáo còn thiếu", attrs=AMOUNT)

    class Meta:
        model = Cell
        fields = ("name", "code", "secretary_name", "member_count", "registered", "overdue_count")
        template_name = "django_tables2/chi03.html"
        order_by = "code"
        default = "–"
        empty_text = "Chưa có chi bộ nào."

    def before_render(self, request: HttpRequest) -> None:
        self.since = since()

    def render_member_count(self, value: int, record: Cell) -> str:
        """The column is the Party's; other people are called by their own name."""
        return str(value) if record.kind == CellKind.PARTY else f"{value} {record.people}"

    def render_registered(self, record: Cell) -> str:
        return f"{record.registered_count}/{record.pledge_count}"

    def render_overdue_count(self, record: Cell) -> str:
        if not record.overdue_count:
            return "0"
        query = urlencode({"cell": record.pk, "since": self.since, "state": ReportState.MISSING})
        return format_html(
            '<a class="fig" href="{}?{}">{}</a>',
            reverse("monthly-report-list"),
            query,
            record.overdue_count,
        )
