"""Standings, offices and posts as they change: planned again under a lock, written, remembered.

``agreed`` is the fingerprint of the plan that was read; where rows have changed since, ``Clash``.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from cells import clock
from cells.audit import note_down
from cells.member.models import CommitteePost, Member, Standing
from cells.member.plans import refuse_changed
from cells.member.posts import mandates, releases
from cells.member.posts.mandates import Grant
from cells.member.posts.offices import Wish, members_concerned, plan_office
from cells.member.posts.plans import RowPlan, write
from cells.workflow import Clash, take_turns


def begin_standing(
    member: Member,
    *,
    kind: str,
    since: date,
    until: date | None = None,
    by: Any,
    agreed: str = "",
) -> None:
    def plan() -> RowPlan:
        return releases.plan_release(member, kind, since, until, clock.today(), by=by)

    carry_out(plan, "standing", member, by=by, agreed=agreed)


def end_standing(standing: Standing, *, until: date, by: Any, agreed: str = "") -> None:
    def plan() -> RowPlan:
        standing.refresh_from_db()
        return releases.plan_return(standing, until, clock.today(), by=by)

    carry_out(plan, "standing", standing.member, by=by, agreed=agreed)


def change_office(member: Member, wish: Wish, *, by: Any, agreed: str = "") -> None:
    """Offices of one cell take turns, so that two people are never made secretary at once; nor
    does anybody whose row is written here leave or move at this moment."""

    def plan() -> RowPlan:
        return plan_office(member, wish, clock.today(), by=by)

    held = members_concerned(member, wish)
    carry_out(plan, "office", wish.cell, *held, by=by, agreed=agreed)


def grant_post(member: Member, grant: Grant, *, by: Any, agreed: str = "") -> None:
    def plan() -> RowPlan:
        return mandates.plan_grant(member, grant, clock.today(), by=by)

    carry_out(plan, "post", member, by=by, agreed=agreed)


def end_post(post: CommitteePost, *, until: date, by: Any, agreed: str = "") -> None:
    def plan() -> RowPlan:
        post.refresh_from_db()
        return mandates.plan_end(post, until, clock.today(), by=by)

    carry_out(plan, "post", post.member, by=by, agreed=agreed)


def extend_post(post: CommitteePost, *, until: date | None, by: Any, agreed: str = "") -> None:
    def plan() -> RowPlan:
        post.refresh_from_db()
        return mandates.plan_extension(post, until, clock.today(), by=by)

    carry_out(plan, "post", post.member, by=by, agreed=agreed)


def change_duties(
    post: CommitteePost, *, duties: str, cells: tuple[int, ...], by: Any, agreed: str = ""
) -> None:
    def plan() -> RowPlan:
        post.refresh_from_db()
        return mandates.plan_duties(post, duties, cells, clock.today(), by=by)

    carry_out(plan, "post", post.member, by=by, agreed=agreed)


def carry_out(make: Callable[[], RowPlan], verb: str, *held: Any, by: Any, agreed: str) -> None:
    """All or nothing: hold the rows, plan anew, compare, write, leave a line in every trail."""
    try:
        with transaction.atomic():
            take_turns(*held)
            plan = make()
            refuse_changed(plan, agreed)
            write(plan, by=by)
            for member_id, note in plan.notes:
                note_down(Member.objects.get(pk=member_id), by, verb, note)
    except (IntegrityError, ObjectDoesNotExist):  # written or dropped elsewhere at this moment
        raise Clash(held) from None
