"""Dated rows of one person may not overlap: memberships of a kind, posts in a body, standings.

Here are also their words and the way they are written.
"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cells.member.models import CommitteePost, Membership, Office, Standing

DAY = timedelta(days=1)
Dated = Membership | CommitteePost | Standing


def refuse_overlap(row: Dated) -> None:
    """Say which row holds the same days; call before saving: constraints see open rows only."""
    if row.since is None:
        return
    for twins, sentence in rivals(row):
        if twin := overlapping(twins, row).first():
            raise ValidationError(sentence.format(since=said(twin.since), until=said(twin.until)))


def rivals(row: Dated) -> list[tuple[QuerySet, str]]:
    """The rows beside which ``row`` may not stand, and what to say."""
    if isinstance(row, CommitteePost):
        posts = CommitteePost.objects.filter(member=row.member_id, body=row.body)
        return [(posts, "Đồng chí này đã có chức vụ ở tổ chức ấy, từ {since} đến {until}.")]
    if isinstance(row, Standing):
        standings = Standing.objects.filter(member=row.member_id)
        return [(standings, "Đồng chí này đã có một tình trạng từ {since} đến {until}.")]
    return rivals_of_membership(row)


def rivals_of_membership(row: Membership) -> list[tuple[QuerySet, str]]:
    found: list[tuple[QuerySet, str]] = []
    if not row.is_temporary:
        own = Membership.objects.filter(member=row.member_id, kind=row.kind, is_temporary=False)
        found.append((own, "Đồng chí này đã sinh hoạt ở một nơi từ {since} đến {until}."))
    if row.office == Office.SECRETARY:
        others = Membership.objects.filter(cell=row.cell_id, office=Office.SECRETARY)
        found.append((others, "Chi bộ đã có bí thư từ {since} đến {until}."))
    return found


def overlapping(rows: QuerySet, row: Dated) -> QuerySet:
    rows = rows.exclude(pk=row.pk).filter(Q(until__isnull=True) | Q(until__gte=row.since))
    return rows.filter(since__lte=row.until) if row.until else rows


def stay_from(row: Membership) -> list[Membership]:
    """This row and those that follow it without a gap in the same cell: a mandate with a last day
    is followed by a row as plain member. Who leaves the cell leaves the later rows as well."""
    stay = [row]
    later = Membership.objects.filter(
        member=row.member_id, cell=row.cell_id, is_temporary=row.is_temporary, since__gt=row.since
    )
    for following in later.order_by("since"):
        if stay[-1].until is None or following.since != stay[-1].until + DAY:
            break
        stay.append(following)
    return stay


def said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "nay"


def span(since: date, until: date | None) -> str:
    return f"từ {since:%d/%m/%Y}" + (f" đến hết {until:%d/%m/%Y}" if until else "")


def refuse_wrong_span(since: date, until: date | None) -> None:
    if until and until < since:
        raise ValidationError({"until": "Ngày kết thúc không thể trước ngày bắt đầu."})


# Writing them, and whatever else has a history


def credit(row: Any, by: Any, why: str | None = None) -> Any:
    """The history of what is done to the row next says who did it."""
    row._history_user, row._change_reason = by, why
    return row


def keep(row: Any, *, by: Any) -> None:
    row.full_clean()
    credit(row, by).save()
