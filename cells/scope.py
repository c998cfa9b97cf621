"""Which rows a person sees, and the predicates that rules are made of. A leaf: imports no model."""

from collections.abc import Sequence
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import Q

TASK_FORCE = "task_force"
LEADING = frozenset({"standing", "executive"})
INSPECTING = frozenset({"inspection", "people_inspectorate"})


# Not ``Q()``: or-ed with another condition an empty Q vanishes and would narrow instead of widen
EVERY_ROW = Q(pk__isnull=False)


def in_scope(user: Any, *, cell: str, member: str | None = None) -> Q:
    """Committee bodies: every row. Cell officers: the rows of their cells. Members: their own –
    or, where ``member`` is not given, whatever their whole cell may read."""
    rights = user.rights
    if rights.bodies:
        return EVERY_ROW
    own = (
        Q(**{member: rights.member_id}) & Q(**{f"{member}__isnull": False})
        if member
        else Q(**{f"{cell}__in": rights.cells_as_member})
    )
    return own | Q(**{f"{cell}__in": rights.cells_as_officer})


def of_own_body(user: Any) -> Q:
    """Papers that a body issues: leaders and inspectors every row, staff the committee's, officers
    those of their cells."""
    if user.rights.bodies & (LEADING | INSPECTING):
        return EVERY_ROW
    own = Q(cell__in=user.rights.cells_as_officer)
    return own | Q(cell__isnull=True) if TASK_FORCE in user.rights.bodies else own


def may_export(user: Any, *, member: str = "") -> bool:
    """Whether a list leaves as a sheet in this person's name; ``member``: it has one's own rows."""
    rights = user.rights
    own = bool(member) and rights.member_id is not None
    return bool(rights.bodies or rights.cells_as_secretary) or own


def in_export_scope(user: Any, *, cells: Sequence[str] | None, member: str = "") -> Q:
    """Of the rows one sees, those that may leave in a sheet. Bodies: all. Secretaries and deputies:
    those of the cells they lead, and what belongs to no cell (``None``). Others: their own."""
    rights = user.rights
    if rights.bodies or (cells is None and rights.cells_as_secretary):
        return EVERY_ROW
    leaving = Q(pk__in=[])
    for cell in cells or ():
        leaving |= Q(**{f"{cell}__in": rights.cells_as_secretary})
    if member and rights.member_id is not None:
        leaving |= Q(**{member: rights.member_id})
    return leaving


def exports_freely(user: Any) -> bool:
    """Leaders, and whoever takes nothing but their own data, are not asked why."""
    rights = user.rights
    return bool(rights.bodies & LEADING) or not (rights.bodies or rights.cells_as_secretary)


def permission(verb: str, paper: Any) -> str:
    return f"{paper._meta.app_label}.{verb}_{paper._meta.model_name}"


def require(user: Any, verb: str, paper: Any) -> None:
    if not user.has_perm(permission(verb, paper), paper):
        raise PermissionDenied


@rules.predicate
def is_committee_staff(user: Any) -> bool:
    return user.is_active and TASK_FORCE in user.rights.bodies


@rules.predicate
def is_leader(user: Any) -> bool:
    return user.is_active and bool(user.rights.bodies & LEADING)


@rules.predicate
def signs_for_committee(user: Any) -> bool:
    return user.is_active and user.rights.signs_for_committee


@rules.predicate
def is_inspector(user: Any) -> bool:
    return user.is_active and bool(user.rights.bodies & INSPECTING)


@rules.predicate
def is_sysadmin(user: Any) -> bool:
    return user.is_active and user.rights.is_sysadmin


@rules.predicate
def is_author(user: Any, paper: Any) -> bool:
    """Papers of a person answer ``author_id`` with a member's key."""
    own = user.rights.member_id
    return paper is not None and user.is_active and own is not None and paper.author_id == own


@rules.predicate
def is_owner(user: Any, task: Any) -> bool:
    """Whoever a task or the line of a plan was given to."""
    own = user.rights.member_id
    return task is not None and user.is_active and own is not None and task.owner_id == own


@rules.predicate
def is_officer_there(user: Any, cell: Any) -> bool:
    """Of a cell itself, where the others are asked about its papers."""
    return cell is not None and user.is_active and cell.pk in user.rights.cells_as_officer


@rules.predicate
def is_officer_of_its_cell(user: Any, paper: Any) -> bool:
    return paper is not None and user.is_active and paper.cell_id in user.rights.cells_as_officer


@rules.predicate
def is_secretary_of_its_cell(user: Any, paper: Any) -> bool:
    return paper is not None and user.is_active and paper.cell_id in user.rights.cells_as_secretary


@rules.predicate
def is_of_committee(user: Any, paper: Any) -> bool:
    """The paper belongs to the committee itself, not to one of its cells."""
    return paper is not None and paper.cell_id is None
