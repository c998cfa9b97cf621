"""Gaps in the data that staff keep, counted: who is missing where, what is about to end.

One query a section, however many rows: the count comes with the first rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from cells.member.accounts.models import User
from cells.member.merging.doubles import likely_doubles
from cells.member.models import SOON, CommitteePost, Member, Membership, Office
from cells.organisation.models import Cell, CellKind, Letterhead
from cells.programme.models import Term
from cells.templatetags.look import vn_date

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to mend, and the page that mends it."""

    what: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    title: str
    advice: str
    count: int
    rows: tuple[Row, ...]

    @property
    def hidden(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Check:
    """``find``: the rows in question on a day; ``tell``: one of them in words."""

    key: str
    title: str
    advice: str
    find: Callable[[date], QuerySet]
    tell: Callable[[Any], Row]


def data_check(today: date) -> tuple[Section, ...]:
    return (*(section_of(check, today) for check in CHECKS), committee_section(today))


def some_checks(keys: tuple[str, ...], today: date) -> tuple[Section, ...]:
    """Those that another page needs answered first."""
    return tuple(section_of(check, today) for check in CHECKS if check.key in keys)


def section_of(check: Check, today: date) -> Section:
    found = list(check.find(today).annotate(total=Window(Count("pk")))[:SHOWN])
    return Section(
        key=check.key,
        title=check.title,
        advice=check.advice,
        count=found[0].total if found else 0,
        rows=tuple(check.tell(row) for row in found),
    )


# ---- people


def regular(today: date) -> QuerySet:
    """In a chi bộ now, or from a day already agreed on."""
    still = Q(until__isnull=True) | Q(until__gte=today)
    return Membership.objects.filter(still, kind=CellKind.PARTY, is_temporary=False)


def without_cell(today: date) -> QuerySet:
    last = Membership.objects.filter(
        member=OuterRef("pk"), kind=CellKind.PARTY, is_temporary=False
    ).order_by("-since")
    people = Member.objects.filter(admitted_on__isnull=False)
    people = people.exclude(pk__in=regular(today).values("member"))
    return people.annotate(
        last_cell=Subquery(last.values("cell__name")[:1]),
        last_day=Subquery(last.values("until")[:1]),
        left_because=Coalesce(Subquery(last.values("end_reason")[:1]), Value("")),
    ).filter(left_because="")


def tell_without_cell(member: Any) -> Row:
    last = f"trước ở {member.last_cell}, đến hết {vn_date(member.last_day)}"
    detail = last if member.last_cell else "chưa từng ghi chi bộ"
    return Row(what=member.full_name, detail=detail, url=member.get_absolute_url())


def two_memberships(today: date) -> QuerySet:
    """Regular rows of one kind that share a day with an earlier row of the same person."""
    far = date.max
    rows = Membership.objects.filter(is_temporary=False)
    beside = (
        rows.filter(member=OuterRef("member"), kind=OuterRef("kind"), pk__lt=OuterRef("pk"))
        .annotate(last=Coalesce("until", far))
        .filter(since__lte=Coalesce(OuterRef("until"), far), last__gte=OuterRef("since"))
    )
    there = Subquery(beside.values("cell__name")[:1])
    found = rows.annotate(other_cell=there).filter(other_cell__isnull=False)
    return found.select_related("member", "cell").order_by("member__sort_key", "pk")


def tell_two_memberships(row: Any) -> Row:
    return Row(
        what=row.member.full_name,
        detail=f"{row.other_cell} và {row.cell}, từ {vn_date(row.since)}",
        url=reverse("roster-import"),
    )


def doubles(today: date) -> QuerySet:
    here = Membership.objects.open_on(today).order_by("is_temporary", "kind", "pk")
    names = here.values("cell__name")
    return likely_doubles().annotate(
        cell_name=Subquery(names.filter(member=OuterRef("pk"))[:1]),
        first_cell=Subquery(names.filter(member=OuterRef("first_pk"))[:1]),
    )


def tell_double(member: Any) -> Row:
    born = f"sinh năm {member.birth_year}, " if member.birth_year else ""
    places = (
        f"{member.first_cell or 'không ở chi bộ nào'} và {member.cell_name or 'không ở chi bộ nào'}"
    )
    url = reverse("member-merge-confirm", args=[member.first_pk, member.pk])
    return Row(what=member.full_name, detail=f"{born}{places}", url=url)


# ---- cells


def party_cells(today: date) -> QuerySet:
    return Cell.objects.party().open_on(today)


def officers(today: date) -> QuerySet:
    return Membership.objects.open_on(today).officers().filter(cell=OuterRef("pk"))


def without_officers(today: date) -> QuerySet:
    return party_cells(today).filter(~Exists(officers(today)))


def without_secretary(today: date) -> QuerySet:
    here = officers(today)
    deputy = here.order_by("-office", "since").values("member__full_name")[:1]
    cells = party_cells(today).filter(Exists(here))
    return cells.filter(~Exists(here.filter(office=Office.SECRETARY))).annotate(
        answerer=Subquery(deputy)
    )


def people_of(cell: Cell, **query: str) -> str:
    return f"{reverse('member-list')}?{urlencode({'cell': cell.pk, **query})}"


def tell_without_officers(cell: Cell) -> Row:
    detail = "bộ phận giúp việc trả lời hồ sơ"
    return Row(what=cell.name, detail=detail, url=people_of(cell))


def tell_without_secretary(cell: Any) -> Row:
    return Row(
        what=cell.name, detail=f"đồng chí {cell.answerer} trả lời hồ sơ", url=people_of(cell)
    )


def without_account(today: date) -> QuerySet:
    accounts = User.objects.filter(member=OuterRef("member"))
    rows = Membership.objects.open_on(today).filter(cell=OuterRef("pk"), is_temporary=False)
    counts = (
        rows.filter(~Exists(accounts)).order_by().values("cell").annotate(n=Count("pk")).values("n")
    )
    cells = Cell.objects.open_on(today).annotate(
        how_many=Coalesce(Subquery(counts, output_field=IntegerField()), 0)
    )
    return cells.filter(how_many__gt=0)


def tell_without_account(cell: Any) -> Row:
    url = people_of(cell, account="none")
    return Row(what=cell.name, detail=f"{cell.how_many} đồng chí", url=url)


def without_term(today: date) -> QuerySet:
    return party_cells(today).filter(~Exists(terms(today).filter(cell=OuterRef("pk"))))


def terms(today: date) -> QuerySet:
    return Term.objects.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)


