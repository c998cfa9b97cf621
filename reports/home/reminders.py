"""What reminders leave to officers and staff: slips to hand over, papers missing for long."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from cells.models import User
from pledges.models import Reminder
from pledges.reminder.figures import overdue_counts
from pledges.reminder.missing import KINDS
from reports.home.cards import Task, queue


def slips_to_print(user: User) -> Iterator[Task]:
    waiting = Reminder.objects.to_print().filter(cell__in=user.rights.cells_as_officer).order_by()
    people = waiting.values("cell", "cell__name").annotate(
        how_many=Count("recipient", distinct=True)
    )
    for row in people.order_by("cell__code"):
        yield Task(
            state="Chờ in",
            css="sent",
            title=f"In giấy nhắc cho {row['how_many']} đồng chí",
            text=f"{row['cell__name']}: không có tài khoản hay địa chỉ thư, cần đưa giấy tận tay.",
            action="Xem và in",
            url=reverse("reminder-cell", args=[row["cell"]]),
        )


def long_missing() -> Iterator[Task]:
    """One card for the whole committee, however many cells it is about."""
    counts = overdue_counts()
    if not counts:
        return
    words = [f"{counts[key]} {kind.noun}" for key, kind in KINDS.items() if key in counts]
    yield Task(
        state="Quá hạn",
        css="late",
        title=f"{sum(counts.values())} hồ sơ quá hạn lâu chưa gửi",
        text=f"Gồm {', '.join(words)}.",
        action="Xem và nhắc",
        url=queue("reminder-overdue", kind=next(key for key in KINDS if key in counts)),
    )
