"""Who signs a paper, in which office, in whose name – and that what is signed is what was read."""

import hashlib
import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from cells import clock
from cells.issue.models import Authority
from cells.member.accounts.models import User
from cells.member.models import Body, CommitteePost, Member, Membership, Office, PostTitle
from cells.organisation.models import Cell


def fingerprint(content: dict[str, Any]) -> str:
    """Equal for two readings of one paper between which neither a word nor a figure changed."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def tell_of_change(form: Any, mark: str, words: str, *, sent_as: str = "fingerprint") -> None:
    """A page that refused for whatever reason shows the paper of now and sends its ``mark`` next
    time: then the signer has to hear that it is not what was read."""
    is_read = not form.is_bound or form.data.get(sent_as) == mark
    if not is_read and words not in form.non_field_errors():
        form.add_error(None, words)


def signer(user: User) -> Member:
    """Rights to sign come from a member's posts, so whoever may sign is one."""
    if user.member is None:
        raise ValidationError("Tài khoản này không gắn với đảng viên nào, không ký được.")
    return user.member


def title_of(user: User, cell: Cell | None) -> str:
    """The office in which the signer signs: BÍ THƯ or PHÓ BÍ THƯ of the paper's own body."""
    today = clock.today()
    if cell:
        held = Membership.objects.open_on(today).filter(member=user.member, cell=cell)
        is_first = held.filter(office=Office.SECRETARY).exists()
    else:
        posts = CommitteePost.objects.open_on(today).filter(member=user.member, body=Body.STANDING)
        is_first = posts.filter(title=PostTitle.SECRETARY).exists()
    return "BÍ THƯ" if is_first else "PHÓ BÍ THƯ"


def authorities_for(cell: Cell | None) -> list[Authority]:
    return [Authority.CELL] if cell else [Authority.STANDING, Authority.EXECUTIVE]


def committee_title(day: date) -> str:
    """Of whom the committee's paper is prepared for: the secretary, else the deputy."""
    titles = CommitteePost.objects.open_on(day).filter(body=Body.STANDING)
    held = set(titles.values_list("title", flat=True))
    is_deputy = PostTitle.DEPUTY in held and PostTitle.SECRETARY not in held
    return "PHÓ BÍ THƯ" if is_deputy else "BÍ THƯ"
