"""Posts in the committee's bodies: given for a while, ended, extended; what rights come and go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from cells.member.models import Body, CommitteePost, Member, Membership, PostTitle
from cells.member.plans import refuse_own
from cells.member.posts.plans import (
    NOTHING_NEW,
    RowPlan,
    Step,
    begin,
    change,
    drop,
    from_day,
    is_taken_back,
)
from cells.member.tenure import DAY, refuse_overlap, refuse_wrong_span, span
from cells.organisation.models import Cell

ONLY_ONE = {PostTitle.SECRETARY, PostTitle.HEAD}
RIGHTS = {
    Body.STANDING: "xem toàn Đảng bộ; bí thư, phó bí thư ký văn bản của Đảng uỷ",
    Body.EXECUTIVE: "xem toàn Đảng bộ, ban hành chuẩn mực của Đảng uỷ",
    Body.INSPECTION: "xem toàn Đảng bộ để kiểm tra",
    Body.TASK_FORCE: "xem toàn Đảng bộ, sửa danh sách, ghi chức vụ, trả lời hồ sơ của cấp uỷ viên",
    Body.PEOPLE_INSPECTORATE: "xem toàn Đảng bộ để giám sát",
}


LED = {PostTitle.SECRETARY, PostTitle.DEPUTY, PostTitle.MEMBER}
HEADED = {PostTitle.HEAD, PostTitle.DEPUTY_HEAD, PostTitle.MEMBER}
TITLES_OF: dict[str, set[PostTitle]] = {Body.STANDING: LED, Body.EXECUTIVE: LED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    body: str
    title: str
    since: date
    until: date | None = None
    duties: str = ""
    cells: tuple[int, ...] = ()  # in charge of these


def plan_grant(member: Member, grant: Grant, today: date, *, by: Any = None) -> RowPlan:
    refuse_own(member, by)
    refuse_wrong_span(grant.since, grant.until)
    if grant.title not in TITLES_OF.get(grant.body, HEADED):
        title, body = PostTitle(grant.title).label.lower(), Body(grant.body).label
        raise ValidationError({"title": f"{body} không có chức danh {title}."})
    day = max(grant.since, today)
    if not Membership.objects.open_on(day).filter(member=member).exists():
        raise ValidationError(
            {"since": f"Ngày {day:%d/%m/%Y} đồng chí ấy không sinh hoạt ở chi bộ nào."}
        )
    post = CommitteePost(
        member=member, body=grant.body, title=grant.title, since=grant.since, until=grant.until
    )
    refuse_overlap(post)
    said = f"{name_of(post)} {span(grant.since, grant.until)}"
    return RowPlan(
        notes=((member.pk, said),),
        deeds=(f"Đồng chí {member}: {said}.",),
        follows=tuple(rights_given(post, today)),
        warnings=tuple(others_with_title(post)),
        steps=(
            begin(
                "post",
                member_id=member.pk,
                body=grant.body,
                title=grant.title,
                duties=grant.duties,
                since=grant.since,
                until=grant.until,
                cells=grant.cells,
            ),
        ),
    )


def plan_end(post: CommitteePost, until: date, today: date, *, by: Any = None) -> RowPlan:
    """``until``: the last day with this post's rights; a day behind us ends them at once."""
    refuse_own(post.member, by)
    refuse_over(post, today)
    if is_taken_back(post, until, today):
        return plan_taking_back(post, today)
    refuse_wrong_span(post.since, until)
    if post.until and until > post.until:
        words = f"Nhiệm kỳ đang ghi đến hết {post.until:%d/%m/%Y}. Muốn dài hơn thì gia hạn."
        raise ValidationError({"until": words})
    if until == post.until:
        raise ValidationError(NOTHING_NEW)
    return plan_last_day(post, until, today, f"thôi {name_of(post)}, hết ngày {until:%d/%m/%Y}")


def plan_taking_back(post: CommitteePost, today: date) -> RowPlan:
    """Given by mistake, or before its day: not a day of it remains."""
    last, said = post.since - DAY, f"bỏ {name_of(post)}, đã ghi {span(post.since, post.until)}"
    return RowPlan(
        notes=((post.member_id, said),),
        deeds=(f"Đồng chí {post.member}: {said}. Coi như chưa giao.",),
        follows=tuple(rights_taken(post, last, today)),
        warnings=tuple(nobody_left(post, last)),
        steps=(drop(post),),
    )


def plan_extension(
    post: CommitteePost, until: date | None, today: date, *, by: Any = None
) -> RowPlan:
    """A later last day, or none."""
    refuse_own(post.member, by)
    refuse_over(post, today)
    if post.until is None:
        raise ValidationError("Chức vụ này không có ngày kết thúc, không cần gia hạn.")
    if until and until <= post.until:
        words = f"Ghi ngày sau {post.until:%d/%m/%Y}, ngày kết thúc đang ghi."
        raise ValidationError({"until": words})
    refuse_overlap(
        CommitteePost(pk=post.pk, member=post.member, body=post.body, since=post.since, until=until)
    )
    last = f"đến hết ngày {until:%d/%m/%Y}" if until else "không ghi ngày kết thúc"
    return plan_last_day(post, until, today, f"gia hạn {name_of(post)}, {last}")


