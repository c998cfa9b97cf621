"""What points at a person, and how each kind of row goes over to the record that is kept.

``PARTS`` has an entry for every relation to Member; floors above add theirs in ``ready()``. A
relation without one fails a test and stops every merge: nothing is lost for want of a thought.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from cells.audit import trace
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Standing
from cells.member.tenure import credit, span

REASON = "gộp hồ sơ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one kind, in plain values: what goes over, what is dropped, what is in the way."""

    moves: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    moved: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()


class Contributor(Protocol):
    def look(self, kept: Member, double: Member) -> Part: ...

    def carry(self, part: Part, kept: Member, *, by: Any) -> None: ...


@dataclass
class Gathered:
    """A part while it is being put together."""

    moves: list[str] = field(default_factory=list)
    drops: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def move(self, row: Model, words: str) -> None:
        self.moved.append(row.pk)
        self.moves.append(words)

    def drop(self, row: Model, words: str) -> None:
        self.dropped.append(row.pk)
        self.drops.append(words)

    def part(self) -> Part:
        return Part(
            moves=tuple(self.moves),
            drops=tuple(self.drops),
            blocks=tuple(self.blocks),
            moved=tuple(self.moved),
            dropped=tuple(self.dropped),
        )


def overlap(one: Any, other: Any) -> bool:
    last = date.max
    return one.since <= (other.until or last) and other.since <= (one.until or last)


class DatedPart:
    """Rows with since and until: those beside which nothing of the kept record stands go over."""

    model: Any
    place: Callable[..., None]  # (row, its rivals, what is gathered)

    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        own = list(self.rows(kept))
        for row in self.rows(double):
            self.place(row, [mine for mine in own if self.is_rival(row, mine)], gathered)
        return gathered.part()

    def rows(self, member: Member) -> QuerySet:
        return self.model._default_manager.filter(member=member).order_by("since", "pk")

    def is_rival(self, row: Any, mine: Any) -> bool:
        return overlap(row, mine)

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        rows = self.model._default_manager.in_bulk([*part.moved, *part.dropped])
        for key, row in rows.items():
            credit(row, by, REASON)
            if key in part.dropped:
                row.delete()
        for key in part.moved:
            rows[key].member = kept
            rows[key].save()


class Memberships(DatedPart):
    model = Membership

    def rows(self, member: Member) -> QuerySet:
        return super().rows(member).select_related("cell")

    def is_rival(self, row: Membership, mine: Membership) -> bool:
        is_same_place = row.cell_id == mine.cell_id
        is_second_home = row.kind == mine.kind and not (row.is_temporary or mine.is_temporary)
        return overlap(row, mine) and (is_same_place or is_second_home)

    def place(self, row: Membership, rivals: list[Membership], gathered: Gathered) -> None:
        days = span(row.since, row.until)
        words = f"{row.get_office_display() or 'Đảng viên'}, {row.cell}, {days}"
        if not rivals:
            gathered.move(row, words)
        elif clash := self.why_not(row, rivals):
            gathered.blocks.append(clash)
        else:
            gathered.drop(row, f"{words} (hồ sơ giữ lại đã ghi những ngày ấy)")

    def why_not(self, row: Membership, rivals: list[Membership]) -> str:
        days = span(row.since, row.until)
        elsewhere = [mine for mine in rivals if mine.cell_id != row.cell_id]
        if row.until is None and elsewhere:
            there = elsewhere[-1]
            mend = "Giữ hồ sơ kia" if there.until else "Kết thúc sinh hoạt ở một nơi rồi gộp"
            return f"Hai hồ sơ sinh hoạt ở hai nơi cùng lúc: {there.cell} và {row.cell}. {mend}."
        if row.office and not any(mine.office == row.office for mine in rivals):
            office = row.get_office_display().lower()
            return (
                f"Hồ sơ trùng ghi {office} {row.cell} {days}, hồ sơ giữ lại không ghi. "
                "Ghi chức vụ ấy cho hồ sơ giữ lại trước, hoặc giữ hồ sơ kia."
            )
        return ""


