from typing import Any

import django_filters
from django.db.models import QuerySet

from cells import clock
from cells.member.models import SOON, Body, CommitteePost, Member

STATES = [
    ("open", "Đang giữ"),
    ("ending", f"Hết nhiệm kỳ trong {SOON.days} ngày"),
    ("over", "Đã thôi"),
]


class PostFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Tìm theo tên", method="named", max_length=100)
    body = django_filters.ChoiceFilter(label="Tổ chức", choices=Body, empty_label="Tất cả")
    state = django_filters.ChoiceFilter(
        label="Nhiệm kỳ", choices=STATES, method="in_state", empty_label="Tất cả"
    )

    class Meta:
        model = CommitteePost
        fields: list[str] = []

    def named(self, posts: QuerySet, _name: str, words: str) -> QuerySet:
        return posts.filter(member__in=Member.objects.search(words))

    def in_state(self, posts: Any, _name: str, state: str) -> QuerySet:
        today = clock.today()
        if state == "over":
            return posts.filter(until__lt=today)
        return posts.open_on(today) if state == "open" else posts.ending(today)
