"""Who signs minutes: the chair and the minute-taker, two people, in either order.

Whoever has an account and still belongs to a cell of the session signs alone. For anybody else an
officer of the host cell records that the print was signed – the other signatory only where the
cell has no third officer. Who edits and reads is said in ``cells.session.rules``.
"""

from typing import Any

import rules

from cells import clock
from cells.member.accounts.models import User
from cells.member.judging import officers_of
from cells.member.models import Membership
from cells.scope import is_inspector, is_leader, is_officer_of_its_cell
from cells.session.minutes.models import Signatory
from cells.session.models import Session
from cells.session.rules import is_chair, is_minute_taker

OTHER = {Signatory.CHAIR: Signatory.MINUTE_TAKER, Signatory.MINUTE_TAKER: Signatory.CHAIR}


def signatory_id(session: Session, role: str) -> int:
    return session.chair_id if role == Signatory.CHAIR else session.minute_taker_id


def signs_alone(session: Session, member_id: int) -> bool:
    """Has an account in use, and sees the session with it."""
    cells = [session.cell_id, *session.partners.values_list("cell", flat=True)]
    here = Membership.objects.open_on(clock.today()).filter(member=member_id, cell__in=cells)
    return here.exists() and User.objects.filter(member=member_id, is_active=True).exists()


def may_sign_as(user: Any, session: Session, role: str) -> bool:
    """With one's own hand."""
    return user.is_active and user.rights.member_id == signatory_id(session, role)


def may_record_for(user: Any, session: Session, role: str) -> bool:
    """That somebody else has signed the print."""
    own, whose = user.rights.member_id, signatory_id(session, role)
    if not is_officer_of_its_cell(user, session) or own == whose:
        return False
    if own == signatory_id(session, OTHER[Signatory(role)]):
        third = officers_of(session.cell_id).exclude(member__in=[own, whose])
        if third.exists():
            return False
    return not signs_alone(session, whose)


def roles_open_to(user: Any, session: Session) -> list[Signatory]:
    """The signatures that this user could give or record, whichever are still missing."""
    return [
        role
        for role in Signatory
        if may_sign_as(user, session, role) or may_record_for(user, session, role)
    ]


@rules.predicate
def records_a_signature(user: Any, session: Session | None) -> bool:
    return session is not None and any(may_record_for(user, session, role) for role in Signatory)


@rules.predicate
def is_of_a_body_that_reads(user: Any, minutes: Any) -> bool:
    return is_leader(user) or is_inspector(user)


@rules.predicate
def is_officer_of_the_host(user: Any, minutes: Any) -> bool:
    return minutes is not None and is_officer_of_its_cell(user, minutes.session)


rules.add_perm("cells.sign_session", is_chair | is_minute_taker | records_a_signature)
rules.add_perm("cells.countersign_session", is_chair | is_minute_taker | records_a_signature)
# The file in the register, also of minutes that were reopened since
rules.add_perm("cells.print_minutes", is_officer_of_the_host | is_of_a_body_that_reads)