def tell_without_term(cell: Cell) -> Row:
    return Row(what=cell.name, url=f"{reverse('admin:cells_term_add')}?cell={cell.pk}")


# ---- mandates


def ending_offices(today: date) -> QuerySet:
    """Offices that nobody has renewed: no row of the same office follows."""
    rows = Membership.objects.ending(today).officers()
    renewed = Membership.objects.filter(
        member=OuterRef("member"),
        cell=OuterRef("cell"),
        office=OuterRef("office"),
        since__gt=OuterRef("until"),
    )
    return rows.filter(~Exists(renewed)).select_related("member", "cell").order_by("until", "pk")


def tell_ending_office(row: Any) -> Row:
    office = f"{row.get_office_display()} {row.cell}"
    return Row(
        what=row.member.full_name,
        detail=f"{office}, hết nhiệm kỳ {vn_date(row.until)}",
        url=reverse("member-office", args=[row.member_id]),
    )


def ending_posts(today: date) -> QuerySet:
    renewed = CommitteePost.objects.filter(
        member=OuterRef("member"), body=OuterRef("body"), since__gt=OuterRef("until")
    )
    rows = CommitteePost.objects.ending(today).filter(~Exists(renewed))
    return rows.select_related("member").order_by("until", "pk")


def tell_ending_post(post: Any) -> Row:
    title = f"{post.get_title_display()} {post.get_body_display()}"
    return Row(
        what=post.member.full_name,
        detail=f"{title}, hết nhiệm kỳ {vn_date(post.until)}",
        url=reverse("post-extend", args=[post.pk]),
    )


# ---- the committee itself


def committee_section(today: date) -> Section:
    rows = tuple(committee_rows(today))
    return Section(
        key="committee",
        title="Đảng uỷ thiếu nhiệm kỳ hoặc tiêu đề văn bản",
        advice="Số văn bản theo nhiệm kỳ; tiêu đề in trên mọi văn bản của Đảng uỷ.",
        count=len(rows),
        rows=rows,
    )


def committee_rows(today: date) -> list[Row]:
    found = []
    if not terms(today).filter(cell__isnull=True).exists():
        found.append(
            Row(what="Chưa có nhiệm kỳ hiện hành của Đảng uỷ", url=reverse("admin:cells_term_add"))
        )
    if Letterhead.objects.on(today) is None:
        url = reverse("admin:cells_letterhead_add")
        found.append(Row(what="Chưa có tiêu đề văn bản đang dùng", url=url))
    return found


CHECKS = (
    Check(
        "no-officer",
        "Chi bộ chưa có cấp uỷ",
        "Mở một đồng chí của chi bộ, ghi chức vụ trong chi bộ.",
        without_officers,
        tell_without_officers,
    ),
    Check(
        "no-secretary",
        "Chi bộ chưa có bí thư",
        "Mở một đồng chí của chi bộ, ghi chức vụ trong chi bộ.",
        without_secretary,
        tell_without_secretary,
    ),
    Check(
        "no-cell",
        "Đảng viên không ở chi bộ nào",
        "Người đã chuyển hẳn đi thì không cần làm gì.",
        without_cell,
        tell_without_cell,
    ),
    Check(
        "two-memberships",
        "Sinh hoạt ở hai nơi cùng lúc",
        "Không tính sinh hoạt tạm thời. Nếu nơi đang sinh hoạt ghi ngày bắt đầu sớm quá thì nhập "
        "bảng tính danh sách với “Từ ngày” đúng, sau ngày cuối ở nơi trước.",
        two_memberships,
        tell_two_memberships,
    ),
    Check(
        "doubles",
        "Có thể là một người ghi hai lần",
        "Cùng tên, không khác năm sinh, không khác số thẻ. Đúng là một người thì gộp; "
        "là hai người thì ghi đủ năm sinh, số thẻ.",
        doubles,
        tell_double,
    ),
    Check(
        "ending-offices",
        f"Chức vụ trong chi bộ hết nhiệm kỳ trong {SOON.days} ngày",
        "Ghi nhiệm kỳ mới hoặc người thay.",
        ending_offices,
        tell_ending_office,
    ),
    Check(
        "ending-posts",
        f"Chức vụ trong đảng uỷ hết nhiệm kỳ trong {SOON.days} ngày",
        "Gia hạn, hoặc giao cho người thay.",
        ending_posts,
        tell_ending_post,
    ),
    Check(
        "no-account",
        "Chưa có tài khoản",
        "Không có tài khoản vẫn làm được trên giấy. Muốn có thì đề nghị ở trang của từng người.",
        without_account,
        tell_without_account,
    ),
    Check(
        "no-term",
        "Chi bộ chưa có nhiệm kỳ hiện hành",
        "Số văn bản của chi bộ đánh theo nhiệm kỳ.",
        without_term,
        tell_without_term,
    ),
)
