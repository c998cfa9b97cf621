"""The staff's list of what has been missing for long, one kind at a time."""

from typing import Any

import django_filters
import django_tables2 as tables

from cells import clock
from cells.export.columns import DayColumn
from pledges.monthly_report.tables import cells_to_choose
from pledges.reminder.figures import history_words
from pledges.reminder.missing import KINDS, REPORTS
from pledges.reminder.preview import author_of


class OverdueFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label="Loại",
        choices=[(kind.key, kind.noun.capitalize()) for kind in KINDS.values()],
        method="by_kind",
        empty_label=None,
        initial=REPORTS.key,
    )
    q = django_filters.CharFilter(label="Họ và tên", method="search")
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=cells_to_choose, empty_label="Tất cả"
    )

    def by_kind(self, papers: Any, _name: str, _key: str) -> Any:
        return papers  # the view has chosen the kind already

    def search(self, papers: Any, _name: str, words: str) -> Any:
        return papers.search(words)


class OverdueTable(tables.Table):
    caption = "Hồ sơ quá hạn lâu chưa gửi, lâu nhất đứng trước"
    noun = "hồ sơ"
    empty_title = "Không có hồ sơ nào quá hạn lâu"
    empty_text = "Báo cáo tháng, bản đăng ký quá hạn lâu mà chi bộ chưa lo được sẽ hiện ở đây."

    member = tables.Column("Họ và tên", accessor="author_id", orderable=False, linkify=True)
    cell = tables.Column(
        "Chi bộ",
        order_by=("cell__code", "due_on"),
        linkify=("reminder-cell", [tables.A("cell_id")]),
    )
    paper = tables.Column("Hồ sơ", accessor="pk", orderable=False)
    due_on = DayColumn("Hạn", order_by=("due_on", "pk"))
    late = tables.Column("Quá", accessor="due_on", orderable=False)
    reminded = tables.Column("Nhắc", accessor="pk", orderable=False)

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_member(self, record: Any) -> str:
        return str(author_of(record))

    def render_cell(self, record: Any) -> str:
        return record.cell.short_name

    def render_paper(self, record: Any) -> str:
        return self.kind.name(record)

    def render_late(self, value: Any) -> str:
        return f"{(clock.today() - value).days} ngày"

    def render_reminded(self, record: Any) -> str:
        return history_words(record.reminders.all(), record.author_id) or "–"
