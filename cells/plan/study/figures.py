"""How far a cell has come with its year of study, and how far all cells have."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cells.organisation.models import Cell
from cells.programme.models import (
    QUARTERS,
    ROMAN,
    StudyForm,
    StudySlot,
    Topic,
    months_of,
    quarter_name,
    quarter_of,
)
from cells.session.models import TOOK_PLACE, Session, SessionPartner, SessionStatus

# What a topic is in the plan of a cell: word and look
STATES = {
    "none": ("Chưa xếp", "return"),
    "planned": ("Dự kiến", "draft"),
    "late": ("Quá tháng, chưa học", "late"),
    "scheduled": ("Đã lên lịch", "sent"),
    "held": ("Đã sinh hoạt", "done"),
    "before": ("Trước khi thành lập", "exempt"),
}
# In the order in which a plan of four topics would miss them
STUDY_FORMS = [form for form in StudyForm if form != StudyForm.REGULAR]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The session that holds, or will hold, a topic."""

    pk: int
    status: str
    form: str
    day: date

    @property
    def is_held(self) -> bool:
        return self.status in TOOK_PLACE

    def is_missed(self, today: date) -> bool:
        """Its month is over, and nobody has closed it: nothing was studied as far as is known."""
        return not self.is_held and self.day < today.replace(day=1)

    def weight(self, today: date) -> int:
        """Of several on one topic the heaviest counts."""
        return 2 if self.is_held else 0 if self.is_missed(today) else 1


def state_of(
    topic: Topic, month: date | None, meeting: Meeting | None, today: date, founded_on: date | None
) -> str:
    """Told in this order: what happened, what is fixed, what was meant, what is missing."""
    if meeting:
        if meeting.is_missed(today):
            return "late"
        return "held" if meeting.is_held else "scheduled"
    last_month = date(topic.theme.year, months_of(topic.quarter)[-1], 1)
    if month is None and founded_on and founded_on.replace(day=1) > last_month:
        return "before"
    if (month or last_month) < today.replace(day=1):
        return "late"
    return "planned" if month else "none"


# ---- one cell


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    topic: Topic
    slot: StudySlot | None
    meeting: Meeting | None
    state: str

    @property
    def label(self) -> str:
        return STATES[self.state][0]

    @property
    def css(self) -> str:
        return STATES[self.state][1]

    @property
    def form(self) -> str:
        """The form in use: that of the session, before it that of the plan."""
        if self.meeting:
            return self.meeting.form
        return self.slot.form if self.slot else ""

    @property
    def form_name(self) -> str:
        return StudyForm(self.form).label if self.form else ""

    @property
    def is_fixed(self) -> bool:
        """Its day is that of a session now."""
        return self.meeting is not None

    @property
    def out_of_quarter(self) -> str:
        if self.slot is None or quarter_of(self.slot.month) == self.topic.quarter:
            return ""
        return f"Xếp vào quý {ROMAN[quarter_of(self.slot.month)]}, ngoài quý của chủ đề."


def topics_of(year: int) -> QuerySet[Topic]:
    topics = Topic.objects.filter(theme__year=year).select_related("theme")
    return topics.order_by("quarter", "position")


def study_rows(cell: Cell, year: int, today: date) -> list[TopicRow]:
    slots = {
        slot.topic_id: slot for slot in StudySlot.objects.filter(cell=cell, topic__theme__year=year)
    }
    meetings = meetings_of(Session.objects.of_cell(cell), year, today)
    rows = []
    for topic in topics_of(year):
        slot, meeting = slots.get(topic.pk), meetings.get(topic.pk)
        month = slot.month if slot else None
        state = state_of(topic, month, meeting, today, cell.founded_on)
        rows.append(TopicRow(topic=topic, slot=slot, meeting=meeting, state=state))
    return rows


def meetings_of(sessions: QuerySet[Session], year: int, today: date) -> dict[int, Meeting]:
    """Per topic the session that counts: one that took place, else the nearest that is planned."""
    found: dict[int, Meeting] = {}
    columns = ("pk", "status", "form", "starts_at", "topic")
    for line in on_topics(sessions, year).order_by("starts_at").values(*columns):
        keep(found, line["topic"], meeting_from(line), today)
    return found


