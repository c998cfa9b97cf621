"""The register of commendations, the batches, and where praise has not reached yet."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html

from cells.export.columns import DayColumn
from cells.models import Cell, Member
from cells.templatetags.look import paper_state, vn_date
from reports.commendation.models import Commendation, CommendationBatch

ON_TOP = {"td": {"class": "table-stack__top"}}


def by_occasion(rows: QuerySet, is_descending: bool) -> QuerySet:
    """By its year; without one last, on both databases."""
    year = F("occasion__year")
    order = year.desc(nulls_last=True) if is_descending else year.asc(nulls_last=True)
    return rows.order_by(order, "occasion_id", "pk")


class CommendationTable(tables.Table):
    caption = "Đề nghị khen và khen thưởng"
    noun = "đề nghị"
    empty_title = "Chưa có đề nghị khen nào"
    empty_text = "Đề cử từ một dòng báo cáo tháng, từ một buổi sinh hoạt, hoặc trực tiếp ở đây."
    subject = tables.Column("Được khen", accessor="subject", linkify=True)
    cell = tables.Column("Chi bộ", accessor="cell__short_name", order_by=("cell__sort_key", "pk"))
    form = tables.Column("Hình thức", order_by=("form__position", "form_id", "pk"))
    occasion = tables.Column("Dịp", accessor="occasion_words")
    decision_number = tables.Column("Số", orderable=False)
    awarded_on = DayColumn("Ngày khen")
    status = tables.Column("Trạng thái", attrs=ON_TOP)

    class Meta:
        model = Commendation
        fields = [
            "subject",
            "cell",
            "form",
            "occasion",
            "decision_number",
            "awarded_on",
            "status",
        ]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def order_subject(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """People and collectives in one list, as lists are read."""
        name = Coalesce("member__sort_key", "cell__sort_key")
        return rows.order_by(name.desc() if is_descending else name.asc(), "pk"), True

    def order_occasion(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return by_occasion(rows, is_descending), True

    def order_awarded_on(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """What was not awarded stands last either way."""
        day = F("awarded_on")
        order = day.desc(nulls_last=True) if is_descending else day.asc(nulls_last=True)
        return rows.order_by(order, "pk"), True

    def render_occasion(self, value: str) -> str:
        return value[:1].upper() + value[1:]

    def render_status(self, record: Commendation) -> str:
        return paper_state(record)


class BatchTable(tables.Table):
    caption = "Đợt khen"
    noun = "đợt"
    empty_title = "Chưa có đợt khen nào"
    empty_text = "Lập một đợt, chọn các đề nghị của chi bộ, in tờ trình rồi trình ký."
    title = tables.Column("Về việc", linkify=True, order_by=("search_key", "pk"))
    occasion = tables.Column("Dịp")
    created_at = DayColumn("Lập ngày", order_by=("created_at", "pk"))
    status = tables.Column("Trạng thái", attrs=ON_TOP)

    class Meta:
        model = CommendationBatch
        fields = ["title", "occasion", "created_at", "status"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_title(self, value: str) -> str:
        return value[:1].upper() + value[1:]

    def order_occasion(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return by_occasion(rows, is_descending), True

    def render_status(self, record: CommendationBatch) -> str:
        return paper_state(record)


class CoverageTable(tables.Table):
    caption = "Chi bộ và lần khen gần nhất"
    noun = "chi bộ"
    empty_title = "Không có chi bộ nào"
    name = tables.Column("Chi bộ", order_by=("sort_key",))
    last_on = tables.Column("Lần khen gần nhất", orderable=False, empty_values=())
    this_year = tables.Column("Đã khen trong năm", orderable=False)
    unpraised = tables.Column(
        "Chưa được khen", empty_values=(), orderable=False, exclude_from_export=True
    )

    class Meta:
        model = Cell
        fields = ["name", "last_on", "this_year", "unpraised"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def __init__(self, *args: Any, day: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.day = day

    def render_last_on(self, value: date | None) -> str:
        if value is None:
            return "chưa lần nào"
        return f"{vn_date(value)}, {(self.day - value).days} ngày trước"

    def render_unpraised(self, record: Cell) -> str:
        if record.kind != "party":
            return ""
        url = reverse("commendation-unpraised")
        words = "Xem đảng viên chưa được khen"
        return format_html('<a href="{}?cell={}">{}</a>', url, record.pk, words)


class UnpraisedTable(tables.Table):
    caption = "Đảng viên chưa được khen lần nào"
    noun = "đồng chí"
    empty_title = "Đồng chí nào cũng đã được khen"
    full_name = tables.Column("Họ và tên", linkify=True, order_by=("sort_key", "pk"))
    home_name = tables.Column("Chi bộ", order_by=("home_sort_key", "sort_key", "pk"))
    nominate = tables.Column("Đề cử", empty_values=(), orderable=False, exclude_from_export=True)

    class Meta:
        model = Member
        fields = ["full_name", "home_name", "nominate"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_nominate(self, record: Member) -> str:
        url = reverse("commendation-new")
        return format_html(
            '<a href="{}?cell={}&amp;member={}">Đề cử'
            '<span class="visually-hidden"> đồng chí {}</span></a>',
            url,
            record.home,
            record.pk,
            record,
        )
