from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from cells import clock
from cells.models import Cell
from cells.organisation.models import CellQuerySet
from reports.home import sessions

LACKS = [
    ("secretary", "chưa có bí thư"),
    ("card", "chưa có chuẩn mực riêng"),
    ("reports", "còn thiếu báo cáo"),
    ("session", "tháng trước không sinh hoạt thường kỳ"),
    ("minutes", "biên bản lâu chưa đủ chữ ký"),
]


class CellFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm chi bộ", method="search", help_text="Gõ không dấu cũng được: “co so”."
    )
    lack = django_filters.ChoiceFilter(
        label="Còn thiếu", choices=LACKS, method="lacking", empty_label="Tất cả"
    )

    class Meta:
        model = Cell
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        """Who may not see the figures is not told them by a filter either."""
        super().__init__(*args, **kwargs)
        rights = self.request.user.rights
        if not (rights.bodies or rights.cells_as_officer):
            del self.filters["lack"]

    def search(self, cells: CellQuerySet, _name: str, words: str) -> QuerySet:
        return cells.search(words)

    def lacking(self, cells: QuerySet, _name: str, what: str) -> QuerySet:
        today = clock.today()
        conditions = {
            "secretary": Q(secretary_name__isnull=True),
            "card": Q(has_card=False),
            "reports": Q(overdue_count__gt=0),
            "session": sessions.without_session(today),
            "minutes": sessions.with_waiting_minutes(today),
        }
        return cells.filter(conditions[what])
