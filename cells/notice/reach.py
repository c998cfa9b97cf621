"""Which papers of a page of notices their reader still reaches; one question for each kind."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType

from cells.notice.models import Notice


def with_reach(notices: Iterable[Notice], user: Any) -> list[Notice]:
    """The notices, each with ``is_open``: its paper is still there for this reader."""
    rows = list(notices)
    keys: dict[int, set[int]] = defaultdict(set)
    for notice in rows:
        keys[notice.content_type_id].add(notice.object_id)
    seen = {kind: seen_papers(kind, wanted, user) for kind, wanted in keys.items()}
    for notice in rows:
        notice.is_open = notice.object_id in seen[notice.content_type_id]
    return rows


def seen_papers(kind: int, keys: set[int], user: Any) -> set[int]:
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    papers = model._default_manager.visible_to(user).filter(pk__in=keys)
    return set(papers.values_list("pk", flat=True))
