"""Which tasks after sessions a person sees, and which still stand on a cell's next agenda."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from cells import clock
from cells.scope import in_scope
from cells.session.choices import TOOK_PLACE, TaskState
from cells.text import search_key


class SessionTaskQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "SessionTaskQuerySet":
        """Once the session is closed its cell and the bodies; owner and officers before as well."""
        rights = user.rights
        early = Q(owner=rights.member_id or 0) | Q(cell__in=rights.cells_as_officer)
        closed = Q(session__status__in=TOOK_PLACE)
        return self.filter(early | (in_scope(user, cell="cell") & closed))

    def with_people(self) -> "SessionTaskQuerySet":
        return self.select_related("session__cell", "cell", "owner")

    def left_before(self, session: Any) -> "SessionTaskQuerySet":
        """To its cell by earlier sessions that took place, whatever became of them since."""
        earlier = {"session__status__in": TOOK_PLACE, "session__starts_at__lt": session.starts_at}
        return self.filter(cell=session.cell_id, **earlier)

    def not_over(self) -> "SessionTaskQuerySet":
        return self.filter(state=TaskState.OPEN)

    def overdue(self) -> "SessionTaskQuerySet":
        return self.filter(state=TaskState.OPEN, due_on__lt=clock.today())

    def urgent_first(self) -> "SessionTaskQuerySet":
        """Open ones by their day, so what is overdue leads; then what is over."""
        is_over = models.Case(models.When(state=TaskState.OPEN, then=0), default=1)
        return self.order_by(is_over, "due_on", "pk")

    def search(self, words: str) -> "SessionTaskQuerySet":
        key = search_key(words)
        return self.filter(Q(search_key__contains=key) | Q(owner__search_key__contains=key))
