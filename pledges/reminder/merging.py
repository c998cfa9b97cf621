"""A person entered twice: reminders go over with the papers; one told to both records is one."""

from typing import Any

from cells.member.merging.parts import Part
from cells.models import Member
from pledges.reminder.models import Reminder


class Reminders:
    def look(self, kept: Member, double: Member) -> Part:
        own = set(Reminder.objects.filter(recipient=kept).values_list("pledge", "report"))
        rows = Reminder.objects.filter(recipient=double).values_list("pk", "pledge", "report")
        told = {pk: (pledge, report) in own for pk, pledge, report in rows.order_by("pk")}
        moved = tuple(pk for pk, is_told in told.items() if not is_told)
        dropped = tuple(pk for pk, is_told in told.items() if is_told)
        return Part(
            moves=(f"{len(moved)} lượt nhắc",) if moved else (),
            drops=(f"{len(dropped)} lượt nhắc trùng",) if dropped else (),
            moved=moved,
            dropped=dropped,
        )

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        Reminder.objects.filter(pk__in=part.dropped).delete()
        Reminder.objects.filter(pk__in=part.moved).update(recipient=kept)
