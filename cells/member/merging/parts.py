"""What points at a person, and how each kind of row goes over to the record that is kept.

``PARTS`` has an entry for every relation to Member; floors above add theirs in ``ready()``. A
relation without one fails a test and stops every merge: nothing is lost for want of a thought.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from cells.audit import trace
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Office, Standing
from cells.member.tenure import DAY, credit, span

RANKS = [*Office, ""]
REASON = "gộp hồ sơ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one kind, in plain values: what goes over, what is dropped, what is in the way."""

    moves: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    moved: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    stretched: tuple[tuple[int, date, date | None], ...] = ()  # of the kept record: its new days


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
    stretched: dict[int, tuple[date, date | None]] = field(default_factory=dict)

    def move(self, row: Model, words: str) -> None:
        self.moved.append(row.pk)
        self.moves.append(words)

    def drop(self, row: Model, words: str) -> None:
        self.dropped.append(row.pk)
        self.drops.append(words)

    def stretch(self, mine: Any, row: Any, words: str) -> None:
        """The kept record's row takes the days of one that says the same."""
        last = mine.until and row.until and max(mine.until, row.until)
        mine.since, mine.until = min(mine.since, row.since), last
        self.stretched[mine.pk] = mine.since, mine.until
        days = span(mine.since, mine.until)
        self.drop(row, f"{words} (nối vào dòng của hồ sơ giữ lại, thành {days})")

    def part(self) -> Part:
        return Part(
            moves=tuple(self.moves),
            drops=tuple(self.drops),
            blocks=tuple(self.blocks),
            moved=tuple(self.moved),
            dropped=tuple(self.dropped),
            stretched=tuple((key, *days) for key, days in self.stretched.items()),
        )


def overlap(one: Any, other: Any) -> bool:
    last = date.max
    return one.since <= (other.until or last) and other.since <= (one.until or last)


def covers(rows: Iterable[Any], row: Any) -> bool:
    """Every day of ``row`` is a day of one of these."""
    day = row.since
    for mine in sorted(rows, key=lambda each: each.since):
        if mine.since > day:
            return False
        if mine.until is None:
            return True
        day = max(day, mine.until + DAY)
    return row.until is not None and day > row.until


class DatedPart:
    """Rows with since and until: those beside which nothing of the kept record stands go over.

    A row is dropped only where the kept record says as much of each of its days.
    """

    model: Any

    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        own = list(self.rows(kept))
        for row in self.rows(double):
            self.place(row, [mine for mine in own if self.is_rival(row, mine)], gathered)
        return gathered.part()

    def place(self, row: Any, rivals: list[Any], gathered: Gathered) -> None:
        words = f"{self.name_of(row)}, {span(row.since, row.until)}"
        if not rivals:
            gathered.move(row, words)
        elif covers([mine for mine in rivals if self.says_as_much(row, mine)], row):
            gathered.drop(row, f"{words} ({self.told_by(row, rivals)})")
        elif len(rivals) == 1 and self.says_the_same(row, rivals[0]):
            gathered.stretch(rivals[0], row, words)
        else:
            gathered.blocks.append(self.why_not(row, rivals))

    def rows(self, member: Member) -> QuerySet:
        return self.model._default_manager.filter(member=member).order_by("since", "pk")

    def name_of(self, row: Any) -> str:
        raise NotImplementedError

    def is_rival(self, row: Any, mine: Any) -> bool:
        return overlap(row, mine)

    def says_the_same(self, row: Any, mine: Any) -> bool:
        raise NotImplementedError

    def says_as_much(self, row: Any, mine: Any) -> bool:
        return self.says_the_same(row, mine)

    def told_by(self, row: Any, rivals: list[Any]) -> str:
        return "hồ sơ giữ lại đã ghi những ngày ấy"

    def why_not(self, row: Any, rivals: list[Any]) -> str:
        what = f"{self.name_of(row)}, {span(row.since, row.until)}"
        return f"Hồ sơ trùng ghi: {what}. Hồ sơ giữ lại không ghi đủ những ngày ấy. Giữ hồ sơ kia."

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        days = {key: (since, until) for key, since, until in part.stretched}
        rows = self.model._default_manager.in_bulk([*part.moved, *part.dropped, *days])
        for key, row in rows.items():
            credit(row, by, REASON)
            if key in part.dropped:
                row.delete()
        for key in days:
            rows[key].since, rows[key].until = days[key]
            rows[key].save()
        for key in part.moved:
            rows[key].member = kept
            rows[key].save()


