"""Telling the author: written in the same transaction as the step, read when they come."""

from collections.abc import Callable, Iterable
from typing import Any

from cells import clock
from cells.notice.models import Notice, NoticeQuerySet


def tell(member_id: int, paper: Any, *, verb: str, sentence: str, by: Any) -> None:
    """Say what happened to ``paper``; nobody is told of their own deed. ``by=None``: the system."""
    tell_all([(member_id, paper, sentence)], verb=verb, by=by)


def tell_all(
    told: Iterable[tuple[int, Any, str]],
    *,
    verb: str,
    by: Any,
    path: Callable[[Any], str] | None = None,
) -> None:
    """``tell`` for many at once: (member, paper, sentence) each; ``path`` leads elsewhere than to
    the paper itself."""
    Notice.objects.bulk_create(
        Notice(
            member_id=member_id,
            paper=paper,
            verb=verb,
            sentence=sentence,
            path=path(paper) if path else paper.get_absolute_url(),
            at=clock.now(),
        )
        for member_id, paper, sentence in told
        if by is None or by.member_id != member_id
    )


def see(notices: NoticeQuerySet) -> int:
    """Put aside what was read; safe to press twice."""
    return notices.unseen().update(seen_at=clock.now())


def heed(paper: Any, *, by: Any) -> None:
    """Whoever goes on with their paper has read what was said about it."""
    see(Notice.objects.about(paper).filter(member=by.member_id))
