"""Who may what in the yearly rating: oneself writes, the cell proposes, staff appraise, leaders
decide; nobody judges their own paper."""

from typing import Any

import rules
from django.db.models import Q

from cells import clock
from cells.member.judging import is_the_writer, may_judge
from cells.member.models import Body, CommitteePost, PostTitle
from cells.scope import (
    LEADING,
    TASK_FORCE,
    is_author,
    is_committee_staff,
    is_inspector,
    is_leader,
    is_officer_of_its_cell,
    is_secretary_of_its_cell,
    signs_for_committee,
)
from reports.evaluation.choices import WEIGHED, EvaluationStatus, RoundStatus


@rules.predicate
def is_not_begun(_user: Any, paper: Any) -> bool:
    return paper is not None and paper.is_untouched


@rules.predicate
def is_no_draft(_user: Any, paper: Any) -> bool:
    return paper is not None and paper.is_sent


@rules.predicate
def is_proposed(_user: Any, paper: Any) -> bool:
    return paper is not None and paper.status in WEIGHED


@rules.predicate
def is_published(_user: Any, paper: Any) -> bool:
    return paper is not None and paper.status == EvaluationStatus.PUBLISHED


@rules.predicate
def is_after_the_others(_user: Any, paper: Any) -> bool:
    """Its round is published already: as long as it is not, all are published together."""
    return paper is not None and paper.round.status != RoundStatus.OPEN


@rules.predicate
def leads_the_committee(_user: Any, paper: Any) -> bool:
    """The committee's secretary is rated by the body above: nobody here decides. A cell has no
    author."""
    author = getattr(paper, "author_id", None)
    return author is not None and committee_secretaries().filter(member=author).exists()


def committee_secretaries() -> Any:
    return CommitteePost.objects.open_on(clock.today()).filter(
        body=Body.STANDING, title=PostTitle.SECRETARY
    )


def decided_by(user: Any) -> Q:
    """``decide_memberevaluation`` as a condition for lists."""
    rights = user.rights
    led = Q(member__in=committee_secretaries().values("member"))
    theirs = Q(pk__in=[])
    if rights.bodies & LEADING:
        theirs |= ~led
    if TASK_FORCE in rights.bodies:
        theirs |= led
    return theirs & ~Q(member=rights.member_id or 0)


# ---- the round

rules.add_perm("reports.open_evaluationround", is_committee_staff)
rules.add_perm("reports.complete_evaluationround", is_committee_staff)
rules.add_perm("reports.publish_evaluationround", is_committee_staff)
rules.add_perm("reports.close_evaluationround", is_committee_staff)
# The committee's sheets, where each row asks for itself again; levels across cells
weighs = is_committee_staff | is_leader | is_inspector
rules.add_perm("reports.appraise_evaluationround", is_committee_staff)
rules.add_perm("reports.decide_evaluationround", is_committee_staff | is_leader)
rules.add_perm("reports.compare_evaluationround", weighs)

# ---- a person

may_enter = ~is_author & is_officer_of_its_cell & (is_not_begun | is_the_writer)
# Could enter it when the page was opened, perhaps; somebody else has written since
lost_the_pen = ~is_author & is_officer_of_its_cell & ~(is_not_begun | is_the_writer)
may_send = is_author | (is_officer_of_its_cell & is_the_writer)

rules.add_perm("reports.write_memberevaluation", is_author | may_enter)
rules.add_perm("reports.enter_memberevaluation", may_enter)
rules.add_perm("reports.submit_memberevaluation", may_send)
rules.add_perm("reports.withdraw_memberevaluation", may_send)
rules.add_perm("reports.read_memberevaluation", may_send | is_no_draft)
rules.add_perm("reports.return_memberevaluation", may_judge)
rules.add_perm("reports.classify_memberevaluation", is_committee_staff & ~is_author)
rules.add_perm("reports.comment_memberevaluation", may_judge)
rules.add_perm("reports.propose_memberevaluation", may_judge)
rules.add_perm("reports.reconsider_memberevaluation", is_committee_staff & ~is_author)
rules.add_perm("reports.appraise_memberevaluation", is_committee_staff & ~is_author)
decides = ~is_author & (
    (is_leader & ~leads_the_committee) | (is_committee_staff & leads_the_committee)
)
rules.add_perm("reports.decide_memberevaluation", decides)
rules.add_perm(
    "reports.publish_memberevaluation", is_committee_staff & ~is_author & is_after_the_others
)
rules.add_perm("reports.amend_memberevaluation", decides)
# What the cell proposed is its officers' affair until it is published, what is decided the bodies'
rules.add_perm(
    "reports.follow_memberevaluation",
    is_published | (~is_author & is_proposed & (is_officer_of_its_cell | weighs)),
)
rules.add_perm("reports.foresee_memberevaluation", is_published | (~is_author & weighs))

# ---- a cell: its officers write and propose; whoever leads it judges it nowhere else

for verb in ("write", "submit", "withdraw", "propose", "comment"):
    rules.add_perm(f"reports.{verb}_cellevaluation", is_officer_of_its_cell)
rules.add_perm("reports.read_cellevaluation", is_officer_of_its_cell | is_no_draft)
# The sheet of its people's votes: officers theirs, staff where an officer is voted on
rules.add_perm("reports.count_cellevaluation", is_officer_of_its_cell | is_committee_staff)
for verb in ("return", "classify", "reconsider", "appraise"):
    rules.add_perm(f"reports.{verb}_cellevaluation", is_committee_staff & ~is_officer_of_its_cell)
rules.add_perm(
    "reports.publish_cellevaluation",
    is_committee_staff & ~is_officer_of_its_cell & is_after_the_others,
)
rules.add_perm("reports.decide_cellevaluation", is_leader & ~is_officer_of_its_cell)
rules.add_perm("reports.amend_cellevaluation", is_leader & ~is_officer_of_its_cell)
rules.add_perm(
    "reports.follow_cellevaluation",
    is_published | (is_proposed & (is_officer_of_its_cell | weighs)),
)
rules.add_perm("reports.foresee_cellevaluation", is_published | weighs)

# ---- papers: a sheet as its page; what names many people asks the reason when it leaves as a sheet

rules.add_perm("reports.print_evaluationround", weighs)
rules.add_perm("reports.export_evaluationround", weighs)
rules.add_perm("reports.sign_evaluationround", signs_for_committee)
rules.add_perm("reports.print_memberevaluation", may_send | is_no_draft)
rules.add_perm("reports.notify_memberevaluation", is_published)
rules.add_perm("reports.print_cellevaluation", is_officer_of_its_cell | is_no_draft)
rules.add_perm("reports.gather_cellevaluation", is_officer_of_its_cell | weighs)
rules.add_perm("reports.export_cellevaluation", is_secretary_of_its_cell | weighs)
