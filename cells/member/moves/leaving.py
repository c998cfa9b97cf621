"""Leaving the committee's ranks: every open row of the person ends, with a code for the reason."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from cells.audit import note_down
from cells.member.accounts.models import User
from cells.member.models import (
    CommitteePost,
    EndReason,
    Member,
    Membership,
    Office,
    Standing,
)
from cells.member.moves.models import Transfer
from cells.member.moves.passage import (
    Passage,
    carry_out,
    end,
    home_of,
    plan_of,
    refuse_tomorrow,
)
from cells.member.plans import Plan, refuse_changed
from cells.member.tenure import Dated
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
    for row in ending.dated:
        if row.since > last_day:
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
    if home.office == Office.SECRETARY:
        words.append(f"{home.cell} chưa có bí thư.")
    words += [f"Thôi sinh hoạt tạm thời ở {stay.cell}." for stay in ending.stays]
    words += [f"Kết thúc {standing.get_kind_display()}." for standing in ending.standings]
    words += [
        f"Thôi là {post.get_title_display().lower()} {post.get_body_display()}."
        for post in ending.posts
    ]
    words += [f"Huỷ giấy chuyển sinh hoạt đến {each.to_cell}." for each in ending.transfers]
    return [*words, *words_of_account(home.member)]


def words_of_account(member: Member) -> list[str]:
    if not User.objects.filter(member=member, is_active=True).exists():
        return []
    return ["Tài khoản vẫn mở được hồ sơ cũ của đồng chí; muốn ngừng thì đề nghị riêng."]


@transaction.atomic
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
    for row in (ending.home, *ending.dated):
        end(row, last_day, by=by)
    for transfer in ending.transfers:
        move(transfer, "cancel", by=by, note="thôi sinh hoạt")
    carry_out(passage_of(member, cell, last_day))
    words = f"{cell}, hết ngày {last_day:%d/%m/%Y}: {EndReason(reason).label}"
    note_down(member, by, "leave", words)
