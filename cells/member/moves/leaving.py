"""Leaving the committee's ranks: every open row of the person ends, with a code for the reason."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cells import clock
from cells.audit import note_down
from cells.member.accounts.models import User
from cells.member.models import (
    CommitteePost,
    EndReason,
    Member,
    Membership,
    Standing,
)
from cells.member.moves.models import Transfer
from cells.member.moves.passage import (
    Passage,
    all_or_nothing,
    carry_out,
    end_all,
    home_of,
    plan_of,
    refuse_tomorrow,
    words_without_secretary,
)
from cells.member.plans import Plan, refuse_changed
from cells.member.tenure import Dated, stay_from
from cells.organisation.models import Cell, CellKind
from cells.workflow import move, take_turns


@dataclass(frozen=True, slots=True)
class Ending:
    """All that ends with a membership: of the Party everything, of a youth branch its own rows."""

    home: Membership
    stays: list[Membership]
    standings: list[Standing]
    posts: list[CommitteePost]
    transfers: list[Transfer]

    @property
    def dated(self) -> list[Dated]:
        return [*self.stays, *self.standings, *self.posts]


def ending_of(member: Member, cell: Cell, last_day: date) -> Ending:
    refuse_tomorrow(last_day, "last_day")
    home = home_of(member, cell)
    if home is None:
        raise ValidationError({"cell": f"Đồng chí {member} không sinh hoạt ở {cell}."})
    if last_day < home.since:
        words = f"Đồng chí này ở {cell} từ {home.since:%d/%m/%Y}. Ghi ngày không trước ngày ấy."
        raise ValidationError({"last_day": words})
    is_party = cell.kind == CellKind.PARTY
    stays = Membership.objects.filter(member=member, kind=cell.kind, is_temporary=True)
    found = Ending(
        home=home,
        stays=running(stays.select_related("cell"), last_day),
        standings=running(Standing.objects.filter(member=member), last_day) if is_party else [],
        posts=running(CommitteePost.objects.filter(member=member), last_day) if is_party else [],
        transfers=list(Transfer.objects.open().filter(member=member, kind=cell.kind)),
    )
    refuse_later_rows(found, last_day)
    return found


def running(rows: QuerySet, last_day: date) -> list:
    return list(rows.filter(Q(until__isnull=True) | Q(until__gt=last_day)))


def refuse_later_rows(ending: Ending, last_day: date) -> None:
    """What has begun since then has to be answered for; what is only planned goes."""
    for row in ending.dated:
        if last_day < row.since <= clock.today():
            words = f"{row} bắt đầu từ {row.since:%d/%m/%Y}, sau ngày này. Ghi ngày muộn hơn."
            raise ValidationError({"last_day": words})


def foresee_leaving(member: Member, *, cell: Cell, last_day: date, reason: str) -> Plan:
    ending = ending_of(member, cell, last_day)
    return plan_of(passage_of(member, cell, last_day), *words_of(ending, last_day, reason))


def passage_of(member: Member, cell: Cell, last_day: date) -> Passage:
    return Passage(member=member, out_of=cell, last_day=last_day)


def words_of(ending: Ending, last_day: date, reason: str) -> list[str]:
    home = ending.home
    why, last = EndReason(reason).label, f"{last_day:%d/%m/%Y}"
    words = [f"Đồng chí {home.member} thôi sinh hoạt ở {home.cell}, hết ngày {last}: {why}."]
    if home.office:
        words.append(f"Thôi là {home.get_office_display().lower()} {home.cell}.")
    words += words_without_secretary(home, last_day)
    words += [words_of_row(row, last_day) for row in ending.dated]
    words += [
        f"Bỏ chức vụ {row.get_office_display().lower()} {row.cell} {planned(row)}."
        for row in stay_from(home)[1:]
        if row.office
    ]
    words += [f"Huỷ giấy chuyển sinh hoạt đến {each.to_cell}." for each in ending.transfers]
    return [*words, *words_of_account(home.member)]


def words_of_row(row: Dated, last_day: date) -> str:
    ends = row.since <= last_day
    if isinstance(row, Membership):
        stay = f"sinh hoạt tạm thời ở {row.cell}"
        return f"Thôi {stay}." if ends else f"Bỏ {stay} {planned(row)}."
    if isinstance(row, Standing):
        kind = row.get_kind_display()
        return f"Kết thúc {kind}." if ends else f"Bỏ {kind} {planned(row)}."
    post = f"{row.get_title_display().lower()} {row.get_body_display()}"
    return f"Thôi là {post}." if ends else f"Bỏ chức vụ {post} {planned(row)}."


def planned(row: Dated) -> str:
    return f"đã ghi từ ngày {row.since:%d/%m/%Y}"


def words_of_account(member: Member) -> list[str]:
    if not User.objects.filter(member=member, is_active=True).exists():
        return []
    return ["Tài khoản vẫn mở được hồ sơ cũ của đồng chí; muốn ngừng thì đề nghị riêng."]


@all_or_nothing()
def leave_cell(
    member: Member,
    *,
    cell: Cell,
    last_day: date,
    reason: str,
    by: User,
    agreed: str = "",
) -> None:
    take_turns(member)
    refuse_changed(foresee_leaving(member, cell=cell, last_day=last_day, reason=reason), agreed)
    ending = ending_of(member, cell, last_day)
    ending.home.end_reason = reason
    end_all([ending.home, *ending.dated], last_day, by=by)
    for transfer in ending.transfers:
        move(transfer, "cancel", by=by, note="thôi sinh hoạt")
    carry_out(passage_of(member, cell, last_day))
    words = f"{cell}, hết ngày {last_day:%d/%m/%Y}: {EndReason(reason).label}"
    note_down(member, by, "leave", words)
