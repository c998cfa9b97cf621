"""Which cells need help, and why, in words: nobody is counted against anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from cells.member.models import Office
from cells.models import Cell, Membership, Session, SessionPartner
from cells.organisation.models import CellKind, CellQuerySet
from cells.session.models import TOOK_PLACE
from cells.text import month_words
from pledges.models import MonthlyReport
from pledges.monthly_report.models import WITH_THE_CELL, ReportState, missing_on
from reports.overview.figures import list_url, month_before
from reports.overview.help.models import HelpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    words: str
    url: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    cell: Cell
    asked: HelpRequest | None
    reasons: tuple[Reason, ...]


def cells_in_need(today: date) -> CellQuerySet:
    """Who asked stands first, then by code. All but asking is looked for in chi bộ only."""
    last = month_before(today)
    first = month_before(last)
    officers = Membership.objects.open_on(today).officers().filter(cell=OuterRef("pk"))
    signs = {
        "no_officer": ~Q(Exists(officers)),
        "no_secretary": ~Q(Exists(officers.filter(office=Office.SECRETARY))),
        "silent_lately": silent(first, last, today),
        "silent_before": silent(month_before(first), first, today),
        "unmet": unmet(first, last),
    }
    requests = HelpRequest.objects.open().with_people()
    in_party = Q(kind=CellKind.PARTY)
    lacking = Q(no_secretary=True) | Q(silent_lately=True) | Q(silent_before=True) | Q(unmet=True)
    return (
        Cell.objects.open_on(today)
        .annotate(
            has_asked=Exists(HelpRequest.objects.open().filter(cell=OuterRef("pk"))),
            **{name: told(in_party & sign) for name, sign in signs.items()},
        )
        .filter(Q(has_asked=True) | lacking)
        .prefetch_related(Prefetch("help_requests", queryset=requests, to_attr="calls"))
        .order_by("-has_asked", "code")
    )


def told(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def silent(first: date, last: date, today: date) -> Q:
    """In both months somebody is overdue, and nobody has sent a word from the first one on."""
    of_cell = MonthlyReport.objects.filter(cell=OuterRef("pk"))
    overdue = of_cell.filter(missing_on(today)).of_those_still_here()
    sent = of_cell.filter(WITH_THE_CELL, month__gte=first)
    both = Q(Exists(overdue.filter(month=first))) & Q(Exists(overdue.filter(month=last)))
    return both & ~Q(Exists(sent))


def unmet(first: date, last: date) -> Q:
    """No session since the first month, hosted or joined, of a cell that was there; nobody is
    asked before the office writes sessions down here."""
    since, known_by = day_begins(first), day_begins(last)
    held = Session.objects.that_took_place()
    joined = SessionPartner.objects.filter(
        cell=OuterRef("pk"), session__status__in=TOOK_PLACE, session__starts_at__gte=since
    )
    hosted = held.filter(cell=OuterRef("pk"), starts_at__gte=since)
    was_there = Q(founded_on__isnull=True) | Q(founded_on__lte=first)
    begun = Q(Exists(held.filter(starts_at__lt=known_by)))
    return begun & was_there & ~Q(Exists(hosted)) & ~Q(Exists(joined))


def day_begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def need_of(cell: Any, today: date) -> Need:
    """``cell`` with its signs, in words."""
    asked = next(iter(cell.calls), None)
    return Need(cell=cell, asked=asked, reasons=tuple(reasons_of(cell, today)))


def reasons_of(cell: Any, today: date) -> Iterator[Reason]:
    last = month_before(today)
    first = month_before(last)
    if cell.no_officer:
        words = "Chưa có cấp uỷ; bộ phận giúp việc đang trả lời hồ sơ thay."
        yield Reason(words=words, url=members_of(cell), action="Mở danh sách đảng viên")
    elif cell.no_secretary:
        yield Reason(words="Chưa có bí thư.", url=members_of(cell), action="Mở danh sách đảng viên")
    if cell.silent_lately:
        yield quiet(cell, first, last)
    elif cell.silent_before:
        yield quiet(cell, month_before(first), first)
    if cell.unmet:
        words = f"Không có buổi sinh hoạt nào từ {first:%d/%m/%Y} đến nay."
        yield Reason(words=words, url=cell.get_absolute_url(), action="Mở trang chi bộ")


def quiet(cell: Cell, first: date, last: date) -> Reason:
    months = " và ".join(month_words(month) for month in (first, last))
    url = list_url(
        cell=cell.pk, since=f"{first:%Y-%m}", until=f"{last:%Y-%m}", state=ReportState.MISSING
    )
    words = f"Hai tháng liền không đồng chí nào gửi báo cáo: {months}."
    return Reason(words=words, url=url, action="Xem ai chưa gửi")


def members_of(cell: Cell) -> str:
    return f"{reverse('member-list')}?{urlencode({'cell': cell.pk})}"
