"""The demo's year of sessions, told through the services: set, held, written down, signed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from cells import clock
from cells.models import (
    AgendaItem,
    Attendance,
    Document,
    Member,
    Session,
    SessionTask,
    StudyForm,
    StudySlot,
    Topic,
    User,
)
from cells.session.absence.services import approve_absence, request_absence
from cells.session.course.services import (
    SpeechInput,
    VoteInput,
    add_speech,
    assign_task,
    close_session,
    record_vote,
    save_conclusion,
    save_item,
)
from cells.session.minutes.services import countersign_session, next_number, sign_session
from cells.session.models import AgendaKind, AttendanceState
from cells.session.planning.agenda import AgendaLine, save_agenda
from cells.session.planning.services import (
    cancel_session,
    people_on,
    schedule_session,
    usual_people,
)
from cells.session.roll.services import RollLine, save_roll
from cells.session.task.services import drop_task, finish_task, report_progress
from reports.demo import sayings
from reports.demo.agenda import Act, moment
from reports.demo.calendar import Meeting, meetings_of
from reports.demo.founding import CELLS_WITHOUT_TERM
from reports.demo.told import notes_on, place_of, reason_of, title_of
from reports.demo.world import World, chance

YEAR = 2014
ANNOUNCED_ON = 18  # of the month before, so that reports are opened with the session's day
STUDY_ANNOUNCED = timedelta(days=14)
CLOSED_AFTER, SIGNED_AFTER = timedelta(minutes=40), timedelta(days=3)
EXCUSED, UNEXCUSED, VOTED, WITHOUT_TASK = 0.07, 0.012, 0.3, 0.4
# Whose last minutes wait, wholly or for the second signature; others sign within days
WAITING, HALF_SIGNED = {("CSD", 11), ("TQC", 11), ("TQC", 10)}, {("DP2", 11)}
# A signature renders a file: two cells have signed all year, the others what is still in use
SIGNED_ALL_YEAR, SIGNED_SINCE = {"CSD", "TCCB"}, date(2014, 9, 1)
# What the roll-call of a session finds already answered: place in the cell, month, how it ended
REQUESTS = {("CSD", 6): 3, ("DV", 5): 4, ("TCCB", 6): 6, ("DP1", 6): 9, ("CSD", 7): 10}
OPEN_REQUEST = (("CSD", 6), 12, moment(date(2014, 11, 19), 20, 12))
FATES = {"done": 76, "late": 12, "begun": 6, "silent": 4, "dropped": 2}


def schedule(world: World, months: Sequence[date]) -> None:
    """Sessions of the months after those that are reported on, and whatever lies ahead."""
    heard = {month_after(month) for month in months}
    for meeting in meetings_of(YEAR, world.plans):
        is_ahead = meeting.starts_at >= world.agenda.until
        if is_ahead or meeting.starts_at.date().replace(day=1) in heard:
            MeetingStory(world, meeting).plan()


def month_after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


class MeetingStory:
    """One session from its announcement to its minutes, each step in its own moment."""

    def __init__(self, world: World, meeting: Meeting):
        self.world, self.meeting = world, meeting
        self.rng: Random = chance("meeting", *meeting.key)
        self.session = Session()

    def plan(self) -> None:
        meeting = self.meeting
        self.later(self.announced, self.announce)
        if meeting.is_called_off:
            self.later(meeting.starts_at - timedelta(days=1, hours=2), self.call_off)
            return
        self.plan_requests()
        self.later(meeting.ends_at + CLOSED_AFTER, self.hold)
        if self.is_signed:
            self.later(meeting.ends_at + SIGNED_AFTER, self.sign)

    @property
    def is_signed(self) -> bool:
        code, day = self.meeting.cell, self.meeting.starts_at.date()
        if code in CELLS_WITHOUT_TERM or ((code, day.month) in WAITING and self.is_regular):
            return False
        return code in SIGNED_ALL_YEAR or day >= SIGNED_SINCE

    def later(self, when: datetime, act: Act) -> None:
        self.world.later(when, act)

    @property
    def is_regular(self) -> bool:
        return self.meeting.form == StudyForm.REGULAR

    @property
    def announced(self) -> datetime:
        if not self.is_regular:
            return self.meeting.starts_at - STUDY_ANNOUNCED
        before = self.meeting.starts_at.date().replace(day=1) - timedelta(days=1)
        return moment(before.replace(day=ANNOUNCED_ON), 9)

    # before

    def announce(self) -> None:
        meeting, cell = self.meeting, self.world.cells[self.meeting.cell]
        topic = Topic.objects.filter(theme__year=YEAR, quarter=meeting.quarter).first()
        chair, minute_taker = usual_people(cell)
        people = people_on(cell, meeting.starts_at.date()).order_by("sort_key", "pk")
        chair = chair or people[0]
        self.session = schedule_session(
            cell,
            by=self.account(chair),
            form=meeting.form,
            title=title_of(meeting, topic),
            topic=topic,
            slot=StudySlot.objects.filter(cell=cell, topic=topic).first() if topic else None,
            report_month=meeting.report_month,
            starts_at=meeting.starts_at,
            place=place_of(meeting, self.rng),
            chair=chair,
            minute_taker=minute_taker or people.exclude(pk=chair.pk)[0],
            invitation=self.rng.choice(sayings.INVITATIONS),
            guests=sayings.GUESTS[0] if self.rng.random() < 0.15 else "",
            partners=[self.world.cells[code] for code in meeting.partners],
        )
        if meeting.papers:
            self.add_papers()

    def add_papers(self) -> None:
        lines = [
            AgendaLine(pk=item.pk, title=item.title, presenter=item.presenter, place=item.position)
            for item in self.session.items.all()
        ]
        papers = Document.objects.filter(symbol__in=self.meeting.papers).order_by("dated_on")
        version = Session.objects.get(pk=self.session.pk).version
        save_agenda(self.session, lines=lines, documents=list(papers), version=version)

    def call_off(self) -> None:
        cancel_session(self.session, by=self.by, note=sayings.CANCEL_REASON)

    def plan_requests(self) -> None:
        if not self.is_regular:
            return
        for key, month in REQUESTS.items():
            if key[0] == self.meeting.cell and month == self.meeting.starts_at.month:
                asked = self.meeting.starts_at - timedelta(days=3, hours=-6)
                self.later(asked, partial(self.ask, key, is_approved=True))
        key, month, at = OPEN_REQUEST
        if key[0] == self.meeting.cell and month == self.meeting.starts_at.month:
            self.later(at, partial(self.ask, key))

    def ask(self, key: tuple[str, int], *, is_approved: bool = False) -> None:
        request = request_absence(
            self.session,
            member=self.world.members[key],
            reason="mission",
            note=sayings.ABSENCE_REQUEST,
            by=self.world.users[key],
        )
        if is_approved:
            approve_absence(request, by=self.by)

    # while

    @property
    def by(self) -> User:
        return self.account(self.session.chair)

    @property
    def pen(self) -> User:
        return self.account(self.session.minute_taker)

    def account(self, member: Member) -> User:
        return self.world.author(self.world.by_member[member.pk])

    def hold(self) -> None:
        self.session.refresh_from_db()
        for code in (self.meeting.cell, *self.meeting.partners):
            self.call_roll(code)
        here = [line.member for line in self.lines(self.meeting.cell) if line.state == "present"]
        items = list(self.session.items.all())
        for item in items:
            self.write_down(item)
        self.speak(items, here)
        self.vote(items[-1])
        self.give_tasks(here)
        save_conclusion(
            self.session,
            conclusion=self.rng.choice(sayings.CONCLUSIONS),
            no_task_reason=self.no_task_reason(),
            ends_at=self.meeting.ends_at,
            version=self.session.version,
            by=self.pen,
        )
        close_session(self.session, by=self.pen)

    def lines(self, code: str) -> list[Attendance]:
        lines = Attendance.objects.filter(session=self.session, cell=self.world.cells[code])
        return list(lines.select_related("member").order_by("member__sort_key", "member__pk"))

    def call_roll(self, code: str) -> None:
        """Everybody is there but a few; who has leave stands there already."""
        cell = self.world.cells[code]
        by = self.pen if code == self.meeting.cell else self.officer_of(code)
        save_roll(self.session, cell, [], version=0, by=by)
        away = [line for line in map(self.absent, self.lines(code)) if line]
        if away:
            save_roll(self.session, cell, away, version=1, by=by)

    def officer_of(self, code: str) -> User:
        officer = next(person for person in self.world.of_cell[code] if person.office)
        return self.world.users[officer.key]

    def absent(self, line: Attendance) -> RollLine | None:
        luck = self.rng.random()
        leads = line.member_id in {self.session.chair_id, self.session.minute_taker_id}
        if line.state != AttendanceState.PRESENT or leads or luck > UNEXCUSED + EXCUSED:
            return None
        if luck < UNEXCUSED:
            return RollLine(member_id=line.member_id, state=AttendanceState.UNEXCUSED)
        reason, note = reason_of(self.rng)
        return RollLine(
            member_id=line.member_id,
            state=AttendanceState.EXCUSED,
            reason=reason,
            reason_note=note,
        )

    def write_down(self, item: AgendaItem) -> None:
        save_item(
            item,
            notes=notes_on(item, self.meeting, self.session, self.rng),
            conclusion=self.rng.choice(sayings.ITEM_CONCLUSIONS),
            version=item.version,
            by=self.pen,
        )

    def speak(self, items: list[AgendaItem], here: list[Member]) -> None:
        about = next((item for item in items if item.kind == AgendaKind.TOPIC), items[-1])
        words = sayings.SPEECHES[self.meeting.quarter]
        how_many = min(len(here), self.rng.randint(2, 4))
        speakers = self.rng.sample(here, how_many)
        for speaker, text in zip(speakers, self.rng.sample(words, how_many), strict=True):
            add_speech(about, SpeechInput(text=text, speaker=speaker))

    def vote(self, item: AgendaItem) -> None:
        if self.rng.random() > VOTED:
            return
        official = [one for one in self.lines(self.meeting.cell) if one.category == "official"]
        here = sum(line.state == AttendanceState.PRESENT for line in official)
        abstained = self.rng.choice([0, 0, 0, 1])
        question = self.rng.choice(sayings.VOTE_QUESTIONS)
        given = VoteInput(question=question, in_favour=here - abstained, abstained=abstained)
        record_vote(item, given)

    # what is to be done

    def no_task_reason(self) -> str:
        if self.session.tasks.exists() or not self.session.needs_a_task:
            return ""
        return self.rng.choice(sayings.NO_TASK_REASONS)

    def give_tasks(self, here: list[Member]) -> None:
        if self.meeting.form == StudyForm.VISIT:
            return
        how_many = 1 if not self.is_regular else self.rng.choice([0, 1, 1, 2])
        for text, result in self.rng.sample(sayings.TASKS, how_many):
            day = self.meeting.starts_at.date()
            due_on = day + timedelta(days=self.rng.randint(12, 40))
            owner = self.rng.choice(here)
            task = assign_task(self.session, text=text, owner=owner, due_on=due_on, by=self.pen)
            self.plan_fate(task, result)

    def plan_fate(self, task: SessionTask, result: str) -> None:
        [fate] = self.rng.choices(list(FATES), weights=list(FATES.values()))
        asked = self.session.day
        days = (task.due_on - asked).days
        early = moment(asked + timedelta(days=self.rng.randint(3, max(4, days - 1))), 16, 20)
        late = moment(task.due_on + timedelta(days=self.rng.randint(1, 12)), 10, 5)
        acts: dict[str, tuple[datetime, Act]] = {
            "done": (early, partial(self.finish, task, result)),
            "late": (late, partial(self.finish, task, result)),
            "begun": (early, partial(self.report, task)),
            "dropped": (late, partial(self.drop, task)),
        }
        if fate in acts:
            self.later(*acts[fate])

    def finish(self, task: SessionTask, result: str) -> None:
        task.refresh_from_db()
        finish_task(task, result=result, version=task.version, by=self.account(task.owner))

    def report(self, task: SessionTask) -> None:
        task.refresh_from_db()
        words = self.rng.choice(sayings.PROGRESS)
        report_progress(task, progress=words, version=task.version, by=self.account(task.owner))

    def drop(self, task: SessionTask) -> None:
        task.refresh_from_db()
        drop_task(task, reason=sayings.DROP_REASON, version=task.version, by=self.by)

    # afterwards

    def sign(self) -> None:
        """Chair and minute-taker; the second signature puts the paper into the register."""
        sign_session(self.session, by=self.by)
        if (self.meeting.cell, self.meeting.starts_at.month) in HALF_SIGNED:
            return
        today: date = clock.today()
        number = next_number(self.session, today) or 1  # without a term the signing says so
        countersign_session(self.session, by=self.pen, number=number, dated_on=today)
