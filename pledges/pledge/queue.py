"""One officer's pile of pledges: what waits for an answer, what has not come yet, what is done."""

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q

from cells.models import User
from pledges.pledge.models import Pledge, PledgeStatus, still_here


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeQueue:
    awaiting: list[Pledge]
    unsent: list[Pledge]
    answered: list[Pledge]

    @property
    def total(self) -> int:
        return len(self.awaiting) + len(self.unsent) + len(self.answered)

    @property
    def percent(self) -> int:
        return round(100 * len(self.answered) / self.total) if self.total else 0

    def get(self, pk: int | None) -> Pledge | None:
        """The paper asked for, else the first that waits."""
        everyone = [*self.awaiting, *self.unsent, *self.answered]
        chosen = next((pledge for pledge in everyone if pledge.pk == pk), None)
        return chosen or next(iter(self.awaiting), None)

    def next_after(self, pk: int) -> Pledge | None:
        """Whose turn it is when this one is put aside: the next that waits, round and round."""
        places = [pledge.pk for pledge in self.awaiting]
        if pk not in places:
            return next(iter(self.awaiting), None)
        after = self.awaiting[(places.index(pk) + 1) % len(places)]
        return after if after.pk != pk else None


def queue_for(user: User, year: int, cell_id: int | None = None) -> PledgeQueue:
    """Everything of that year which this user answers for; first come, first answered."""
    pledges = Pledge.objects.visible_to(user).judged_by(user).of_year(year).with_people()
    pledges = pledges.filter(~Q(status=PledgeStatus.DRAFT) | still_here())
    if cell_id is not None:
        pledges = pledges.filter(cell=cell_id)
    rows = list(pledges.order_by("member__sort_key", "pk"))
    awaiting = [pledge for pledge in rows if pledge.status == PledgeStatus.SUBMITTED]
    unsent = [pledge for pledge in rows if pledge.status == PledgeStatus.DRAFT]
    return PledgeQueue(
        awaiting=sorted(awaiting, key=attrgetter("first_submitted_at")),
        unsent=sorted(unsent, key=attrgetter("due_on")),
        answered=[
            pledge
            for pledge in rows
            if pledge.status not in (PledgeStatus.SUBMITTED, PledgeStatus.DRAFT)
        ],
    )
