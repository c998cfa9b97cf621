"""A year's sessions of every cell: rolls, words, tasks and briefings, as closing them leaves them.

Their minutes are not signed here: a signature renders a file, and thousands of files measure the
press. What lies a little ahead is on the calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random

from django.db.models import Model

from cells.audit import AuditEntry, next_entry
from cells.models import (
    AgendaItem,
    Attendance,
    Briefing,
    Cell,
    Document,
    Session,
    SessionPartner,
    SessionTask,
    Speech,
    StudyForm,
    Theme,
    Topic,
    Vote,
)
from cells.session.models import AgendaKind, RollCategory, SessionStatus, TaskState
from reports.demo import sayings
from reports.demo.agenda import moment
from reports.demo.bulk.founding import Office, create
from reports.demo.bulk.people import Colleague, Household
from reports.demo.bulk.trails import Step, trail, until, walk, write
from reports.demo.calendar import Meeting, meetings_of
from reports.demo.study import PAPERS, TOPICS
from reports.demo.told import agenda_of, notes_on, place_of, reason_of, title_of

EXCUSED, UNEXCUSED, VOTED, TOLD_DONE = 0.07, 0.012, 0.25, 0.85
SCHEDULED_BEFORE, SHOWN_AHEAD = timedelta(days=12), timedelta(days=25)
CLOSED_AFTER = timedelta(minutes=40)
ORDER: tuple[type[Model], ...] = (
    SessionPartner,
    AgendaItem,
    Attendance,
    Speech,
    Vote,
    SessionTask,
    Briefing,
)


@dataclass(slots=True)
class Told:
    """A session, what belongs to it, and the steps that its trail tells."""

    session: Session
    steps: list[Step]
    rows: list[Model] = field(default_factory=list)


class MeetingYear:
    def __init__(self, office: Office, year: int, now: datetime, seed: int):
        self.office, self.year, self.now = office, year, now
        self.rng = Random(f"{seed}/meetings/{year}")  # noqa: S311 – the same sessions every time
        self.homes = {home.plan.code: home for home in office.homes}
        self.topics: dict[int, Topic] = {}
        self.papers: dict[str, Document] = {}

    def tell(self) -> int:
        self.topics = make_topics(self.office, self.year)
        self.papers = {paper.symbol: paper for paper in Document.objects.all()}
        near = self.near()
        for _month, some in groupby(near, key=lambda one: one.starts_at.month):
            self.write_all([self.told(meeting) for meeting in some])
        return len(near)

    def near(self) -> list[Meeting]:
        """Of the year all that has been or is about to be; of the next what is announced."""
        plans = [home.plan for home in self.office.homes]
        until = self.now + SHOWN_AHEAD
        own = [one for one in meetings_of(self.year, plans) if one.starts_at < until]
        following = meetings_of(self.year + 1, plans)
        return own + [
            one
            for one in following
            if self.now < one.starts_at < until and one.form == StudyForm.REGULAR
        ]

    def write_all(self, told: list[Told]) -> None:
        """Month by month: a year of rolls at once would fill the memory."""
        write(Session, [one.session for one in told])
        for model in ORDER:
            write(model, [row for one in told for row in one.rows if type(row) is model])
        write(AuditEntry, [entry for one in told for entry in trail_of(one)])

    # one session

    def told(self, meeting: Meeting) -> Told:
        home = self.homes[meeting.cell]
        topic = self.topics.get(meeting.quarter)
        session = Session(
            cell=home.cell,
            form=meeting.form,
            title=title_of(meeting, topic),
            topic=topic,
            report_month=meeting.report_month,
            starts_at=meeting.starts_at,
            place=place_of(meeting, self.rng),
            chair=home.people[0].member,
            minute_taker=home.people[1].member,
            invitation=self.rng.choice(sayings.INVITATIONS),
        )
        told = Told(session, until(self.now, self.steps(meeting, home)))
        walk(session, told.steps)
        homes = [home, *(self.homes[code] for code in meeting.partners)]
        told.rows += [SessionPartner(session=session, cell=one.cell) for one in homes[1:]]
        items = self.items(meeting, session)
        told.rows += items
        if session.status == SessionStatus.HELD:
            self.hold(told, meeting, homes, items)
        return told

    def steps(self, meeting: Meeting, home: Household) -> Iterator[Step]:
        by = home.account(home.people[0])
        planned = max(meeting.starts_at - SCHEDULED_BEFORE, self.begun)
        yield Step(planned, "schedule", by, f"{meeting.starts_at:%H:%M ngày %d/%m/%Y}")
        if meeting.is_called_off:
            day_before = meeting.starts_at - timedelta(days=1)
            yield Step(day_before, "cancel", by, sayings.CANCEL_REASON)
            return
        yield Step(meeting.ends_at + CLOSED_AFTER, "close", home.account(home.people[1]))

    @property
    def begun(self) -> datetime:
        return moment(date(self.year - 1, 12, 20))

    def items(self, meeting: Meeting, session: Session) -> list[AgendaItem]:
        lines = agenda_of(meeting, session, self.papers)
        for position, item in enumerate(lines, start=1):
            item.position = position
        return lines

    def hold(
        self, told: Told, meeting: Meeting, homes: list[Household], items: list[AgendaItem]
    ) -> None:
        session = told.session
        session.ends_at = meeting.ends_at
        session.conclusion = self.rng.choice(sayings.CONCLUSIONS)
        session.version, session.roll_version = 1, 1
        rolls = [self.roll(session, home) for home in homes]
        told.rows += [line for roll in rolls for line in roll]
        here = [line.member for line in rolls[0] if line.state == "present"]
        for item in items:
            self.speak_of(item, meeting, told)
        told.rows += self.speeches(meeting, items, here)
        told.rows += self.votes(items, rolls[0])
        told.rows += self.tasks(meeting, session, here)
        told.rows += [
            Briefing(session=session, cell=home.cell, document=item.document)
            for item in items
            if item.document
            for home in homes
        ]

    def roll(self, session: Session, home: Household) -> list[Attendance]:
        return [self.line(session, home.cell, colleague) for colleague in home.people]

    def line(self, session: Session, cell: Cell, who: Colleague) -> Attendance:
        category = category_of(who)
        line = Attendance(session=session, cell=cell, member=who.member, category=category)
        if category in (RollCategory.EXEMPT, RollCategory.SUSPENDED):
            return line
        luck = self.rng.random()
        if luck < UNEXCUSED:
            line.state = "unexcused"
        elif luck < UNEXCUSED + EXCUSED:
            line.state = "excused"
            line.reason, line.reason_note = reason_of(self.rng)
        else:
            line.state = "present"
        return line

    def speak_of(self, item: AgendaItem, meeting: Meeting, told: Told) -> None:
        item.notes = notes_on(item, meeting, told.session, self.rng)
        item.conclusion = self.rng.choice(sayings.ITEM_CONCLUSIONS)
        item.version, item.saved_at = 1, meeting.ends_at

    def speeches(self, meeting: Meeting, items: list[AgendaItem], here: list) -> list[Speech]:
        about = next((i for i in items if i.kind == AgendaKind.TOPIC), items[-1])
        people = self.rng.sample(here, min(len(here), 3))
        words = self.rng.sample(sayings.SPEECHES[meeting.quarter], len(people))
        return [
            Speech(item=about, speaker=speaker, text=text)
            for speaker, text in zip(people, words, strict=True)
        ]

    def votes(self, items: list[AgendaItem], roll: list[Attendance]) -> list[Vote]:
        if self.rng.random() > VOTED:
            return []
        official = [line for line in roll if line.category == RollCategory.OFFICIAL]
        here = sum(line.state == "present" for line in official)
        question = self.rng.choice(sayings.VOTE_QUESTIONS)
        return [Vote(item=items[-1], question=question, in_favour=here, entitled=len(official))]

    def tasks(self, meeting: Meeting, session: Session, here: list) -> list[SessionTask]:
        if not here or (meeting.form == StudyForm.REGULAR and self.rng.random() < 0.4):
            return []
        if meeting.form == StudyForm.VISIT:
            session.no_task_reason = self.rng.choice(sayings.NO_TASK_REASONS)
            return []
        text, result = self.rng.choice(sayings.TASKS)
        day = meeting.starts_at.date()
        task = SessionTask(
            session=session,
            cell=session.cell,
            text=text,
            owner=self.rng.choice(here),
            due_on=day + timedelta(days=self.rng.randint(14, 40)),
        )
        done_on = day + timedelta(days=self.rng.randint(5, 45))
        if done_on < self.now.date() and self.rng.random() < TOLD_DONE:
            task.state, task.progress, task.finished_on = TaskState.DONE, result, done_on
            task.version = 1
        return [task]


def category_of(who: Colleague) -> RollCategory:
    if who.told.standing:
        return RollCategory(who.told.standing)
    return RollCategory.OFFICIAL if who.told.official_on else RollCategory.PROBATIONARY


def trail_of(told: Told) -> list[AuditEntry]:
    """The first step comes from nowhere: the session was put on the calendar."""
    if not told.steps:
        return []
    begun, *moves = told.steps
    planned = SessionStatus.PLANNED
    session, at = told.session, begun.at
    first = next_entry(session, None, begun.by, begun.verb, "", planned, begun.note, at=at)
    return [first, *trail(session, moves, before=first)]


def enter_papers(office: Office) -> None:
    create(
        office,
        [
            Document(
                kind=paper.kind,
                symbol=paper.symbol,
                issuer=paper.issuer,
                dated_on=paper.dated_on,
                abstract=paper.abstract,
            )
            for paper in PAPERS
        ],
    )


def make_topics(office: Office, year: int) -> dict[int, Topic]:
    theme = Theme.objects.get(year=year)
    topics = [
        Topic(
            theme=theme,
            quarter=topic.quarter,
            title=topic.title,
            form=topic.form,
            presenter=topic.presenter,
            questions=topic.questions,
        )
        for topic in TOPICS
    ]
    create(office, topics)
    return {topic.quarter: topic for topic in topics}