class Memberships(DatedPart):
    model = Membership

    def rows(self, member: Member) -> QuerySet:
        return super().rows(member).select_related("cell")

    def name_of(self, row: Membership) -> str:
        guest = " (tạm thời)" if row.is_temporary else ""
        return f"{row.get_office_display() or 'Đảng viên'}, {row.cell}{guest}"

    def is_rival(self, row: Membership, mine: Membership) -> bool:
        is_same_place = row.cell_id == mine.cell_id
        is_second_home = row.kind == mine.kind and not (row.is_temporary or mine.is_temporary)
        return overlap(row, mine) and (is_same_place or is_second_home)

    def says_the_same(self, row: Membership, mine: Membership) -> bool:
        return (row.cell_id, row.is_temporary, row.office, row.end_reason) == (
            mine.cell_id,
            mine.is_temporary,
            mine.office,
            mine.end_reason,
        )

    def says_as_much(self, row: Membership, mine: Membership) -> bool:
        """Who belongs there is no guest there; of two homes in the past the kept record is right,
        as no page writes the past anew."""
        if row.cell_id != mine.cell_id:
            return row.until is not None and not row.office
        is_lesser = RANKS.index(mine.office) > RANKS.index(row.office)
        return not is_lesser and (row.is_temporary or not mine.is_temporary)

    def told_by(self, row: Membership, rivals: list[Membership]) -> str:
        there = {mine.cell.name for mine in rivals if mine.cell_id != row.cell_id}
        where = f" ở {', '.join(sorted(there))}" if there else ""
        return f"hồ sơ giữ lại đã ghi những ngày ấy{where}"

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
        mend = "Nếu vẫn vướng thì nhập bảng tính danh sách với “Từ ngày” đúng rồi gộp."
        return f"{super().why_not(row, rivals)} {mend}"


class Posts(DatedPart):
    model = CommitteePost

    def name_of(self, row: CommitteePost) -> str:
        return f"{row.get_title_display()} {row.get_body_display()}"

    def is_rival(self, row: CommitteePost, mine: CommitteePost) -> bool:
        return overlap(row, mine) and row.body == mine.body

    def says_the_same(self, row: CommitteePost, mine: CommitteePost) -> bool:
        return row.title == mine.title

    def why_not(self, row: CommitteePost, rivals: list[CommitteePost]) -> str:
        other = next((mine for mine in rivals if mine.title != row.title), None)
        if other is None:
            return super().why_not(row, rivals)
        return (
            f"Ở {row.get_body_display()} hai hồ sơ ghi hai chức danh cùng lúc: "
            f"{other.get_title_display().lower()} và {row.get_title_display().lower()}. "
            "Thôi một chức danh rồi gộp."
        )


class Standings(DatedPart):
    model = Standing

    def name_of(self, row: Standing) -> str:
        return row.get_kind_display().capitalize()

    def says_the_same(self, row: Standing, mine: Standing) -> bool:
        return row.kind == mine.kind

    def why_not(self, row: Standing, rivals: list[Standing]) -> str:
        if all(mine.kind == row.kind for mine in rivals):
            return super().why_not(row, rivals)
        days = span(row.since, row.until)
        return (
            f"Hồ sơ trùng ghi {row.get_kind_display()} {days}, hồ sơ giữ lại ghi khác trong những "
            "ngày ấy. Kết thúc một dòng rồi gộp."
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
