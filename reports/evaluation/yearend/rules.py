"""Who prints a round's papers: the committee's bodies of every cell, its secretary and deputy those
of their own (trust.md, "Bulk PDF")."""

from collections.abc import Collection
from typing import Any

import rules

from cells.member.rules import is_a_secretary, is_of_a_body


def prints_for(user: Any, cells: Collection[int]) -> bool:
    """Whether all these cells, by key, are theirs to print for today."""
    if is_of_a_body.test(user):
        return True
    return is_a_secretary.test(user) and user.rights.cells_as_secretary.issuperset(cells)


rules.add_perm("reports.print_all_evaluationround", is_of_a_body | is_a_secretary)
