"""Trả lời mới: what others did with one's papers since one last looked."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Window

from cells.models import Notice, User
from cells.notice.reach import with_reach
from reports.home.cards import Task

SHOWN = 5


@dataclass(frozen=True, slots=True)
class News:
    notices: list[Notice]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.notices)

    @property
    def newest(self) -> int:
        return self.notices[0].pk


def news_for(user: User, tasks: list[Task]) -> News | None:
    """Newest first; what a task of this page speaks about already is not said twice. The number of
    all comes with the first rows."""
    unseen = Notice.objects.visible_to(user).unseen().exclude(verb="remind")  # the task says so
    for model, key in (task.paper for task in tasks if task.paper):
        kind = ContentType.objects.get_for_model(model)
        unseen = unseen.exclude(content_type=kind, object_id=key)
    shown = list(unseen.annotate(total=Window(Count("pk")))[:SHOWN])
    return News(with_reach(shown, user), shown[0].total) if shown else None
