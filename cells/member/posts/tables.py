"""The posts of the committee's bodies as a list."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.html import format_html_join

from cells import clock
from cells.export.columns import DayColumn
from cells.member.models import SOON, Body, CommitteePost, PostTitle
from cells.scope import permission
from cells.templatetags.look import state_badge, vn_date


def rank_of(choices: Any, field: str) -> Case:
    """The order in which the words of a choice were written down."""
    places = [When(**{field: value}, then=Value(at)) for at, value in enumerate(choices.values)]
    return Case(*places, output_field=IntegerField())


def open_first(posts: QuerySet, today: date) -> QuerySet:
    """Held posts, then those that are over; each by body and title."""
    is_over = Case(When(until__lt=today, then=Value(1)), default=Value(0))
    ranked = posts.annotate(
        is_over=is_over, body_rank=rank_of(Body, "body"), title_rank=rank_of(PostTitle, "title")
    ).select_related("member")
    return ranked.prefetch_related("cells").order_by(
        "is_over", "body_rank", "title_rank", "member__sort_key", "pk"
    )


STEP = '<a class="me-2 text-nowrap" href="{}">{}<span class="visually-hidden"> {}</span></a>'


class PostTable(tables.Table):
    caption = "Chức vụ trong đảng uỷ"
    noun = "chức vụ"
    empty_title = "Chưa có chức vụ nào"
    empty_text = "Mở trang của một đồng chí trong danh sách đảng viên để giao chức vụ."

    member = tables.Column("Họ và tên", order_by=("member__sort_key", "pk"), linkify=True)
    body = tables.Column("Tổ chức", order_by=("body_rank", "title_rank"))
    title = tables.Column("Chức danh", order_by=("title_rank", "body_rank"))
    work = tables.Column("Nhiệm vụ, chi bộ theo dõi", accessor="pk", orderable=False)
    since = DayColumn("Từ ngày")
    until = tables.Column("Hết nhiệm kỳ", empty_values=())
    steps = tables.Column("Việc", empty_values=(), orderable=False, exclude_from_export=True)

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"

    def before_render(self, request: Any) -> None:
        self.user, self.today = request.user, clock.today()

    def order_until(self, posts: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """Posts without a last day come last either way."""
        last = F("until")
        way = last.desc(nulls_last=True) if is_descending else last.asc(nulls_last=True)
        return posts.order_by(way, "pk"), True

    def render_work(self, record: CommitteePost) -> str:
        cells = ", ".join(cell.short_name for cell in record.cells.all())
        return "; ".join(part for part in (record.duties, cells) if part) or self.default

    def render_until(self, record: CommitteePost) -> Any:
        if record.until is None:
            return self.default
        if record.until < self.today:
            return state_badge(f"Đã thôi {vn_date(record.until)}", "exempt")
        if record.until <= self.today + SOON:
            return state_badge(vn_date(record.until), "return")
        return vn_date(record.until)

    def render_steps(self, record: CommitteePost) -> Any:
        if record.until and record.until < self.today:
            return self.default
        steps = [("end", "Thôi…")] + ([("extend", "Gia hạn…")] if record.until else [])
        links = [
            (reverse(f"post-{verb}", args=[record.pk]), label, record.member)
            for verb, label in steps
            if self.user.has_perm(permission(verb, record), record)
        ]
        return format_html_join(" ", STEP, links) or self.default
