"""Who writes standings, offices and posts: staff; leaders those of staff, inspectors. Never own."""

from typing import Any

import rules

from cells.member.models import Body
from cells.member.rules import is_of_a_body
from cells.scope import INSPECTING, LEADING, TASK_FORCE, is_author, is_committee_staff, is_leader

GIVEN_BY_LEADERS = frozenset({TASK_FORCE, *INSPECTING})


def bodies_given_by(user: Any) -> list[tuple[str, str]]:
    """The bodies in which this person may give posts to others, as choices."""
    if is_committee_staff(user):
        return list(Body.choices)
    given = GIVEN_BY_LEADERS if user.rights.bodies & LEADING else frozenset()
    return [(value, label) for value, label in Body.choices if value in given]


@rules.predicate
def is_given_by_leaders(_user: Any, post: Any) -> bool:
    return post is not None and post.body in GIVEN_BY_LEADERS


may_write = is_committee_staff & ~is_author
may_write_post = ~is_author & (is_committee_staff | (is_leader & is_given_by_leaders))

rules.add_perm("cells.release_member", may_write)
rules.add_perm("cells.appoint_member", may_write)
rules.add_perm("cells.grant_member", ~is_author & (is_committee_staff | is_leader))
rules.add_perm("cells.end_committeepost", may_write_post)
rules.add_perm("cells.extend_committeepost", may_write_post)
rules.add_perm("cells.assign_committeepost", may_write)
rules.add_perm("cells.list_committeepost", is_of_a_body)
