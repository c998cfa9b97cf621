"""Who prints a round's papers: staff of every cell, officers those of their own."""

from collections.abc import Collection
from typing import Any

import rules

from cells.scope import is_committee_staff


@rules.predicate
def leads_a_cell(user: Any) -> bool:
    return user.is_active and bool(user.rights.cells_as_officer)


def prints_for(user: Any, cells: Collection[int]) -> bool:
    """Whether all these cells, by key, are theirs to print for today."""
    if is_committee_staff(user):
        return True
    return leads_a_cell(user) and user.rights.cells_as_officer.issuperset(cells)


rules.add_perm("reports.print_all_evaluationround", is_committee_staff | leads_a_cell)
