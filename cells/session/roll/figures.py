"""How many came: the one rule of the ratio, for page, minutes, lists and reviews."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from cells.organisation.models import Cell
from cells.session.models import COUNTED, Attendance, AttendanceState, RollCategory, Session

Counts = Counter[tuple[str, str]]  # (category, state) → people


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCount:
    """``present``, ``excused`` and ``unexcused`` add up to ``counted``; guests stand apart."""

    total: int = 0
    official: int = 0
    probationary: int = 0
    youth: int = 0
    temporary: int = 0
    exempt: int = 0
    away: int = 0
    suspended: int = 0
    counted: int = 0
    present: int = 0
    excused: int = 0
    unexcused: int = 0
    temporary_present: int = 0
    came_unasked: int = 0  # exempt, away or suspended, and there all the same
    ratio: Decimal | None = None

    @property
    def sentence(self) -> str:
        """What the page says; ``static/js/roll.js`` says the same while somebody is typing."""
        parts = [
            f"{self.present} có mặt",
            f"{self.excused} vắng có lý do",
            f"{self.unexcused} không lý do",
        ]
        if self.ratio is not None:
            parts.append(percent_words(self.ratio))
        if self.temporary:
            parts.append(f"sinh hoạt tạm thời {self.temporary_present}/{self.temporary}")
        if self.came_unasked:
            parts.append(f"thêm {self.came_unasked} đồng chí không tính vào tỷ lệ")
        return " · ".join(parts)


def percent(part: int, whole: int) -> Decimal | None:
    """Two decimals, halves upwards, in whole numbers: a script can do the very same."""
    if not whole:
        return None
    return Decimal((part * 20_000 + whole) // (2 * whole)) / 100


def percent_words(ratio: Decimal | None) -> str:
    """71,43%: on the screen as on paper."""
    return "" if ratio is None else f"{ratio:.2f}%".replace(".", ",")


def roll_count(session: Session, cell: Cell | None = None) -> RollCount:
    """Of one cell's roll, or of all the rolls of the session together."""
    return roll_counts([session], cell)[session.pk]


def roll_counts(sessions: Iterable[Session], cell: Cell | None = None) -> dict[int, RollCount]:
    """For lists: one query, however many sessions; one without a roll counts nobody."""
    keys = [session.pk for session in sessions]
    lines = Attendance.objects.filter(session__in=keys)
    if cell is not None:
        lines = lines.filter(cell=cell)
    found = counts_by(lines, "session")
    return {key: counted(found[key]) for key in keys}


def counts_by_cell(session: Session) -> dict[int, RollCount]:
    """Of the rolls of a joint session that have been opened, by cell."""
    found = counts_by(session.attendances.all(), "cell")
    return {key: counted(counts) for key, counts in found.items()}


def counts_by(lines: QuerySet[Attendance], what: str) -> dict[int, Counts]:
    found: dict[int, Counts] = defaultdict(Counter)
    rows = lines.order_by().values(what, "category", "state").annotate(people=Count("pk"))
    for row in rows:
        found[row[what]][row["category"], row["state"]] = row["people"]
    return found


def counted_lines(lines: Iterable[tuple[str, str]]) -> RollCount:
    """Of lines that are not stored yet, each a category and a state."""
    return counted(Counter(lines))


def counted(counts: Counts) -> RollCount:
    def of(categories: Iterable[str], states: Iterable[str] | None = None) -> int:
        return sum(
            people
            for (category, state), people in counts.items()
            if category in categories and (states is None or state in states)
        )

    here = [AttendanceState.PRESENT]
    unasked = [RollCategory.EXEMPT, RollCategory.AWAY, RollCategory.SUSPENDED]
    everybody, present = of(COUNTED), of(COUNTED, here)
    return RollCount(
        total=counts.total(),
        **{category.value: of([category]) for category in RollCategory},
        counted=everybody,
        present=present,
        excused=of(COUNTED, [AttendanceState.EXCUSED]),
        unexcused=of(COUNTED, [AttendanceState.UNEXCUSED]),
        temporary_present=of([RollCategory.TEMPORARY], here),
        came_unasked=of(unasked, here),
        ratio=percent(present, everybody),
    )
