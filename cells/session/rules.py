"""Who prepares, records and signs a session; the moment is asked by ``VERBS``."""

from typing import Any

import rules

from cells.scope import (
    is_committee_staff,
    is_leader,
    is_officer_of_its_cell,
    is_officer_there,
    is_owner,
)
from cells.session.models import Session, SessionStatus


@rules.predicate
def is_minute_taker(user: Any, session: Session | None) -> bool:
    own = user.rights.member_id
    return session is not None and user.is_active and own == session.minute_taker_id


@rules.predicate
def is_chair(user: Any, session: Session | None) -> bool:
    own = user.rights.member_id
    return session is not None and user.is_active and own == session.chair_id


@rules.predicate
def is_officer_of_a_partner(user: Any, session: Session | None) -> bool:
    if session is None or not (user.is_active and user.rights.cells_as_officer):
        return False
    return session.partners.filter(cell__in=user.rights.cells_as_officer).exists()


@rules.predicate
def is_signed(user: Any, session: Session | None) -> bool:
    return session is not None and user.is_active and session.status == SessionStatus.SIGNED


@rules.predicate
def lives_in_its_cell(user: Any, session: Session | None) -> bool:
    return session is not None and session.cell_id in user.rights.cells_as_member


keeps_it = is_officer_of_its_cell | is_minute_taker

rules.add_perm("cells.schedule_cell", is_officer_there)
rules.add_perm("cells.prepare_session", is_officer_of_its_cell)
rules.add_perm("cells.cancel_session", is_officer_of_its_cell)
rules.add_perm("cells.roll_session", keeps_it | is_officer_of_a_partner)
# Each cell its own roll: the host's by who keeps the session, a partner's by its own officers
rules.add_perm("cells.roll_host_session", keeps_it)
rules.add_perm("cells.roll_sessionpartner", is_officer_of_its_cell)
rules.add_perm("cells.record_session", keeps_it)
rules.add_perm("cells.close_session", keeps_it)
rules.add_perm("cells.resume_session", keeps_it)
rules.add_perm("cells.reopen_session", is_officer_of_its_cell | is_committee_staff)
# Quality: chi uỷ scores its own session, the superior's people any but their own cell's
rules.add_perm("cells.score_session", is_officer_of_its_cell)
rules.add_perm("cells.score_above_session", (is_committee_staff | is_leader) & ~lives_in_its_cell)
# Notes and minutes: before they are signed they are the affair of those who write them
rules.add_perm("cells.read_session", is_signed | keeps_it | is_chair)


# Tasks after a session

for verb in ["progress", "finish"]:
    rules.add_perm(f"cells.{verb}_sessiontask", is_owner | is_officer_of_its_cell)
for verb in ["drop", "reopen"]:
    rules.add_perm(f"cells.{verb}_sessiontask", is_officer_of_its_cell)
