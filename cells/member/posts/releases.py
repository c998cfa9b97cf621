"""Miễn and đình chỉ sinh hoạt: from when to when, and what that changes. Never why: no reasons."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from cells.member.models import Member, Membership, Standing, StandingKind
from cells.member.plans import refuse_own
from cells.member.posts.plans import (
    NOTHING_NEW,
    RowPlan,
    begin,
    change,
    drop,
    from_day,
    is_taken_back,
)
from cells.member.tenure import DAY, refuse_overlap, refuse_wrong_span, span


def plan_release(
    member: Member, kind: str, since: date, until: date | None, today: date, *, by: Any = None
) -> RowPlan:
    refuse_own(member, by)
    refuse_wrong_span(since, until)
    if member.admitted_on is None or since < member.admitted_on:
        raise ValidationError({"since": "Ngày ấy đồng chí chưa vào Đảng. Xem lại ngày vào Đảng."})
    refuse_overlap(Standing(member=member, kind=kind, since=since, until=until))
    said = f"{StandingKind(kind).label} {span(since, until)}"
    return RowPlan(
        notes=((member.pk, said),),
        deeds=(f"Đồng chí {member}: {said}.",),
        follows=(*while_released(member, since, today), *afterwards(until)),
        warnings=tuple(still_in_office(member, since)),
        steps=(begin("standing", member_id=member.pk, kind=kind, since=since, until=until),),
    )


def plan_return(standing: Standing, until: date, today: date, *, by: Any = None) -> RowPlan:
    """``until``: the last day of the release."""
    refuse_own(standing.member, by)
    if is_taken_back(standing, until, today):
        return plan_taking_back(standing)
    refuse_wrong_span(standing.since, until)
    if until == standing.until:
        raise ValidationError(NOTHING_NEW)
    refuse_overlap(
        Standing(pk=standing.pk, member=standing.member, since=standing.since, until=until)
    )
    said = f"{standing.get_kind_display()} {span(standing.since, until)}"
    return RowPlan(
        notes=((standing.member_id, said),),
        deeds=(f"Đồng chí {standing.member}: {said}.",),
        follows=tuple(afterwards(until)),
        steps=(change(standing, until=until),),
    )


def plan_taking_back(standing: Standing) -> RowPlan:
    """Written by mistake, or before its day: not a day of it remains."""
    said = f"bỏ {standing.get_kind_display()}, đã ghi {span(standing.since, standing.until)}"
    return RowPlan(
        notes=((standing.member_id, said),),
        deeds=(f"Đồng chí {standing.member}: {said}.",),
        follows=tuple(afterwards(standing.since - DAY)),
        steps=(drop(standing),),
    )


def running(member: Member, today: date) -> Standing | None:
    """The release that can be ended: it runs, or is about to."""
    rows = member.standings.select_related("member").order_by("since")
    return next((row for row in rows if row.until is None or row.until >= today), None)


def while_released(member: Member, since: date, today: date) -> Iterable[str]:
    when = from_day(since, today)
    yield f"{when}, đồng chí {member} không tính vào số phải đăng ký và không có báo cáo tháng mới."
    yield (
        "Bản đăng ký, báo cáo đang viết dở vẫn ở đồng chí ấy. Báo cáo đã mở mà không gửi thì vẫn "
        "tính là thiếu, trừ khi cấp uỷ miễn báo cáo tháng ấy."
    )


def afterwards(until: date | None) -> Iterable[str]:
    if until:
        yield (
            f"Từ {until + DAY:%d/%m/%Y} đồng chí ấy lại thuộc diện đăng ký, báo cáo. "
            "Những tháng đã qua không mở bù."
        )


def still_in_office(member: Member, since: date) -> Iterable[str]:
    """A standing takes no right away: whoever should hand over is named."""
    offices = Membership.objects.open_on(since).officers().filter(member=member)
    for row in offices.select_related("cell"):
        yield still(f"{row.get_office_display().lower()} {row.cell}")
    for post in member.posts.open_on(since):
        yield still(f"{post.get_title_display().lower()} {post.get_body_display()}")


def still(what: str) -> str:
    return f"Đồng chí ấy vẫn là {what} và giữ quyền của chức vụ."
