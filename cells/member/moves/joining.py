"""Into a cell: somebody new, or somebody known. Whether they are stored already is asked first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cells.audit import note_down
from cells.member.accounts.models import User
from cells.member.cards import card_key
from cells.member.models import Member, Membership, Office
from cells.member.moves.passage import (
    Passage,
    carry_out,
    homes_of,
    plan_of,
    refuse_tomorrow,
)
from cells.member.moves.services import refuse_closed_cell
from cells.member.plans import Plan, refuse_changed
from cells.member.tenure import keep, refuse_overlap
from cells.organisation.models import Cell, CellKind, Committee
from cells.text import name_key
from cells.workflow import Clash, take_turns

AT_ONCE = "Người khác vừa ghi cùng lúc. Đồng chí xem lại rồi làm tiếp."


def namesakes_of(full_name: str) -> list[Member]:
    """People already stored under this name, however it was written."""
    return list(Member.objects.filter(name_key=name_key(full_name)).order_by("pk"))


def holder_of(card_number: str) -> Member | None:
    """A card says for certain who somebody is."""
    card = card_key(card_number)
    return Member.objects.filter(card_number=card).first() if card else None


# Somebody new


def foresee_joining(member: Member, *, cell: Cell, since: date, office: str) -> Plan:
    """``member`` is not stored yet."""
    refuse_joining(member, cell=cell, since=since, office=office)
    doubles = [
        f"Trùng tên với một đồng chí đã có ({who}), và là người khác."
        for who in map(described, namesakes_of(member.full_name))
    ]
    passage = Passage(member=member, into=cell, first_day=since, office=office)
    card = f", số thẻ {member.card_number}" if member.card_number else ""
    added = f"Thêm đồng chí {member}{card} vào danh sách."
    return plan_of(passage, added, entry_words(member, cell, since, office), *doubles)


def described(member: Member) -> str:
    """How namesakes are told apart in one line."""
    year = f"sinh năm {member.birth_year}" if member.birth_year else "chưa ghi năm sinh"
    card = f"thẻ {member.card_number}" if member.card_number else "chưa có số thẻ"
    homes = ", ".join(str(cell) for cell in homes_of(member)) or "đã thôi sinh hoạt"
    return f"{member.full_name}, {year}, {card}, {homes}"


def entry_words(member: Member, cell: Cell, since: date, office: str) -> str:
    held = f", giữ chức vụ {Office(office).label.lower()}" if office else ""
    return f"Đồng chí {member} sinh hoạt ở {cell} từ ngày {since:%d/%m/%Y}{held}."


def refuse_joining(member: Member, *, cell: Cell, since: date, office: str) -> None:
    refuse_tomorrow(since, "since")
    refuse_closed_cell(cell, "cell")
    if cell.kind == CellKind.PARTY and member.admitted_on is None:
        raise ValidationError({"admitted_on": "Ghi ngày vào Đảng."})
    if cell.kind == CellKind.PARTY and member.admitted_on and since < member.admitted_on:
        words = f"Trước ngày vào Đảng ({member.admitted_on:%d/%m/%Y})."
        raise ValidationError({"since": words})
    with beside("since"):
        refuse_overlap(row_for(member, cell, since, ""))
    with beside("office"):
        refuse_overlap(row_for(member, cell, since, office))


def row_for(member: Member, cell: Cell, since: date, office: str) -> Membership:
    return Membership(member=member, cell=cell, kind=cell.kind, since=since, office=office)


@contextmanager
def beside(field: str) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None


@contextmanager
def taking_turns(*people: Member) -> Iterator[None]:
    """New people are added one after the other, so that the second sees whom the first added."""
    try:
        with transaction.atomic():
            take_turns(*Committee.objects.all(), *people)
            yield
    except IntegrityError:  # the office or the card was taken on another page
        raise ValidationError(AT_ONCE) from None


def join_cell(
    member: Member,
    *,
    cell: Cell,
    since: date,
    office: str = "",
    by: User,
    agreed: str = "",
) -> Member:
    with taking_turns():
        refuse_changed(foresee_joining(member, cell=cell, since=since, office=office), agreed)
        keep(member, by=by)
        enter(member, cell, since, office, by)
        note_down(member, by, "join", f"{cell}, từ ngày {since:%d/%m/%Y}")
    return member


def enter(member: Member, cell: Cell, since: date, office: str, by: User) -> None:
    keep(row_for(member, cell, since, office), by=by)
    carry_out(Passage(member=member, into=cell, first_day=since, office=office))


# Somebody who is known already


def foresee_return(member: Member, *, cell: Cell, since: date, office: str) -> Plan:
    refuse_joining(member, cell=cell, since=since, office=office)
    passage = Passage(member=member, into=cell, first_day=since, office=office)
    return plan_of(passage, entry_words(member, cell, since, office))


def return_to_cell(
    member: Member,
    *,
    cell: Cell,
    since: date,
    office: str = "",
    by: User,
    agreed: str = "",
) -> None:
    with taking_turns(member):
        refuse_changed(foresee_return(member, cell=cell, since=since, office=office), agreed)
        enter(member, cell, since, office, by)
        note_down(member, by, "join", f"{cell}, từ ngày {since:%d/%m/%Y}")


def follow_with_papers(row: Membership, *, by: Any) -> None:
    """For a roster that brought somebody back: the row is written, the rest is done here."""
    passage = Passage(member=row.member, into=row.cell, first_day=row.since, office=row.office)
    try:
        carry_out(passage)
    except Clash:
        raise ValidationError(AT_ONCE) from None
    note_down(row.member, by, "join", f"{row.cell}, từ ngày {row.since:%d/%m/%Y}, theo bảng tính")
