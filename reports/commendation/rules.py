"""Who nominates, proposes, gathers and awards. Nobody proposes or awards their own praise; the
moment is asked by ``VERBS``."""

from typing import Any

import rules

from cells.member.rules import is_a_secretary
from cells.scope import (
    is_committee_staff,
    is_leader,
    is_officer_of_its_cell,
    is_secretary_of_its_cell,
    signs_for_committee,
)
from reports.commendation.models import CommendationStatus, Giver


@rules.predicate
def is_praised(user: Any, commendation: Any) -> bool:
    own = user.rights.member_id
    return commendation is not None and own is not None and commendation.member_id == own


@rules.predicate
def is_the_cells_to_give(user: Any, commendation: Any) -> bool:
    return commendation is not None and commendation.form.given_by == Giver.CELL


def own_cells(user: Any) -> frozenset[int]:
    """For whose people everybody may speak up; staff do for all."""
    own: frozenset[int] = user.rights.cells_as_member | user.rights.cells_as_officer
    return own


@rules.predicate
def belongs_there(user: Any, cell: Any) -> bool:
    return cell is not None and user.is_active and cell.pk in own_cells(user)


@rules.predicate
def nominates_somewhere(user: Any) -> bool:
    return user.is_active and (is_committee_staff(user) or bool(own_cells(user)))


@rules.predicate
def is_awarded(user: Any, paper: Any) -> bool:
    """Whoever sees what was awarded holds its certificate too."""
    awarded = CommendationStatus.AWARDED
    return paper is not None and user.is_active and paper.status == awarded


@rules.predicate
def reads_batches(user: Any) -> bool:
    return user.is_active and bool(user.rights.bodies)


proposes = (is_officer_of_its_cell | is_committee_staff) & ~is_praised

rules.add_perm("cells.nominate_cell", belongs_there | is_committee_staff)
for verb in ["propose", "decline"]:
    rules.add_perm(f"reports.{verb}_commendation", proposes)
rules.add_perm(
    "reports.grant_commendation", is_secretary_of_its_cell & is_the_cells_to_give & ~is_praised
)
for verb in ["gather", "release"]:
    rules.add_perm(f"reports.{verb}_commendation", is_committee_staff & ~is_praised)
rules.add_perm("reports.refuse_commendation", is_leader & ~is_praised)
rules.add_perm("reports.award_commendation", signs_for_committee & ~is_praised)
rules.add_perm("reports.print_commendation", is_awarded)
rules.add_perm("reports.export_commendation", reads_batches | is_a_secretary)

for verb in ["write", "gather", "present", "withdraw"]:
    rules.add_perm(f"reports.{verb}_commendationbatch", is_committee_staff)
for verb in ["return", "award"]:
    rules.add_perm(f"reports.{verb}_commendationbatch", signs_for_committee)
for verb in ["print", "export"]:
    rules.add_perm(f"reports.{verb}_commendationbatch", reads_batches)
