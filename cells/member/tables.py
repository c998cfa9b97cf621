"""The list of people. Birth year, card and standing only for who may see the whole person."""

from typing import Any

import django_tables2 as tables
from django.db.models import Case, F, QuerySet, When

from cells import clock
from cells.member.models import Member
from cells.member.people import standing_word
from cells.templatetags.look import state_badge

PRIVATE = ("standing", "birth_year", "card_number")
UNUSUAL = {"miễn sinh hoạt": "exempt", "đình chỉ sinh hoạt": "late"}


def own_page(record: Member) -> str | None:
    return record.get_absolute_url() if record.is_whole else None


def by_what_is_shown(people: QuerySet, name: str, is_descending: bool) -> QuerySet:
    """A value that a line hides is not told by its place either: such lines come last, by name."""
    value = Case(When(is_whole=True, then=F(name)))
    order = value.desc(nulls_last=True) if is_descending else value.asc(nulls_last=True)
    return people.order_by(order, "sort_key", "pk")


class MemberTable(tables.Table):
    caption = "Danh sách đảng viên"
    noun = "đồng chí"
    empty_title = "Chưa có đồng chí nào"

    full_name = tables.Column("Họ và tên", order_by=("sort_key", "pk"), linkify=own_page)
    cell = tables.Column("Chi bộ", accessor="open_memberships", orderable=False)
    office = tables.Column("Chức vụ trong chi bộ", accessor="open_memberships", orderable=False)
    standing = tables.Column("Tình trạng", accessor="is_whole", orderable=False)
    birth_year = tables.Column("Năm sinh")
    card_number = tables.Column("Số thẻ")

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_cell(self, value: Any) -> str:
        return ", ".join(membership.cell.short_name for membership in value) or self.default

    def render_office(self, value: Any) -> str:
        offices = [row.get_office_display() for row in value if row.office]
        return ", ".join(offices) or self.default

    def render_standing(self, record: Member, value: bool) -> str:
        if not value:
            return self.default
        word = standing_word(record, clock.today())
        return state_badge(word.capitalize(), UNUSUAL[word]) if word in UNUSUAL else word

    def order_birth_year(self, people: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return by_what_is_shown(people, "birth_year", is_descending), True

    def order_card_number(self, people: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return by_what_is_shown(people, "card_number", is_descending), True

    def render_birth_year(self, record: Member, value: int) -> Any:
        return value if record.is_whole else self.default

    def render_card_number(self, record: Member, value: str) -> str:
        return value if record.is_whole else self.default