def on_topics(sessions: QuerySet[Session], year: int) -> QuerySet[Session]:
    """What is studied is the session's own topic, wherever the plan had put it."""
    return sessions.filter(topic__theme__year=year).exclude(status=SessionStatus.CANCELLED)


def meeting_from(line: dict[str, Any]) -> Meeting:
    day = timezone.localtime(line["starts_at"]).date()
    return Meeting(pk=line["pk"], status=line["status"], form=line["form"], day=day)


def keep(found: dict[Any, Meeting], key: Any, meeting: Meeting, today: date) -> None:
    if key not in found or meeting.weight(today) > found[key].weight(today):
        found[key] = meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Variety:
    """Which forms a year uses, and which it does not: advice, no rule."""

    used: tuple[tuple[str, int], ...]
    unused: tuple[str, ...]

    @property
    def is_monotonous(self) -> bool:
        return len(self.used) == 1 and self.used[0][1] >= 3


def variety(rows: Iterable[TopicRow]) -> Variety:
    counts = Counter(row.form for row in rows if row.form)
    return Variety(
        used=tuple((form.label.lower(), counts[form]) for form in StudyForm if counts[form]),
        unused=tuple(form.label.lower() for form in STUDY_FORMS if not counts[form]),
    )


# ---- all cells


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterOfCell:
    number: int
    total: int
    held: int
    unplanned: int
    late: int

    @property
    def name(self) -> str:
        return quarter_name(self.number)

    @property
    def css(self) -> str:
        if not self.total:
            return "none"
        if self.held == self.total:
            return "full"
        return "many" if self.late or self.unplanned else "some"

    @property
    def said(self) -> str:
        """For the ear, and where a pointer rests."""
        if not self.total:
            return f"{self.name}: chưa có chủ đề"
        parts = [f"{self.held} trong {self.total} chủ đề đã sinh hoạt"]
        parts += [f"{self.unplanned} chưa xếp"] if self.unplanned else []
        parts += [f"{self.late} quá tháng"] if self.late else []
        return f"{self.name}: {', '.join(parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellYear:
    cell: Cell
    quarters: tuple[QuarterOfCell, ...]

    @property
    def unplanned(self) -> int:
        return sum(quarter.unplanned for quarter in self.quarters)

    @property
    def late(self) -> int:
        return sum(quarter.late for quarter in self.quarters)

    @property
    def missing(self) -> int:
        return self.unplanned + self.late


def all_cells(cells: QuerySet[Cell], year: int, today: date) -> list[CellYear]:
    """Every cell's four quarters; whoever lacks most stands first."""
    topics = list(topics_of(year))
    slots = StudySlot.objects.filter(topic__theme__year=year)
    months = {
        (cell, topic): month for cell, topic, month in slots.values_list("cell", "topic", "month")
    }
    meetings = meetings_by_cell(year, today)
    lines = []
    for cell in cells:
        states = [
            (
                topic.quarter,
                state_of(topic, months.get(key), meetings.get(key), today, cell.founded_on),
            )
            for topic in topics
            for key in [(cell.pk, topic.pk)]
        ]
        lines.append(CellYear(cell=cell, quarters=tuple(counted(n, states) for n in QUARTERS)))
    return sorted(lines, key=lambda line: (-line.missing, line.cell.sort_key))


def counted(number: int, states: list[tuple[int, str]]) -> QuarterOfCell:
    counts = Counter(state for quarter, state in states if quarter == number)
    return QuarterOfCell(
        number=number,
        total=counts.total() - counts["before"],
        held=counts["held"],
        unplanned=counts["none"],
        late=counts["late"],
    )


def meetings_by_cell(year: int, today: date) -> dict[tuple[int, int], Meeting]:
    """Of hosts and of partners alike: who took part has studied."""
    sessions = on_topics(Session.objects.all(), year)
    columns = ("pk", "cell", "status", "form", "starts_at", "topic")
    lines = {line["pk"]: line for line in sessions.order_by("starts_at").values(*columns)}
    partners = SessionPartner.objects.filter(session__in=sessions.order_by().values("pk"))
    found: dict[tuple[int, int], Meeting] = {}
    took_part = [(pk, line["cell"]) for pk, line in lines.items()]
    took_part += partners.order_by("pk").values_list("session", "cell")
    for pk, cell in took_part:
        line = lines[pk]
        keep(found, (cell, line["topic"]), meeting_from(line), today)
    return found
