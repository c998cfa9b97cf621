"""A list of people on one day, with what a line of a list says about each."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from cells.member.models import Member, MemberQuerySet, Membership, Standing
from cells.organisation.models import Cell, CellKind

OFFICIAL, PROBATIONARY = "official", "probationary"
WORDS = {OFFICIAL: "chính thức", PROBATIONARY: "dự bị"}


def lines_for(user: Any, day: date) -> MemberQuerySet:
    """Whoever stands in the user's list; ``is_whole``: more than the name may be shown."""
    here = Membership.objects.open_on(day).filter(cell__in=Cell.objects.visible_to(user))
    whole = Member.objects.visible_to(user).filter(pk=OuterRef("pk"))
    return with_lines(Member.objects.named_to(user), here, day).annotate(is_whole=Exists(whole))


def with_lines(people: MemberQuerySet, memberships: Any, day: date) -> MemberQuerySet:
    memberships = memberships.select_related("cell").order_by("cell__kind", "since")
    standings = Standing.objects.open_on(day)
    return people.prefetch_related(
        Prefetch("memberships", memberships, to_attr="open_memberships"),
        Prefetch("standings", standings, to_attr="open_standings"),
    )


def roster_of(people: MemberQuerySet, cells: Any, day: date) -> MemberQuerySet:
    """The Party members of these cells on a day, as the exported roster lists them."""
    regular = Membership.objects.open_on(day).filter(
        kind=CellKind.PARTY, is_temporary=False, cell__in=cells
    )
    people = people.filter(Exists(regular.filter(member=OuterRef("pk"))))
    return with_lines(people, regular, day)


def left_out(page: MemberQuerySet, roster: MemberQuerySet, day: date) -> list[str]:
    """Whoever stands in a list of people, but not in its roster: how many, and why."""
    others = set(page.values_list("pk", flat=True)) - set(roster.values_list("pk", flat=True))
    homes: dict[int, set[tuple[str, bool]]] = {member: set() for member in others}
    here = Membership.objects.open_on(day).filter(member__in=others)
    for member, kind, is_temporary in here.values_list("member", "kind", "is_temporary"):
        homes[member].add((kind, is_temporary))
    count = Counter(why_left_out(found) for found in homes.values())
    return [f"{many} đồng chí {why}" for why, many in count.most_common()]


def why_left_out(homes: set[tuple[str, bool]]) -> str:
    if (CellKind.PARTY, False) in homes:
        return "thuộc chi bộ khác"
    if (CellKind.PARTY, True) in homes:
        return "chỉ sinh hoạt tạm"
    return "chỉ sinh hoạt ở chi đoàn" if homes else "không còn sinh hoạt ở chi bộ nào"


def standing_word(member: Any, day: date) -> str:
    """Exempt or suspended if it says so, else what follows from the dates; needs ``with_lines``."""
    if member.open_standings:
        return member.open_standings[0].get_kind_display()
    return WORDS[OFFICIAL if member.official_on and member.official_on <= day else PROBATIONARY]
