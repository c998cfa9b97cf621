"""Sinh hoạt tạm thời: a guest of another cell for a while; pledges and reports stay at home."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from cells import clock
from cells.audit import note_down
from cells.member.accounts.models import User
from cells.member.models import Member, Membership, MembershipQuerySet
from cells.member.moves.passage import all_or_nothing, end_all, homes_of
from cells.member.moves.services import refuse_closed_cell
from cells.member.plans import Plan, refuse_changed
from cells.member.tenure import keep, overlapping, refuse_wrong_span, stay_from
from cells.organisation.models import Cell
from cells.workflow import take_turns


def stays_of(member: Member) -> MembershipQuerySet:
    """Running or still to come."""
    guest = Membership.objects.filter(member=member, is_temporary=True)
    return guest.filter(Q(until__isnull=True) | Q(until__gte=clock.today()))


def foresee_stay(member: Member, *, cell: Cell, since: date, until: date | None) -> Plan:
    refuse_closed_cell(cell, "cell")
    row = guest_row(member, cell, since, until)
    refuse_wrong_span(since, until)
    homes = [home for home in homes_of(member) if home.kind == cell.kind]
    if not homes:
        words = f"Đồng chí này không sinh hoạt ở {cell.get_kind_display()} nào của đảng bộ."
        raise ValidationError({"cell": words})
    if cell in homes:
        raise ValidationError({"cell": f"Đồng chí này đang sinh hoạt chính thức ở {cell}."})
    twins = Membership.objects.filter(member=member, cell=cell, is_temporary=True)
    if overlapping(twins, row).exists():
        raise ValidationError(
            {"cell": "Đồng chí này đã sinh hoạt tạm thời ở đó trong những ngày ấy."}
        )
    span = f"đến hết ngày {until:%d/%m/%Y}" if until else "chưa định ngày kết thúc"
    return Plan(
        deeds=(f"Đồng chí {member} sinh hoạt tạm thời ở {cell} từ ngày {since:%d/%m/%Y}, {span}.",),
        papers=(f"Đăng ký và báo cáo vẫn làm ở {homes[0]}; chi uỷ ở đó trả lời.",),
    )


def guest_row(member: Member, cell: Cell, since: date, until: date | None) -> Membership:
    return Membership(
        member=member, cell=cell, kind=cell.kind, is_temporary=True, since=since, until=until
    )


@all_or_nothing()
def begin_stay(
    member: Member,
    *,
    cell: Cell,
    since: date,
    until: date | None = None,
    by: User,
    agreed: str = "",
) -> None:
    take_turns(member)
    refuse_changed(foresee_stay(member, cell=cell, since=since, until=until), agreed)
    keep(guest_row(member, cell, since, until), by=by)
    span = f" đến hết ngày {until:%d/%m/%Y}" if until else ""
    note_down(member, by, "stay", f"{cell}, từ ngày {since:%d/%m/%Y}{span}")


def foresee_end_of_stay(member: Member, *, cell: Cell, last_day: date) -> Plan:
    row = row_to_end(member, cell, last_day)
    words = f"Đồng chí {member} thôi sinh hoạt tạm thời ở {cell}, hết ngày {last_day:%d/%m/%Y}."
    if row.since > last_day:
        planned = f"đã ghi từ ngày {row.since:%d/%m/%Y}"
        words = f"Bỏ sinh hoạt tạm thời của đồng chí {member} ở {cell}, {planned}."
    return Plan(deeds=(words,), papers=("Đăng ký và báo cáo không thay đổi.",))


def row_to_end(member: Member, cell: Cell, last_day: date) -> Membership:
    """One that has not begun is withdrawn by a last day before it."""
    rows = list(stays_of(member).filter(cell=cell).order_by("since"))
    if not rows:
        raise ValidationError({"cell": f"Đồng chí này không sinh hoạt tạm thời ở {cell}."})
    row = next((each for each in rows if each.until is None or last_day < each.until), rows[0])
    if last_day < row.since <= clock.today():
        words = f"Sinh hoạt tạm thời bắt đầu từ {row.since:%d/%m/%Y}."
        raise ValidationError({"last_day": words})
    if row.until and last_day >= row.until:
        words = f"Đã ghi kết thúc vào ngày {row.until:%d/%m/%Y}. Ghi một ngày sớm hơn."
        raise ValidationError({"last_day": words})
    return row


@all_or_nothing()
def end_stay(member: Member, *, cell: Cell, last_day: date, by: User, agreed: str = "") -> None:
    take_turns(member)
    refuse_changed(foresee_end_of_stay(member, cell=cell, last_day=last_day), agreed)
    row = row_to_end(member, cell, last_day)
    is_withdrawn, words = row.since > last_day, f"hết ngày {last_day:%d/%m/%Y}"
    if is_withdrawn:
        words = f"bỏ dự định từ ngày {row.since:%d/%m/%Y}"
    end_all(stay_from(row) if is_withdrawn else [row], last_day, by=by)
    note_down(member, by, "end_stay", f"{cell}, {words}")
