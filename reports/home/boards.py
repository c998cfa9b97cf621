"""For who follows several cells: what is still missing, before what is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Max, Subquery, Value
from django.urls import reverse

from cells import clock
from cells.models import Cell, User
from cells.organisation.models import CellKind
from cells.text import month_words
from pledges.models import Pledge
from pledges.monthly_report.models import ReportState
from pledges.pledge.models import NOT_YET_ACCEPTED
from pledges.reminder.figures import overdue
from pledges.reminder.missing import KINDS
from reports.home import figures, sessions
from reports.home.cards import queue
from reports.overview.help.models import HelpRequest

MONTHS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """A number of things that are missing, and the list of them."""

    how_many: int
    what: str
    url: str


def gaps(user: User) -> list[Gap]:
    today = clock.today()
    cells = Cell.objects.visible_to(user).party().open_on(today)
    found = counted(user, cells, today)
    return [
        *pledge_gap(found, today.year),
        *report_gaps(cells, today),
        *secretary_gap(cells, today),
        *help_gap(found),
        *long_gaps(found),
        *session_gaps(found, today),
    ]


def pledge_gap(found: dict[str, Any], year: int) -> Iterator[Gap]:
    if how_many := found["not_accepted"]:
        url = queue("pledge-list", year=year, kind=CellKind.PARTY, state=NOT_YET_ACCEPTED)
        yield Gap(how_many, f"bản đăng ký năm {year} chưa được chi bộ nhận", url)


def report_gaps(cells: Any, today: Any) -> Iterator[Gap]:
    for row in figures.overdue_by_month(cells, today)[:MONTHS]:
        month = row["month"]
        what = f"báo cáo tháng {month_words(month)} chưa gửi, ở {row['in_cells']} chi bộ"
        query = {"month": f"{month:%Y-%m}", "kind": CellKind.PARTY, "state": ReportState.MISSING}
        url = queue("monthly-report-list", **query)
        yield Gap(row["how_many"], what, url)


def secretary_gap(cells: Any, today: Any) -> Iterator[Gap]:
    if without := list(figures.cells_without_secretary(today).filter(pk__in=cells)):
        names = ", ".join(cell.short_name for cell in without)
        yield Gap(
            len(without), f"chi bộ chưa có bí thư: {names}", queue("cell-list", lack="secretary")
        )


def counted(user: User, cells: Any, today: Any) -> dict[str, Any]:
    """Pledges, sessions, calls for help, and for staff what has been missing for long: one
    question."""
    pledges = Pledge.objects.of_year(today.year).filter(cell__in=cells.values("pk"))
    return cells.aggregate(
        not_accepted=Max(count_of(pledges.in_state(NOT_YET_ACCEPTED))),
        unmet=Count("pk", filter=sessions.without_session(today)),
        unsigned=Count("pk", filter=sessions.with_waiting_minutes(today)),
        asking=Max(count_of(calls_for_help(user, today))),
        **long_missing(user),
    )


def count_of(rows: Any) -> Subquery:
    """Beside something else that is counted; empty where there are none."""
    whole = rows.order_by().annotate(one=Value(1)).values("one")
    return Subquery(whole.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def calls_for_help(user: User, today: Any) -> Any:
    """Of every kind, as on the board."""
    cells = Cell.objects.visible_to(user).open_on(today).values("pk")
    return HelpRequest.objects.open().filter(cell__in=cells)


def help_gap(found: dict[str, Any]) -> Iterator[Gap]:
    if how_many := found["asking"]:
        yield Gap(how_many, "chi bộ, chi đoàn đang đề nghị hỗ trợ", reverse("overview-help"))


def long_missing(user: User) -> dict[str, Max]:
    is_asked = user.has_perm("pledges.follow_reminder")
    return {key: Max(count_of(overdue(kind))) for key, kind in KINDS.items()} if is_asked else {}


def long_gaps(found: dict[str, Any]) -> Iterator[Gap]:
    for key, kind in KINDS.items():
        if how_many := found.get(key):
            what = f"hồ sơ quá hạn lâu chưa gửi: {kind.noun}"
            yield Gap(how_many, what, queue("reminder-overdue", kind=key))


def session_gaps(found: dict[str, Any], today: Any) -> Iterator[Gap]:
    if how_many := found["unmet"]:
        month = sessions.last_month(today)
        what = f"chi bộ không có sinh hoạt thường kỳ trong tháng {month_words(month)}"
        yield Gap(how_many, what, queue("cell-list", lack="session"))
    if how_many := found["unsigned"]:
        what = f"chi bộ để biên bản quá {sessions.MINUTES_WAIT.days} ngày chưa đủ chữ ký"
        yield Gap(how_many, what, queue("cell-list", lack="minutes"))