def plan_duties(
    post: CommitteePost, duties: str, cells: tuple[int, ...], today: date, *, by: Any = None
) -> RowPlan:
    """What a post is charged with, and which cells it follows."""
    refuse_own(post.member, by)
    refuse_over(post, today)
    before = names_of(post.cells.order_by("code"))
    after = names_of(Cell.objects.filter(pk__in=cells).order_by("code"))
    if (duties, after) == (post.duties, before):
        raise ValidationError(NOTHING_NEW)
    said = f"{name_of(post)}: {duties or 'không ghi nhiệm vụ'}; theo dõi {after}"
    return RowPlan(
        notes=((post.member_id, said),),
        deeds=(
            f"Đồng chí {post.member}, {name_of(post)}.",
            f"Nhiệm vụ: {post.duties or 'không ghi'} → {duties or 'không ghi'}.",
            f"Chi bộ theo dõi: {before} → {after}.",
        ),
        warnings=tuple(nobody_follows(post, cells, today)),
        steps=(
            Step(
                model="post",
                pk=post.pk,
                before=(("since", post.since), ("until", post.until), ("duties", post.duties)),
                values=(("until", post.until), ("duties", duties), ("cells", cells)),
            ),
        ),
    )


def names_of(cells: Iterable[Cell]) -> str:
    return ", ".join(cell.short_name for cell in cells) or "không chi bộ nào"


def nobody_follows(post: CommitteePost, cells: tuple[int, ...], today: date) -> Iterable[str]:
    """Cells that this post gives up and no other of its body takes."""
    others = CommitteePost.objects.open_on(today).filter(body=post.body).exclude(pk=post.pk)
    followed = others.filter(cells__isnull=False).values("cells")
    left = post.cells.exclude(pk__in=cells).exclude(pk__in=followed)
    if alone := list(left.order_by("code")):
        yield f"Không còn ai theo dõi: {names_of(alone)}."


def plan_last_day(post: CommitteePost, until: date | None, today: date, said: str) -> RowPlan:
    return RowPlan(
        notes=((post.member_id, said),),
        deeds=(f"Đồng chí {post.member}: {said}.",),
        follows=tuple(rights_taken(post, until, today)),
        warnings=tuple(nobody_left(post, until)),
        steps=(change(post, until=until),),
    )


def refuse_over(post: CommitteePost, today: date) -> None:
    if post.until and post.until < today:
        raise ValidationError(
            f"Chức vụ này đã kết thúc ngày {post.until:%d/%m/%Y}. Giao chức vụ mới nếu cần."
        )


# ---- what follows


def rights_given(post: CommitteePost, today: date) -> Iterable[str]:
    yield f"{from_day(post.since, today)}, đồng chí {post.member} được {RIGHTS[Body(post.body)]}."
    if post.until:
        yield f"Quyền ấy còn đến hết ngày {post.until:%d/%m/%Y}."


def rights_taken(post: CommitteePost, until: date | None, today: date) -> Iterable[str]:
    rights = RIGHTS[Body(post.body)]
    if until is None:
        yield f"Đồng chí {post.member} giữ quyền {rights} cho đến khi có ngày kết thúc."
        return
    yield (
        f"{from_day(until + DAY, today)}, đồng chí {post.member} không còn quyền {rights}, "
        "trừ khi giữ chức vụ khác cũng có quyền ấy."
    )
    open_posts = CommitteePost.objects.open_on(max(until + DAY, today)).filter(member=post.member)
    if others := [name_of(other) for other in open_posts.exclude(pk=post.pk)]:
        yield f"Chức vụ còn lại của đồng chí ấy: {', '.join(others)}."


def nobody_left(post: CommitteePost, until: date | None) -> Iterable[str]:
    if until is None:
        return
    others = CommitteePost.objects.open_on(until + DAY).filter(body=post.body)
    if not others.exclude(pk=post.pk).exists():
        yield f"Từ {until + DAY:%d/%m/%Y}, {post.get_body_display()} không còn ai."


def others_with_title(post: CommitteePost) -> Iterable[str]:
    """One secretary or head a body is usual, not a law: said, not refused."""
    if post.title not in ONLY_ONE:
        return
    rows = CommitteePost.objects.filter(body=post.body, title=post.title)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=post.since))
    for other in rows.exclude(member=post.member).select_related("member"):
        yield f"Đồng chí {other.member} cũng đang là {name_of(other)}."


def name_of(post: CommitteePost) -> str:
    return f"{post.get_title_display().lower()} {post.get_body_display()}"
