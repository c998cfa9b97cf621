"""For who follows several cells: what is still missing, before what is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from cells import clock
from cells.models import Cell, User
from cells.organisation.models import CellKind
from pledges.models import Pledge
from pledges.monthly_report.models import ReportState
from pledges.pledge.models import NOT_YET_ACCEPTED
from reports.home import figures, sessions
from reports.home.cards import queue

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
    return [
        *pledge_gap(cells, today.year),
        *report_gaps(cells, today),
        *secretary_gap(cells, today),
        *session_gaps(cells, today),
    ]


def pledge_gap(cells: Any, year: int) -> Iterator[Gap]:
    pledges = Pledge.objects.of_year(year).filter(cell__in=cells)
    if how_many := pledges.in_state(NOT_YET_ACCEPTED).count():
        url = queue("pledge-list", year=year, kind=CellKind.PARTY, state=NOT_YET_ACCEPTED)
        yield Gap(how_many, f"bản đăng ký năm {year} chưa được chi bộ nhận", url)


def report_gaps(cells: Any, today: Any) -> Iterator[Gap]:
    for row in figures.overdue_by_month(cells, today)[:MONTHS]:
        month = row["month"]
        what = f"báo cáo tháng {month.month}/{month.year} chưa gửi, ở {row['in_cells']} chi bộ"
        query = {"month": f"{month:%Y-%m}", "kind": CellKind.PARTY, "state": ReportState.MISSING}
        url = queue("monthly-report-list", **query)
        yield Gap(row["how_many"], what, url)


def secretary_gap(cells: Any, today: Any) -> Iterator[Gap]:
    if without := list(figures.cells_without_secretary(today).filter(pk__in=cells)):
        names = ", ".join(cell.short_name for cell in without)
        yield Gap(
            len(without), f"chi bộ chưa có bí thư: {names}", queue("cell-list", lack="secretary")
        )


def session_gaps(cells: Any, today: Any) -> Iterator[Gap]:
    found = cells.aggregate(
        unmet=Count("pk", filter=sessions.without_session(today)),
        unsigned=Count("pk", filter=sessions.with_waiting_minutes(today)),
    )
    if how_many := found["unmet"]:
        month = sessions.last_month(today)
        what = f"chi bộ không có sinh hoạt thường kỳ trong tháng {month.month}/{month.year}"
        yield Gap(how_many, what, queue("cell-list", lack="session"))
    if how_many := found["unsigned"]:
        what = f"chi bộ để biên bản quá {sessions.MINUTES_WAIT.days} ngày chưa đủ chữ ký"
        yield Gap(how_many, what, queue("cell-list", lack="minutes"))
