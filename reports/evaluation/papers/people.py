"""What papers of a round say of a person: offices in the Party, as they were at the year's end."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from cells.issue.models import AUTHORITY_LINES, Authority
from cells.member.models import SECRETARIES, Body
from cells.models import Cell, CommitteePost, Membership

SEATS = [Body.STANDING, Body.EXECUTIVE, Body.INSPECTION]


def offices_of(members: Collection[int], day: date) -> dict[int, str]:
    """“Bí thư chi bộ, uỷ viên Ban Thường vụ”: two questions, however many people."""
    found: dict[int, list[str]] = defaultdict(list)
    held = Membership.objects.open_on(day).filter(member__in=members).exclude(office="")
    for row in held.order_by("since", "pk"):
        office = row.get_office_display()
        found[row.member_id].append(office if row.office == "committee" else f"{office} chi bộ")
    posts = CommitteePost.objects.open_on(day).filter(member__in=members, body__in=SEATS)
    for post in posts.order_by("pk"):
        found[post.member_id].append(f"{post.get_title_display()} {post.get_body_display()}")
    return {member: sentence(words) for member, words in found.items()}


def sentence(words: list[str]) -> str:
    first, *others = words
    return ", ".join([first, *(word[:1].lower() + word[1:] for word in others)])


def cell_signature(cell: Cell, day: date, *, but: int | None = None) -> dict[str, str]:
    """Who signs for a cell that day; nobody for themselves. Without one there is room."""
    held = Membership.objects.open_on(day).filter(cell=cell, office__in=SECRETARIES)
    held = held.exclude(member=but).select_related("member")
    first = max(held, key=lambda post: post.office == "secretary", default=None)
    return {
        "authority": AUTHORITY_LINES[Authority.CELL],
        "signer_title": first.get_office_display().upper() if first else "BÍ THƯ",
        "signer_name": first.member.full_name if first else "",
    }
