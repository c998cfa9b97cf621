"""Telling the author: written in the same transaction as the step, read when they come."""

from typing import Any

from cells import clock
from cells.notice.models import Notice, NoticeQuerySet


def tell(member_id: int, paper: Any, *, verb: str, sentence: str, by: Any) -> None:
    """Say what happened to ``paper``; nobody is told of their own deed. ``by=None``: the system."""
    if by is not None and by.member_id == member_id:
        return
    Notice.objects.create(
        member_id=member_id,
        paper=paper,
        verb=verb,
        sentence=sentence,
        path=paper.get_absolute_url(),
        at=clock.now(),
    )


def see(notices: NoticeQuerySet) -> int:
    """Put aside what was read; safe to press twice."""
    return notices.unseen().update(seen_at=clock.now())


def heed(paper: Any, *, by: Any) -> None:
    """Whoever goes on with their paper has read what was said about it."""
    see(Notice.objects.about(paper).filter(member=by.member_id))
