"""A transfer in two steps: introduced by the old cell or staff; received by staff, or cancelled."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from cells import clock
from cells.audit import note_down, trace
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership
from cells.member.moves.models import Transfer, TransferStatus
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
from cells.member.tenure import DAY, keep, refuse_overlap
from cells.organisation.models import Cell
from cells.text import required_words
from cells.workflow import IllegalMove, move, take_turns

# Introducing


def foresee_proposal(
    member: Member,
    *,
    from_cell: Cell,
    to_cell: Cell,
    intended_on: date,
    letter_number: str = "",
    note: str = "",
) -> Plan:
    """What the step itself does, and what a receipt on the intended day would do to papers."""
    refuse_proposal(member, from_cell=from_cell, to_cell=to_cell, day=intended_on)
    passage = passage_of(member, from_cell, to_cell, intended_on)
    letter = f", giấy giới thiệu số {letter_number}" if letter_number else ""
    reason = f" Lý do: {note}" if note else ""
    return plan_of(
        passage,
        f"Giới thiệu đồng chí {member} từ {from_cell} đến {to_cell}, dự định từ ngày "
        f"{intended_on:%d/%m/%Y}{letter}. Giấy chờ bộ phận giúp việc tiếp nhận.{reason}",
        f"Cho đến lúc tiếp nhận, đồng chí vẫn sinh hoạt và báo cáo ở {from_cell}; những việc "
        "dưới đây chỉ xảy ra khi tiếp nhận.",
    )


@transaction.atomic
def propose_transfer(
    member: Member,
    *,
    from_cell: Cell,
    to_cell: Cell,
    intended_on: date,
    letter_number: str = "",
    note: str = "",
    by: User,
    agreed: str = "",
) -> Transfer:
    take_turns(member)
    said: dict[str, Any] = {
        "from_cell": from_cell,
        "to_cell": to_cell,
        "intended_on": intended_on,
        "letter_number": letter_number,
        "note": note,
    }
    refuse_changed(foresee_proposal(member, **said), agreed)
    transfer = Transfer(member=member, kind=from_cell.kind, **said)
    transfer.full_clean()
    transfer.save()
    letter = f", giấy giới thiệu số {letter_number}" if letter_number else ""
    words = f"từ {from_cell} đến {to_cell}{letter}"
    trace(transfer, by, "propose", "", TransferStatus.PROPOSED, note)
    note_down(member, by, "propose_transfer", words)
    return transfer


def refuse_proposal(member: Member, *, from_cell: Cell, to_cell: Cell, day: date) -> None:
    here = home_of(member, from_cell)
    if here is None:
        raise ValidationError({"from_cell": f"Đồng chí {member} không sinh hoạt ở {from_cell}."})
    if Transfer.objects.open().filter(member=member, kind=from_cell.kind).exists():
        raise ValidationError("Đồng chí này đã có giấy chuyển sinh hoạt đang chờ tiếp nhận.")
    refuse_other_cell(from_cell, to_cell)
    if day <= here.since:
        words = f"Đồng chí này ở {from_cell} từ {here.since:%d/%m/%Y}. Ghi ngày sau ngày ấy."
        raise ValidationError({"intended_on": words})


def refuse_other_cell(from_cell: Cell, to_cell: Cell) -> None:
    if to_cell == from_cell:
        raise ValidationError({"to_cell": "Chọn một chi bộ khác."})
    if to_cell.kind != from_cell.kind:
        words = f"{to_cell} là {to_cell.get_kind_display()}, không phải "
        raise ValidationError({"to_cell": f"{words}{from_cell.get_kind_display()}."})
    refuse_closed_cell(to_cell, "to_cell")


def refuse_closed_cell(cell: Cell, field: str) -> None:
    if not Cell.objects.open_on(clock.today()).filter(pk=cell.pk).exists():
        raise ValidationError({field: f"{cell} không còn hoạt động."})


# Receiving


def foresee_receipt(transfer: Transfer, *, first_day: date) -> Plan:
    here = row_to_close(transfer, first_day)
    passage = passage_of(transfer.member, transfer.from_cell, transfer.to_cell, first_day)
    return plan_of(passage, *words_of_receipt(transfer, here, first_day))


def passage_of(member: Member, from_cell: Cell, to_cell: Cell, first_day: date) -> Passage:
    return Passage(
        member=member,
        out_of=from_cell,
        last_day=first_day - DAY,
        into=to_cell,
        first_day=first_day,
    )


def row_to_close(transfer: Transfer, first_day: date) -> Membership:
    """The membership that ends the day before; the sentences say why there may be none."""
    refuse_tomorrow(first_day, "first_day")
    here = home_of(transfer.member, transfer.from_cell)
    if here is None:
        words = f"Đồng chí này không còn ở {transfer.from_cell}. Huỷ giấy này rồi lập giấy khác."
        raise ValidationError(words)
    if first_day <= here.since:
        words = f"Đồng chí này ở {transfer.from_cell} từ {here.since:%d/%m/%Y}."
        raise ValidationError({"first_day": f"{words} Ghi ngày sau ngày ấy."})
    refuse_closed_cell(transfer.to_cell, "first_day")
    return here


def words_of_receipt(transfer: Transfer, here: Membership, first_day: date) -> list[str]:
    last, first = f"{first_day - DAY:%d/%m/%Y}", f"{first_day:%d/%m/%Y}"
    old, new = transfer.from_cell, transfer.to_cell
    words = [f"Đồng chí {here.member} ở {old} đến hết ngày {last}, ở {new} từ ngày {first}."]
    if here.office:
        office = here.get_office_display().lower()
        words.append(f"Thôi là {office} {old}; ở {new} chưa giữ chức vụ nào.")
    words += words_without_secretary(here, first_day - DAY)
    if guest_rows(transfer, first_day):
        words.append(f"Thôi sinh hoạt tạm thời ở {new}, vì đồng chí về hẳn chi bộ này.")
    if CommitteePost.objects.open_on(clock.today()).filter(member=transfer.member).exists():
        words.append("Chức vụ trong đảng uỷ giữ nguyên.")
    return words


def guest_rows(transfer: Transfer, first_day: date) -> list[Membership]:
    """Who was a guest of the new cell, or was to become one, is one no longer."""
    guests = Membership.objects.filter(
        member=transfer.member, cell=transfer.to_cell, is_temporary=True
    )
    return list(guests.filter(Q(until__isnull=True) | Q(until__gte=first_day)))


@all_or_nothing()
def receive_transfer(transfer: Transfer, *, first_day: date, by: User, agreed: str = "") -> None:
    """Close the old membership the day before and open the next; papers follow at once."""
    take_turns(transfer.member)
    transfer.refresh_from_db(fields=["status"])
    if transfer.status != TransferStatus.PROPOSED:
        raise IllegalMove(str(transfer))
    refuse_changed(foresee_receipt(transfer, first_day=first_day), agreed)
    change_cell(transfer, first_day, by)
    move(transfer, "receive", by=by, received_on=first_day)
    carry_out(passage_of(transfer.member, transfer.from_cell, transfer.to_cell, first_day))
    words = f"từ {transfer.from_cell} đến {transfer.to_cell}, từ ngày {first_day:%d/%m/%Y}"
    note_down(transfer.member, by, "receive_transfer", words)


def change_cell(transfer: Transfer, first_day: date, by: User) -> None:
    here, guests = row_to_close(transfer, first_day), guest_rows(transfer, first_day)
    end_all([here, *guests], first_day - DAY, by=by)
    following = Membership(
        member=transfer.member, cell=transfer.to_cell, kind=transfer.kind, since=first_day
    )
    refuse_overlap(following)
    keep(following, by=by)


# Taking back


@transaction.atomic
def cancel_transfer(transfer: Transfer, *, by: User, note: str) -> None:
    note = required_words(note, "Ghi lý do huỷ.")
    # The person first, as a receipt does: else each waits for the other
    take_turns(transfer.member)
    move(transfer, "cancel", by=by, note=note)
    words = f"từ {transfer.from_cell} đến {transfer.to_cell}: {note}"
    note_down(transfer.member, by, "cancel_transfer", words)
