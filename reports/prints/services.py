"""Handing out papers of many people at once: who took what, and why, stays in the cell's trail."""

from collections.abc import Sequence
from datetime import date

from cells.audit import note_down
from cells.models import Cell, Member, User
from cells.print.bundle import render_sheets
from cells.print.render import render_pdf
from cells.text import month_words, required_words
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report.slips import report_slips_pdf
from pledges.pledge.paper import BLANK, FILLED, named_blank_context, pledge_context
from reports.prints.papers import ROSTER, roster_context

WHY = "Ghi lý do in."


def print_blank_pledges(
    cell: Cell, people: Sequence[Member], *, year: int, by: User, reason: str
) -> bytes:
    reason = required_words(reason, WHY)
    sheets = (named_blank_context(member, cell, year) for member in people)
    pdf = render_sheets(BLANK, sheets, title=f"Mẫu đăng ký làm theo năm {year} - {cell}")
    note_down(cell, by, "print", f"{len(people)} mẫu đăng ký năm {year} in sẵn tên: {reason}")
    return pdf


def print_pledges(
    cell: Cell, pledges: Sequence[Pledge], *, year: int, by: User, reason: str
) -> bytes:
    reason = required_words(reason, WHY)
    sheets = (pledge_context(pledge) for pledge in pledges)
    pdf = render_sheets(FILLED, sheets, title=f"Bản đăng ký làm theo năm {year} - {cell}")
    note_down(cell, by, "print", f"{len(pledges)} bản đăng ký năm {year}: {reason}")
    return pdf


def print_report_slips(
    cell: Cell, reports: Sequence[MonthlyReport], *, month: date, by: User, reason: str
) -> bytes:
    reason = required_words(reason, WHY)
    pdf = report_slips_pdf(reports, title=slips_title(cell, month))
    note_down(
        cell, by, "print", f"{len(reports)} phiếu báo cáo tháng {month_words(month)}: {reason}"
    )
    return pdf


def slips_title(cell: Cell, month: date) -> str:
    return f"Phiếu báo cáo tháng {month_words(month)} - {cell}"


def print_roster(cell: Cell, *, day: date, by: User, reason: str) -> bytes:
    reason = required_words(reason, WHY)
    context = roster_context(cell, day)
    pdf = render_pdf(ROSTER, context)
    people = len(context["rows"])
    note_down(cell, by, "print", f"danh sách {people} đảng viên đến ngày {day:%d/%m/%Y}: {reason}")
    return pdf
