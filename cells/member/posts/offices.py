"""A new office in a cell: the row ends the day before, the next begins in the same cell.

A mandate with a last day is followed by a row as plain member, so that whoever held it stays in the
cell. Where the cell has a secretary, both people of the handover are planned as one whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from cells.member.models import Member, Membership, Office
from cells.member.plans import refuse_own
from cells.member.posts.plans import NOTHING_NEW, RowPlan, Step, begin, change, drop, from_day
from cells.member.tenure import DAY, refuse_wrong_span, span, stay_from
from cells.organisation.models import Cell

RANKS = list(Office)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """``handover``: what the present secretary becomes; None where nothing was said of it."""

    cell: Cell
    office: str
    since: date
    until: date | None = None
    handover: str | None = None


def plan_office(member: Member, wish: Wish, today: date, *, by: Any = None) -> RowPlan:
    """Every row that ends or begins, or the reason why it may not be."""
    refuse_own(member, by)
    refuse_wrong_span(wish.since, wish.until)
    if wish.until and not wish.office:
        raise ValidationError({"until": "Đảng viên không giữ chức vụ thì không có nhiệm kỳ."})
    stay = stay_on(member, wish.cell, wish.since)
    moves = [Move(member=member, row=stay[0], wish=wish)]
    steps = [*turn(stay, wish.office, wish.since, wish.until, today)]
    later = stay[1:]
    if rival := rival_of(member, wish, wish.until or stay[-1].until):
        refuse_own(rival.member, by)
        relief = Wish(cell=wish.cell, office=wish.handover or "", since=wish.since)
        moves.append(Move(member=rival.member, row=rival, wish=relief))
        left = stay_from(rival)
        later += left[1:]
        # Whoever steps down is written before whoever steps up
        steps = [*turn(left, relief.office, wish.since, None, today), *steps]
    after = officers_after(wish.cell, steps, wish.since)
    return RowPlan(
        notes=tuple((move.member.pk, move.said) for move in moves),
        deeds=(*(move.deed for move in moves), *given_up(later)),
        follows=tuple(consequences(moves, wish, after, today)),
        warnings=tuple(lacks(wish.cell, after)),
        steps=tuple(steps),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One person's part in the plan: the row they are in, and what they are to become."""

    member: Member
    row: Membership
    wish: Wish

    @property
    def since(self) -> date:
        """A new last day of the same office leaves its first day alone."""
        return self.row.since if self.row.office == self.wish.office else self.wish.since

    @property
    def said(self) -> str:
        return f"{words(self.wish.office)} {self.wish.cell} {span(self.since, self.wish.until)}"

    @property
    def deed(self) -> str:
        is_same = self.row.office == self.wish.office
        before = "" if is_same else f" (trước đó là {words(self.row.office)})"
        return f"Đồng chí {self.member}: {self.said}{before}."


def given_up(later: Iterable[Membership]) -> Iterable[str]:
    """Offices that were written down for a later day, and go with the rows that are dropped."""
    for row in later:
        if row.office:
            held = f"{words(row.office)} {row.cell} {span(row.since, row.until)}"
            yield f"Đồng chí {row.member}: bỏ {held}, đã ghi trước đây."


# ---- the rows


def stay_on(member: Member, cell: Cell, day: date) -> list[Membership]:
    rows = Membership.objects.open_on(day).filter(member=member, cell=cell)
    row = rows.order_by("is_temporary").select_related("member").first()
    if row is None:
        raise ValidationError(
            {"since": f"Ngày {day:%d/%m/%Y} đồng chí ấy không sinh hoạt ở {cell}."}
        )
    return stay_from(row)


def turn(
    stay: list[Membership], office: str, since: date, until: date | None, today: date
) -> list[Step]:
    """From ``since`` on this office, until the mandate's last day or the end of the stay."""
    row, *later = stay
    end = stay[-1].until
    if begun := [one for one in later if one.since <= today]:
        raise ValidationError(
            {"since": f"Từ {begun[0].since:%d/%m/%Y} đã ghi khác. Chọn ngày sau ngày ấy."}
        )
    if until and end and until > end:
        raise ValidationError({"until": f"Đồng chí ấy chỉ sinh hoạt ở đây đến hết {end:%d/%m/%Y}."})
    last = until or end
    if office == row.office and last == row.until:
        raise ValidationError(NOTHING_NEW)
    steps = [drop(one) for one in later]
    if office == row.office or since == row.since:
        steps.append(change(row, office=office, until=last))
    else:
        steps.append(change(row, until=since - DAY))
        steps.append(begin_row(row, office, since, last))
    if until and until != end:
        steps.append(begin_row(row, "", until + DAY, end))
    return steps


