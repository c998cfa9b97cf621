"""Who answers a member's paper: an officer of its cell, never the author; else staff."""

from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q

from cells import clock
from cells.member.models import Membership, MembershipQuerySet, Office
from cells.scope import TASK_FORCE, is_author, is_committee_staff, is_officer_of_its_cell


def officers_of(cell_id: Any) -> MembershipQuerySet:
    """The open offices of a cell today."""
    return Membership.objects.open_on(clock.today()).officers().filter(cell=cell_id)


@rules.predicate
def author_is_officer(_user: Any, paper: Any) -> bool:
    return paper is not None and officers_of(paper.cell_id).filter(member=paper.author_id).exists()


@rules.predicate
def cell_has_no_officer(_user: Any, paper: Any) -> bool:
    return paper is not None and not officers_of(paper.cell_id).exists()


@rules.predicate
def has_another_officer(user: Any, paper: Any) -> bool:
    """Somebody in the cell, neither this user nor the author, could answer instead."""
    if paper is None:
        return False
    return (
        officers_of(paper.cell_id)
        .exclude(member__in=[user.rights.member_id or 0, paper.author_id])
        .exists()
    )


@rules.predicate
def is_the_writer(user: Any, paper: Any) -> bool:
    """Entered the paper for its author (ghi hộ)."""
    return paper is not None and user.is_active and paper.entered_by_id == user.pk


may_judge = ~is_author & (
    is_officer_of_its_cell | (is_committee_staff & (author_is_officer | cell_has_no_officer))
)
may_accept = may_judge & (~is_the_writer | ~has_another_officer)


def who_answers(paper: Any) -> str:
    """Whom an author may expect an answer from: the highest office that is not their own.

    Who wrote the paper for its author comes last: they answer only where nobody else is there.
    """
    others = officers_of(paper.cell_id).exclude(member=paper.author_id).select_related("member")
    pen = paper.entered_by.member_id if paper.entered_by else None
    ranks = list(Office)
    first = min(
        others,
        key=lambda officer: (officer.member_id == pen, ranks.index(Office(officer.office))),
        default=None,
    )
    if first is None:
        return "bộ phận giúp việc của Đảng uỷ"
    return f"{first.get_office_display().lower()} {first.member}"


def judged_by(user: Any, *, member: str = "member") -> Q:
    """``may_judge`` as a condition for lists; ``member`` is the path to the author."""
    rights = user.rights
    hers = Q(cell__in=rights.cells_as_officer)
    if TASK_FORCE in rights.bodies:
        here = officers_of(OuterRef("cell"))
        hers |= Exists(here.filter(member=OuterRef(member))) | ~Exists(here)
    return hers & ~Q(**{member: rights.member_id or 0})
