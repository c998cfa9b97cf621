"""Sessions as a list: what lies ahead before what is over."""

from typing import Any

import django_tables2 as tables
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils import timezone

from cells import clock
from cells.session.models import Session, SessionStatus
from cells.templatetags.look import paper_state, weekday_vi


def ahead() -> Q:
    """From this morning on and neither closed nor called off."""
    morning = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(starts_at__gte=morning, status=SessionStatus.PLANNED)


def upcoming_first(sessions: QuerySet) -> QuerySet:
    """The next one at the head, then the past backwards."""
    is_over = Case(When(ahead(), then=0), default=1, output_field=IntegerField())
    return sessions.order_by(is_over, Case(When(ahead(), then=F("starts_at"))), "-starts_at", "-pk")


class SessionTable(tables.Table):
    caption = "Buổi sinh hoạt, sắp tới đứng trước"
    noun = "buổi"
    empty_title = "Chưa có buổi sinh hoạt nào"

    title = tables.Column("Nội dung chính", linkify=True, order_by="search_key")
    status = tables.Column(
        "Trạng thái", orderable=False, attrs={"td": {"class": "table-stack__top"}}
    )
    starts_at = tables.Column("Thời gian")
    place = tables.Column("Địa điểm", orderable=False)
    form = tables.Column("Hình thức")
    cell = tables.Column("Chi bộ", order_by="cell__code")

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_status(self, record: Session) -> str:
        return paper_state(record)

    def render_starts_at(self, value: Any) -> str:
        return f"{weekday_vi(value)}, {timezone.localtime(value):%H:%M}"

    def render_cell(self, record: Session) -> str:
        return record.cell.short_name
