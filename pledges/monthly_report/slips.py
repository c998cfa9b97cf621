"""Phiếu báo cáo: the month's report on paper, with a QR that opens its “ghi hộ” form.

A slip is made where that form opens: of a report in which nobody has written a word, and of one
that was written down for somebody without an account and came back. What a member has begun, or
must mend, only that member can write on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from cells import clock
from cells.models import Cell
from cells.print.bundle import render_sheets
from cells.print.halves import two_on_a_sheet
from cells.print.profile import profile_for
from cells.print.qr import qr_of
from cells.text import mid_sentence, month_on_paper
from pledges.monthly_report.models import (
    WITH_THE_CELL,
    LineState,
    MonthlyReport,
    MonthlyReportLine,
    ReportStatus,
    lines_at_hand,
)
from pledges.monthly_report.services import still_taken
from pledges.pledge.models import PledgeItem

TEMPLATE = "pdf/report_slip.html"
LONG = 150  # letters of an item; beyond that it is set in the smallest type


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipItem:
    number: int
    action: str
    goal: str  # how much, how often or by when
    last: str  # how it went when it was last told of, in last_month; empty where it never was
    last_month: str
    was_hard: bool  # a difficulty was told then

    @property
    def is_long(self) -> bool:
        return len(self.action) > LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSlip:
    cell: str
    kind: str  # “chi bộ”, “chi đoàn”
    member: str
    month: str
    due_on: str
    items: tuple[SlipItem, ...]
    address: str  # of the form, as a person types it
    qr: SafeString

    @property
    def hard(self) -> list[SlipItem]:
        """Asked once under the table: of which of them the difficulty is still there."""
        return [item for item in self.items if item.was_hard]

    @property
    def holds_last(self) -> bool:
        """The signature brings the last item along; not where both, with the head, are more than
        half a sheet holds: there the head, and the QR with it, would be left out."""
        return not self.items[-1].is_long

    @property
    def pen_lines(self) -> range:
        """Beside each item: four items fill half a sheet with two, fewer leave room for more."""
        return range(min(4, max(2, 6 - len(self.items))))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPile:
    """Of a cell and month: the reports that get a slip, and how many only their authors mend."""

    reports: list[MonthlyReport]
    begun: int
    returned: int

    @property
    def left_out(self) -> int:
        return self.begun + self.returned


def still_to_send(cell: Cell) -> Any:
    """Not with the cell, and it would still be taken from somebody who belongs there."""
    to_write = [ReportStatus.DRAFT, ReportStatus.RETURNED]
    reports = MonthlyReport.objects.filter(cell=cell, status__in=to_write)
    return still_taken(reports.of_those_still_here())


def months_with_slips(cell: Cell) -> list[date]:
    months = still_to_send(cell).open_to_entry().order_by("-month")
    return list(months.values_list("month", flat=True).distinct())


def slip_pile(cell: Cell, month: date) -> SlipPile:
    missing = still_to_send(cell).of_month(month)
    on_paper = missing.open_to_entry().with_people().with_lines()
    reports = list(on_paper.order_by("pledge__member__sort_key", "pk"))
    others = missing.exclude(pk__in=[report.pk for report in reports])
    returned = others.filter(status=ReportStatus.RETURNED).count()
    begun = others.count() - returned
    return SlipPile(reports=reports, begun=begun, returned=returned)


def slips_of(reports: Sequence[MonthlyReport]) -> list[ReportSlip]:
    """In the order given."""
    told = last_told(reports)
    return [report_slip(report, told) for report in reports]


def last_told(reports: Iterable[MonthlyReport]) -> dict[int, MonthlyReportLine]:
    """For each item the line that the cell was handed last before its report's month. Drafts are
    nobody's but their author's: they stay out, whoever prints."""
    month_of = {report.pledge_id: report.month for report in reports}
    handed_in = MonthlyReport.objects.filter(WITH_THE_CELL, pledge__in=month_of)
    lines = MonthlyReportLine.objects.filter(report__in=handed_in).exclude(state="")
    return {
        line.item_id: line
        for line in lines.select_related("report").order_by("report__month")
        if line.report.month < month_of[line.report.pledge_id]
    }


def report_slip(report: MonthlyReport, told: dict[int, MonthlyReportLine]) -> ReportSlip:
    address = settings.CHI03_ADDRESS + reverse("monthly-report-enter", args=[report.pk])
    items = [line.item for line in lines_at_hand(report)]
    return ReportSlip(
        cell=report.cell.name,
        kind=report.cell.kind_words,
        member=report.pledge.member.full_name,
        month=month_on_paper(report.month),
        due_on=f"{report.due_on:%d/%m/%Y}",
        items=tuple(
            slip_item(number, item, told.get(item.pk)) for number, item in enumerate(items, 1)
        ),
        address=address.partition("://")[2],
        qr=qr_of(address),
    )


def slip_item(number: int, item: PledgeItem, last: MonthlyReportLine | None) -> SlipItem:
    return SlipItem(
        number=number,
        action=item.action,
        goal=", ".join(mid_sentence(part) for part in (item.measure, item.when) if part),
        last=last.get_state_display() if last else "",
        last_month=f"tháng {month_on_paper(last.report.month)}" if last else "",
        was_hard=bool(last and last.difficulty),
    )


def report_slips_pdf(reports: Sequence[MonthlyReport], *, title: str) -> bytes:
    today = clock.today()
    frame = {
        "profile": profile_for(today),
        "draft": False,
        "created": today,
        "states": LineState.labels,
    }
    pdf = render_sheets(
        TEMPLATE, ({**frame, "slip": slip} for slip in slips_of(reports)), title=title
    )
    return two_on_a_sheet(pdf, title=title)
