"""When the cells of the demo come together in a year, in which form, and with whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cells.models import StudyForm
from reports.demo.agenda import moment
from reports.demo.cells import CellPlan
from reports.demo.study import PAPERS, UNREAD

# In which month of a quarter a cell takes its topic, and in which form; whom it joins or invites
FORMS = {
    1: (StudyForm.THEMATIC, StudyForm.THEMATIC, StudyForm.SEMINAR),
    2: (StudyForm.STORIES, StudyForm.TALK, StudyForm.STORIES, StudyForm.THEMATIC),
    3: (StudyForm.SEMINAR, StudyForm.VISIT, StudyForm.THEMATIC, StudyForm.VISIT),
    4: (StudyForm.THEMATIC, StudyForm.SEMINAR, StudyForm.THEMATIC),
}
JOINT: dict[int, dict[str, tuple[StudyForm, tuple[str, ...]]]] = {  # quarter: host → form, partners
    2: {"DP1": (StudyForm.TALK, ("DP2", "DP3"))},
    3: {
        "TCXD": (StudyForm.VISIT, ("TH",)),
        "CSD": (StudyForm.JOINT, ("DV",)),
    },
}
SKIPPED = {("DTBD", 2), ("TQC", 3)}  # they have studied no topic in this quarter
CALLED_OFF = ("DTBD", 3)
REGULAR_HOUR, STUDY_HOUR = (14, 0), (8, 30)
LENGTHS = {StudyForm.REGULAR: 95, StudyForm.VISIT: 240}
USUAL_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One session as it is meant: ``quarter`` names the topic, 0 is none."""

    cell: str
    starts_at: datetime
    form: StudyForm
    report_month: date | None = None
    quarter: int = 0
    partners: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    is_called_off: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.cell, f"{self.starts_at:%Y-%m-%d}"

    @property
    def minutes(self) -> int:
        return LENGTHS.get(self.form, USUAL_LENGTH)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def meetings_of(year: int, plans: Sequence[CellPlan]) -> list[Meeting]:
    """All of a year, in the order of time."""
    codes = {plan.code for plan in plans}
    found = [
        meeting
        for number, plan in enumerate(plans)
        for meeting in (*regular(year, plan), *study(year, number, plan, codes))
    ]
    return sorted(found, key=lambda meeting: (meeting.starts_at, meeting.cell))


def regular(year: int, plan: CellPlan) -> Iterator[Meeting]:
    """Early in each month, the day after its reports are due; each hears the month before."""
    for month in range(1, 13):
        day = working_day(date(year, month, plan.reports_on + 1))
        yield Meeting(
            cell=plan.code,
            starts_at=moment(day, *REGULAR_HOUR),
            form=StudyForm.REGULAR,
            report_month=(day.replace(day=1) - timedelta(days=1)).replace(day=1),
            papers=papers_read(plan.code, month),
        )


def papers_read(code: str, month: int) -> tuple[str, ...]:
    return tuple(
        paper.symbol
        for paper in PAPERS
        if paper.read_in == month and (code, paper.symbol) not in UNREAD
    )


def study(year: int, number: int, plan: CellPlan, codes: set[str]) -> Iterator[Meeting]:
    for quarter in range(1, 5):
        if guest_of(plan.code, quarter, codes) or (plan.code, quarter) in SKIPPED:
            continue
        form, partners = form_of(plan.code, quarter, number)
        month = 3 * quarter - 2 + (number + quarter) % 3
        day = working_day(date(year, month, 16 + number % 10))
        yield Meeting(
            cell=plan.code,
            starts_at=moment(day, *STUDY_HOUR),
            form=form,
            quarter=quarter,
            partners=tuple(code for code in partners if code in codes),
            is_called_off=(plan.code, quarter) == CALLED_OFF,
        )


def guest_of(code: str, quarter: int, codes: set[str]) -> bool:
    """Whoever joins another cell for this quarter's topic holds no session of its own."""
    hosts = JOINT.get(quarter, {})
    return any(code in partners for host, (_, partners) in hosts.items() if host in codes)


def form_of(code: str, quarter: int, number: int) -> tuple[StudyForm, tuple[str, ...]]:
    if code in JOINT.get(quarter, {}):
        return JOINT[quarter][code]
    forms = FORMS[quarter]
    return forms[number % len(forms)], ()


def working_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