def begin_row(row: Membership, office: str, since: date, until: date | None) -> Step:
    return begin(
        "membership",
        member_id=row.member_id,
        cell_id=row.cell_id,
        kind=row.kind,
        is_temporary=row.is_temporary,
        office=office,
        since=since,
        until=until,
    )


# ---- one secretary at any moment


def members_concerned(member: Member, wish: Wish) -> list[Member]:
    """Whoever takes the office, and whoever leads the cell in those days and may step down."""
    if wish.office != Office.SECRETARY:
        return [member]
    leading = secretaries_within(wish.cell, wish.since, wish.until).exclude(member=member)
    return [member, *{row.member for row in leading}]


def secretaries_within(cell: Cell, since: date, until: date | None) -> Any:
    rows = Membership.objects.filter(cell=cell, office=Office.SECRETARY)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=since))
    rows = rows.filter(since__lte=until) if until else rows
    return rows.select_related("member").order_by("since")


def rival_of(member: Member, wish: Wish, until: date | None) -> Membership | None:
    """The secretary who has to step down for this wish, if there is one and it says to what."""
    if wish.office != Office.SECRETARY:
        return None
    rivals = list(secretaries_within(wish.cell, wish.since, until).exclude(member=member))
    for rival in rivals:
        if rival.since >= wish.since:
            raise ValidationError(
                f"Đồng chí {rival.member} là bí thư {wish.cell} từ {rival.since:%d/%m/%Y}. "
                "Chọn ngày sau ngày ấy, hoặc nhiệm kỳ kết thúc trước ngày ấy."
            )
    if rivals and wish.handover is None:
        raise ValidationError(
            {
                "handover": f"{wish.cell} đang có bí thư là đồng chí {rivals[0].member}. "
                "Chọn chức vụ mới của đồng chí ấy để bàn giao trong một bước."
            }
        )
    if rivals and wish.handover == Office.SECRETARY:
        raise ValidationError({"handover": "Chi bộ chỉ có một bí thư. Chọn chức vụ khác."})
    return rivals[0] if rivals else None


# ---- what follows


Officer = tuple[str, str]  # office, name


def officers_after(cell: Cell, steps: Iterable[Step], day: date) -> list[Officer]:
    """Who holds which office on ``day``, once the plan is carried out."""
    touched = {step.pk for step in steps if step.pk}
    rows = Membership.objects.open_on(day).officers().filter(cell=cell).exclude(pk__in=touched)
    held = [(row.office, row.member.full_name) for row in rows.select_related("member")]
    changed = Membership.objects.select_related("member").in_bulk(list(touched))
    people = dict(Member.objects.filter(pk__in=members_of(steps)).values_list("pk", "full_name"))
    for step in steps:
        said = dict(step.values)
        if step.pk:
            row = changed[step.pk]
            name = row.member.full_name
            said = {"office": row.office, "since": row.since, "until": row.until} | said
            said["office"] = said["office"] if step.values else ""
        else:
            name = people[said["member_id"]]
        if said["office"] and said["since"] <= day <= (said["until"] or day):
            held.append((said["office"], name))
    return sorted(held, key=lambda officer: (RANKS.index(Office(officer[0])), officer[1]))


def members_of(steps: Iterable[Step]) -> set[int]:
    return {dict(step.values)["member_id"] for step in steps if not step.pk}


def consequences(moves: list[Move], wish: Wish, after: list[Officer], today: date) -> Iterable[str]:
    when, cell = from_day(wish.since, today), wish.cell
    for move in moves:
        if move.wish.office and not move.row.office:
            yield f"{when}, đồng chí {move.member} trả lời bản đăng ký, báo cáo của {cell}."
        if move.row.office and not move.wish.office:
            yield f"{when}, đồng chí {move.member} không còn trả lời hồ sơ của {cell}."
    if wish.until:
        yield (
            f"Quyền của chức vụ còn đến hết ngày {wish.until:%d/%m/%Y}; "
            f"từ hôm sau đồng chí {moves[0].member} là đảng viên của {cell}."
        )
    if after:
        names = ", ".join(f"{words(office)} {name}" for office, name in after)
        yield f"Từ {wish.since:%d/%m/%Y}, cấp uỷ của {cell} gồm: {names}."
    yield "Bản đăng ký, báo cáo đã mở giữ nguyên hạn; lần mở sau tính hạn theo chức vụ mới."


def lacks(cell: Cell, after: list[Officer]) -> Iterable[str]:
    if not after:
        yield f"{cell} không còn cấp uỷ. Bộ phận giúp việc trả lời hồ sơ cho đến khi có người."
    elif after[0][0] != Office.SECRETARY:
        yield f"{cell} không có bí thư. Những đồng chí còn lại trong cấp uỷ trả lời hồ sơ."


def words(office: str) -> str:
    return Office(office).label.lower() if office else "đảng viên"
