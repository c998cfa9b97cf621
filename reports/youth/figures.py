"""What the months of a longer period propose, and whom a period is about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from cells.audit import AuditEntry
from cells.models import Cell, Member, Membership
from reports.rollup.period import LENGTHS, Period
from reports.youth.models import YouthAssessment


def proposal(levels: Sequence[int], months: int) -> int | None:
    """The best level that more than half of the assessed months reached (1 is the best).

    Nothing where less than half of the period's months are assessed.
    """
    if not levels or len(levels) * 2 < months:
        return None
    return sorted(levels)[len(levels) // 2]


def proposals(cell: Cell, period: Period) -> dict[int, int]:
    """By member; a month has nothing shorter to be proposed from."""
    if period.unit == "m":
        return {}
    found: dict[int, list[int]] = defaultdict(list)
    months = YouthAssessment.objects.filter(
        cell=cell,
        year=period.year,
        unit="m",
        number__range=(period.first.month, period.last.month),
    )
    for member, level in months.order_by().values_list("member", "level"):
        found[member].append(level)
    said = {member: proposal(levels, LENGTHS[period.unit]) for member, levels in found.items()}
    return {member: level for member, level in said.items() if level is not None}


def earlier_levels(rows: Iterable[YouthAssessment]) -> dict[int, str]:
    """Of those that were assessed again, the word of the time before, out of their trail."""
    steps = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(YouthAssessment),
        object_id__in=[row.pk for row in rows],
        verb="reassess",
    )
    return dict(steps.order_by("position").values_list("object_id", "source"))


def people_of(cell: Cell, period: Period) -> QuerySet[Member]:
    """Whoever belonged to the branch on some day of the period."""
    there = Membership.objects.regular().filter(
        Q(until__isnull=True) | Q(until__gte=period.first),
        cell=cell,
        since__lte=period.scope.last_day,
    )
    return Member.objects.filter(pk__in=there.values("member")).order_by("sort_key", "pk")
