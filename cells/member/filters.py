"""How a list of people is narrowed; a filter never tells more than the line it leaves."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from cells import clock
from cells.member.cards import card_key
from cells.member.models import Member, Membership, Office, Standing, StandingKind
from cells.member.people import OFFICIAL, PROBATIONARY, WORDS
from cells.organisation.models import Cell
from cells.text import search_key

STANDINGS = [*WORDS.items(), *StandingKind.choices]


def cells_of(request: Any) -> QuerySet:
    return Cell.objects.visible_to(request.user).open_on(clock.today())


class MemberFilter(filters.FilterSet):
    q = filters.CharFilter(label="Tìm theo tên", method="named", max_length=100)
    cell = filters.ModelChoiceFilter(
        label="Chi bộ", queryset=cells_of, method="of_cell", empty_label="Tất cả"
    )
    office = filters.ChoiceFilter(
        label="Chức vụ trong chi bộ", choices=Office, method="in_office", empty_label="Tất cả"
    )
    standing = filters.ChoiceFilter(
        label="Tình trạng", choices=STANDINGS, method="of_standing", empty_label="Tất cả"
    )

    account = filters.ChoiceFilter(
        label="Tài khoản", choices=[("none", "chưa có")], method="by_account", empty_label="Tất cả"
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rights = self.request.user.rights
        if not (rights.bodies or rights.cells_as_officer):
            del self.filters["standing"]  # colleagues see names and offices only
        else:
            self.filters["q"].label = "Tìm theo tên, số thẻ"
        if not self.request.user.has_perm("cells.request_user"):
            del self.filters["account"]
        self.today = clock.today()

    def named(self, people: QuerySet, _name: str, words: str) -> QuerySet:
        by_name = Q(search_key__contains=search_key(words))
        return people.filter(by_name | Q(self.whole(), card_number__startswith=card_key(words)))

    def of_cell(self, people: QuerySet, _name: str, cell: Cell) -> QuerySet:
        return people.filter(self.membership(cell=cell))

    def in_office(self, people: QuerySet, _name: str, office: str) -> QuerySet:
        cell = self.form.cleaned_data.get("cell")
        return people.filter(self.membership(office=office, **({"cell": cell} if cell else {})))

    def of_standing(self, people: QuerySet, _name: str, standing: str) -> QuerySet:
        released = Standing.objects.open_on(self.today).filter(member=OuterRef("pk"))
        people = people.filter(self.whole())
        if standing in StandingKind.values:
            return people.filter(Exists(released.filter(kind=standing)))
        people = people.exclude(Exists(released))
        official = Q(official_on__isnull=False, official_on__lte=self.today)
        return people.filter({OFFICIAL: official, PROBATIONARY: ~official}[standing])

    def by_account(self, people: QuerySet, _name: str, _said: str) -> QuerySet:
        return people.filter(user__isnull=True)

    def membership(self, **wanted: Any) -> Exists:
        """In a cell the reader sees: a colleague's office elsewhere is not theirs to find."""
        here = Membership.objects.open_on(self.today).filter(cell__in=self.seen_cells(), **wanted)
        return Exists(here.filter(member=OuterRef("pk")))

    def seen_cells(self) -> QuerySet:
        return Cell.objects.visible_to(self.request.user)

    def whole(self) -> Exists:
        return Exists(Member.objects.visible_to(self.request.user).filter(pk=OuterRef("pk")))
