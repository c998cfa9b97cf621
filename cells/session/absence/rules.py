"""Who asks to be away; an officer of the same cell answers, never the author, else staff."""

from typing import Any

import rules

from cells.member.judging import may_judge
from cells.scope import is_author
from cells.session.models import Session


@rules.predicate
def is_invited(user: Any, session: Session | None) -> bool:
    """Of the host's cell or of a partner's, whatever their office."""
    if session is None or not (user.is_active and user.rights.member_id):
        return False
    own = user.rights.cells_as_member | user.rights.cells_as_officer
    return session.cell_id in own or session.partners.filter(cell__in=own).exists()


rules.add_perm("cells.miss_session", is_invited)
rules.add_perm("cells.approve_absencerequest", may_judge)
rules.add_perm("cells.decline_absencerequest", may_judge)
rules.add_perm("cells.withdraw_absencerequest", is_author)
