"""Who reads the evidence, who speaks about a line of it, who answers."""

import rules

from cells.scope import is_author, is_committee_staff, is_officer_of_its_cell
from reports.evaluation.rules import is_no_draft, is_published, weighs

# From the opening of the round; officers of the cell somebody came to, once it is sent (Q11)
rules.add_perm(
    "reports.evidence_memberevaluation",
    is_author | is_officer_of_its_cell | weighs | is_no_draft,
)
rules.add_perm("reports.remark_memberevaluation", is_author)
rules.add_perm(
    "reports.answer_memberevaluation",
    ~is_author & (is_officer_of_its_cell | is_committee_staff),
)

rules.add_perm("reports.evidence_cellevaluation", is_officer_of_its_cell | weighs | is_published)
rules.add_perm("reports.remark_cellevaluation", is_officer_of_its_cell)
# Nobody answers for their own cell
rules.add_perm("reports.answer_cellevaluation", is_committee_staff & ~is_officer_of_its_cell)