class Posts(DatedPart):
    model = CommitteePost

    def is_rival(self, row: CommitteePost, mine: CommitteePost) -> bool:
        return overlap(row, mine) and row.body == mine.body

    def place(self, row: CommitteePost, rivals: list[CommitteePost], gathered: Gathered) -> None:
        days = span(row.since, row.until)
        words = f"{row.get_title_display()} {row.get_body_display()}, {days}"
        if not rivals:
            gathered.move(row, words)
        elif any(mine.title == row.title for mine in rivals):
            gathered.drop(row, f"{words} (hồ sơ giữ lại đã có)")
        else:
            held = rivals[0].get_title_display().lower()
            gathered.blocks.append(
                f"Ở {row.get_body_display()} hai hồ sơ ghi hai chức danh cùng lúc: {held} và "
                f"{row.get_title_display().lower()}. Thôi một chức danh rồi gộp."
            )


class Standings(DatedPart):
    model = Standing

    def place(self, row: Standing, rivals: list[Standing], gathered: Gathered) -> None:
        days = span(row.since, row.until)
        words = f"{row.get_kind_display().capitalize()}, {days}"
        if not rivals:
            gathered.move(row, words)
        elif all(mine.kind == row.kind for mine in rivals):
            gathered.drop(row, f"{words} (hồ sơ giữ lại đã ghi những ngày ấy)")
        else:
            gathered.blocks.append(
                f"Hồ sơ trùng ghi {row.get_kind_display()} {days}, hồ sơ giữ lại ghi khác "
                "trong những ngày ấy. Kết thúc một dòng rồi gộp."
            )


class Accounts:
    """The account in use stays with the person; one that is not in use is only taken off them."""

    def look(self, kept: Member, double: Member) -> Part:
        accounts = {user.member_id: user for user in User.objects.filter(member__in=[kept, double])}
        own, other = accounts.get(kept.pk), accounts.get(double.pk)
        gathered = Gathered()
        if other is None:
            return gathered.part()
        if own and own.is_active and other.is_active:
            gathered.blocks.append(
                f"Cả hai hồ sơ có tài khoản đang dùng: {own.username} và {other.username}. "
                "Đề nghị quản trị ngừng một tài khoản rồi gộp."
            )
        elif own and not other.is_active:
            gathered.drop(other, unused(other))
        else:
            if own:
                gathered.drop(own, unused(own))
            gathered.move(other, f"Tài khoản {other.username}")
        return gathered.part()

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        accounts = User.objects.in_bulk([*part.dropped, *part.moved])
        for key in part.dropped:
            self.detach(accounts[key], by)
        for key in part.moved:
            self.give(accounts[key], kept, by)

    def detach(self, account: User, by: Any) -> None:
        """It keeps its name in every trail, belongs to nobody and opens nothing."""
        account.asked_for, account.asked_by, account.asked_at = "", None, None
        self.give(account, None, by)

    def give(self, account: Any, member: Member | None, by: Any) -> None:
        account.member = member
        changed = ["member", "asked_for", "asked_by", "asked_at"]
        credit(account, by, REASON).save(update_fields=changed)
        trace(account, by, "merge", account.state, account.state, REASON)


@dataclass(frozen=True, slots=True)
class Followers:
    """Rows that go over whatever stands beside them: what a person was told, what they signed."""

    model: type[Model]
    field: str
    words: str  # what the preview calls them

    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        for row in self.rows().filter(**{self.field: double}).order_by("pk"):
            gathered.moved.append(row.pk)
        if gathered.moved:
            gathered.moves.append(f"{self.words}: {len(gathered.moved)}")
        return gathered.part()

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        self.rows().filter(pk__in=part.moved).update(**{self.field: kept})

    def rows(self) -> QuerySet:
        return self.model._default_manager.all()


def unused(account: User) -> str:
    return f"Tài khoản {account.username} ({account.state.label.lower()}), tách khỏi hồ sơ"


# Every relation to Member: "app.Model.field". A merge refuses while one is missing
PARTS: dict[str, Contributor] = {
    "cells.Membership.member": Memberships(),
    "cells.CommitteePost.member": Posts(),
    "cells.Standing.member": Standings(),
    "cells.User.member": Accounts(),
}


def relations() -> list[str]:
    """Everything that points at a person; the history of a row keeps pointing where it did."""
    fields: list[Any] = list(Member._meta.get_fields(include_hidden=True))
    incoming = [field for field in fields if field.auto_created and not field.concrete]
    return sorted(
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in incoming
        if not hasattr(relation.related_model, "history_type")
    )
