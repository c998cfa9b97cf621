"""A real office's first day: the committee, its letterhead, a term, the programme, two accounts.

Afterwards rights come from posts only; this is the one place that makes a sysadmin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from cells import clock
from cells.issue.types import ship_types
from cells.member.accounts.models import User
from cells.member.accounts.services import USERNAME, Slip, issue_slip, open_request
from cells.member.models import Body, CommitteePost, Member, Membership
from cells.organisation.models import Cell, Committee, Letterhead
from cells.programme.models import Programme, Term
from cells.session.score.shipped import ship_score_sheet

Row = TypeVar("Row", bound=models.Model)

# Filled by ReportsConfig.ready(): what floors above bring along as data
shipments: list[Callable[[], None]] = []


@dataclass(frozen=True, kw_only=True)
class Office:
    """Whose papers these are; header lines break where the text breaks."""

    name: str
    symbol: str
    place: str
    superior_lines: str
    body_lines: str
    term_name: str
    term_since: date
    programme_code: str = "Chỉ thị 03-CT/TW"
    programme_title: str = (
        "Tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
    )
    programme_since: date = date(2011, 5, 14)


@dataclass(frozen=True, kw_only=True)
class FirstStaff:
    """The first person of the bộ phận giúp việc, who brings in everybody else."""

    full_name: str
    birth_year: int
    card_number: str
    cell_code: str
    cell_name: str


@transaction.atomic
def set_up(office: Office, staff: FirstStaff, *, sysadmin: str) -> list[Slip]:
    """Make everything or nothing; answer the slips of the staff member and of the sysadmin."""
    if committee := Committee.objects.first():
        raise ValidationError(f"Hệ thống đã thiết lập cho {committee}. Sửa ở trang quản trị.")
    make_office(office)
    member = make_staff(staff)
    account = open_request(member, by=None)
    return [issue_slip(account, by=None), issue_slip(make_sysadmin(sysadmin), by=None)]


def make_office(office: Office) -> None:
    keep(Committee(name=office.name, symbol=office.symbol, place=office.place))
    keep(
        Letterhead(
            valid_from=office.term_since,
            superior_lines=office.superior_lines,
            body_lines=office.body_lines,
        )
    )
    keep(Term(name=office.term_name, since=office.term_since))
    ship_types()
    ship_score_sheet()
    for ship in shipments:
        ship()
    keep(
        Programme(
            code=office.programme_code,
            title=office.programme_title,
            valid_from=office.programme_since,
        )
    )


def make_staff(staff: FirstStaff) -> Member:
    today = clock.today()
    cell = keep(Cell(code=staff.cell_code, name=staff.cell_name))
    member = keep(
        Member(
            full_name=staff.full_name,
            birth_year=staff.birth_year,
            card_number=staff.card_number,
        )
    )
    keep(Membership(member=member, cell=cell, kind=cell.kind, since=today))
    keep(CommitteePost(member=member, body=Body.TASK_FORCE, since=today))
    return member


def make_sysadmin(username: str) -> User:
    """A technician's account: no member, no papers."""
    if not USERNAME.fullmatch(username):
        raise ValidationError(
            f"Tên đăng nhập “{username}” chỉ gồm chữ không dấu, số, dấu chấm, gạch."
        )
    if User.objects.filter(username=username).exists():
        raise ValidationError(f"Tên đăng nhập “{username}” đã có người dùng.")
    account = User(username=username, is_sysadmin=True, password=make_password(None))
    account.save()
    return account


def keep(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row
