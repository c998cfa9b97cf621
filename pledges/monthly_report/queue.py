"""The officers' queue of one month: who waits for an answer, who has not sent, who is answered."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Q

from cells.models import Cell
from cells.text import month_words
from pledges.monthly_report.models import MonthlyReport, ReportStatus
from pledges.pledge.models import still_here

ANSWERED = {ReportStatus.RETURNED, ReportStatus.ACKNOWLEDGED}


@dataclass(frozen=True, kw_only=True)
class Queue:
    month: date | None
    cell: Cell | None
    months: list[date]
    cells: list[Cell]
    reports: list[MonthlyReport]
    wish: int | None  # the report that was asked for
    missed: str  # says that the month asked for has no reports, and which is shown

    @property
    def current(self) -> MonthlyReport | None:
        wished = next((report for report in self.reports if report.pk == self.wish), None)
        return wished or next(iter(self.waiting), None)

    @property
    def waiting(self) -> list[MonthlyReport]:
        waiting = [report for report in self.reports if report.status == ReportStatus.SUBMITTED]
        return sorted(waiting, key=attrgetter("first_submitted_at"))

    @property
    def unsent(self) -> list[MonthlyReport]:
        return [report for report in self.reports if report.status == ReportStatus.DRAFT]

    @property
    def answered(self) -> list[MonthlyReport]:
        return [report for report in self.reports if report.status in ANSWERED]

    @property
    def excused(self) -> list[MonthlyReport]:
        return [report for report in self.reports if report.status == ReportStatus.EXCUSED]

    @property
    def total(self) -> int:
        return len(self.reports) - len(self.excused)

    @property
    def following(self) -> MonthlyReport | None:
        """Who comes after the current one; after the last the first again."""
        if self.current not in self.waiting:
            return self.waiting[0] if self.waiting else None
        place = self.waiting.index(self.current)
        turned = self.waiting[place + 1 :] + self.waiting[:place]
        return turned[0] if turned else None


def queue_for(
    user: Any,
    *,
    month: date | None,
    cell_id: int | None,
    report_id: int | None,
    asks_month: bool = False,
) -> Queue:
    """What this user answers; a wish that fits nothing is passed over, never an error.

    ``asks_month``: the address names a month, though it may be none (``month`` is missing then).
    """
    mine = MonthlyReport.objects.judged_by(user).filter(
        ~Q(status=ReportStatus.DRAFT) | still_here("pledge__")
    )
    wished = mine.filter(pk=report_id).first() if report_id else None
    cells = list(Cell.objects.filter(pk__in=mine.values("cell")))
    cell = next((cell for cell in cells if cell.pk == cell_id), None)
    if cell is not None:
        mine = mine.filter(cell=cell)
    months = list(mine.order_by("-month").values_list("month", flat=True).distinct())
    shown = chosen_month(mine, months, wished.month if wished else month)
    return Queue(
        month=shown,
        cell=cell,
        months=months,
        cells=cells,
        reports=list(mine.of_month(shown).with_people()) if shown else [],
        wish=report_id,
        missed=missed(month, cell, shown) if asks_month and shown and month not in months else "",
    )


def missed(asked: date | None, cell: Cell | None, shown: date) -> str:
    instead = f"trang này đang hiện tháng {month_words(shown)}."
    if asked is None:
        return f"Địa chỉ không ghi đúng một tháng; {instead}"
    whose = f" của {cell.short_name}" if cell else ""
    return f"Tháng {month_words(asked)}{whose} không có báo cáo nào; {instead}"


def chosen_month(reports: Any, months: list[date], wish: date | None) -> date | None:
    """The month asked for, else the newest with somebody waiting, else the newest."""
    if wish in months:
        return wish
    waiting = reports.awaiting_answer().order_by("-month").values_list("month", flat=True).first()
    return waiting or next(iter(months), None)
