"""Who assesses a đoàn viên: who leads the branch, never oneself; if nobody else leads it, staff."""

from typing import Any

import rules

from cells.member.rules import is_of_a_body
from cells.scope import is_author, is_committee_staff, is_officer_there, is_secretary_of_its_cell


@rules.predicate
def somebody_else_leads(_user: Any, paper: Any) -> bool:
    return bool(paper.leader_ids - {paper.author_id})


rules.add_perm(
    "reports.assess_youthassessment",
    ~is_author & (is_secretary_of_its_cell | (is_committee_staff & ~somebody_else_leads)),
)
# Of a branch: the page with everybody's levels
rules.add_perm("cells.read_levels_cell", is_officer_there | is_of_a_body)
