"""How a month's reports come about: opened for everybody, then each meets its fate."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from cells import clock
from cells.organisation.models import CellKind
from pledges.models import MonthlyReport
from pledges.monthly_report.services import (
    LineInput,
    acknowledge_monthly_report,
    confirm_monthly_report,
    enter_monthly_report,
    excuse_monthly_report,
    open_month,
    reopen_monthly_report,
    return_monthly_report,
    save_monthly_report,
    submit_monthly_report,
    unexcuse_monthly_report,
    withdraw_monthly_report,
)
from reports.demo import fates, proofs
from reports.demo.agenda import Act, moment, some_time
from reports.demo.fates import Fate, fate_of
from reports.demo.people import Person
from reports.demo.phrases import COMMENTS, EXCUSES, MENDINGS, REOPENING_NOTES, REPORT_RETURNS
from reports.demo.texts import difficulty, sentence, state_in
from reports.demo.works import Work
from reports.demo.world import World, chance

UNCHANGED, DIFFICULT, COMMENTED = 0.07, 0.3, 0.17
STILL_THERE = 0.6  # of difficulties, while the thing is not done


def tell_month(world: World, month: date) -> None:
    open_month(month)
    of_party = MonthlyReport.objects.of_month(month).filter(cell__kind=CellKind.PARTY)
    opened = of_party.select_related("pledge__member", "cell")
    for report in opened.order_by("pk"):
        tell_report(world, report)


def tell_report(world: World, report: MonthlyReport) -> None:
    """Put the story of this one report on the agenda, once."""
    if report.pk not in world.planned:
        world.planned.add(report.pk)
        person = world.by_member[report.pledge.member_id]
        ReportStory(world, report, person).plan()


class ReportStory:
    def __init__(self, world: World, report: MonthlyReport, person: Person):
        self.world, self.report, self.person = world, report, person
        self.place = (*person.key, report.month)
        self.rng = chance("told", *self.place)
        self.author = world.author(person)
        self.items = world.pledged[report.pledge_id]

    def plan(self) -> None:
        fate = fate_of(self.person, self.report.month)
        if fate.sending == fates.EXCUSED:
            self.plan_excuse()
        elif fate.sending == fates.BEGUN:
            self.later(self.day_of_sending(fates.ON_TIME), self.begin)
        elif fate.sending != fates.MISSING:
            self.plan_sending(fate)

    def plan_excuse(self) -> None:
        day = moment(max(clock.today(), self.report.due_on - timedelta(days=2)), 9)
        self.later(day, self.excuse)
        if self.place == fates.UNEXCUSED:
            self.later(day + timedelta(days=2), self.unexcuse)
            self.plan_sending(Fate(fates.LATE), after=day + timedelta(days=3))

    def plan_sending(self, fate: Fate, after: datetime | None = None) -> None:
        sent = after or self.day_of_sending(fate.sending)
        is_entered = fate.is_entered or not self.person.has_account
        if is_entered:
            self.later(sent, self.enter)
            if self.person.has_account and fate.answer != fates.HELD:
                self.later(sent + timedelta(hours=20), self.confirm)
        else:
            self.later(sent, self.send)
            if fate.is_withdrawn_once:
                sent += timedelta(minutes=40)
                self.later(sent, self.send_better)
        self.plan_answer(fate, sent)

    def plan_answer(self, fate: Fate, sent: datetime) -> None:
        answered = self.day_of_answer(sent)
        if fate.answer == fates.HELD:
            return
        if fate.is_mended or fate.answer == fates.RETURNED:
            self.later(answered, self.send_back)
            if fate.answer == fates.RETURNED:
                return
            mended = answered + timedelta(days=self.rng.randint(1, 4), minutes=17)
            self.later(mended, partial(self.send, is_mended=True))
            answered = mended + timedelta(days=self.rng.randint(1, 3), minutes=11)
        self.later(answered, self.acknowledge)
        self.plan_reopening(answered)

    def plan_reopening(self, answered: datetime) -> None:
        if self.place not in {*fates.REOPENED, fates.REOPENED_FOR_GOOD}:
            return
        self.later(answered + timedelta(days=9), self.reopen)
        if self.place in fates.REOPENED:
            self.later(answered + timedelta(days=11), partial(self.send, is_mended=True))
            self.later(answered + timedelta(days=12), self.acknowledge)

    def later(self, when: datetime, act: Act) -> None:
        self.world.later(when, act)

    # when

    def day_of_sending(self, sending: str) -> datetime:
        """Most write in the last days before the session; the late ones within three weeks."""
        due, today = self.report.due_on, clock.today()
        if sending == fates.LATE or due < today:
            days = min(int(self.rng.expovariate(1 / 5)), 20)
            day = max(due, today) + timedelta(days=1 + days)
        else:
            days = (due - today).days
            day = today + timedelta(days=round(self.rng.triangular(0, days, days)))
        return max(some_time(day, self.rng), clock.now() + timedelta(minutes=30))

    def day_of_answer(self, sent: datetime) -> datetime:
        """After the cell's session; slow cells take their time, and sometimes a month."""
        session = self.report.due_on + timedelta(days=2 + self.report.month.month % 2)
        slowness = 1 - self.person.cell.answers
        days = int(self.rng.expovariate(1 / (0.6 + 6 * slowness)))
        if self.rng.random() < slowness * 0.3:
            days += self.rng.randint(12, 30)
        answered = some_time(max(session, sent.date()) + timedelta(days=days), self.rng)
        return max(answered, sent + timedelta(hours=2))

    # the steps

    def begin(self) -> None:
        """A first line, then something came between."""
        self.save(self.lines()[:1])

    def save(self, lines: list[LineInput]) -> None:
        save_monthly_report(self.report, lines=lines, version=self.report.version)
        self.remember(lines)

    def remember(self, lines: list[LineInput]) -> None:
        for line in lines:
            self.world.told.setdefault(line.item_id, set()).add(self.report.month)
            self.world.stuck[line.item_id, self.report.month] = line.difficulty

    def send(self, *, is_mended: bool = False) -> None:
        first, *others = self.lines()
        self.save([mended(first, self.rng) if is_mended else first, *others])
        proofs.bring(self.report, self.place, by=self.author)
        submit_monthly_report(self.report, by=self.author, version=self.report.version)

    def send_better(self) -> None:
        withdraw_monthly_report(self.report, by=self.author)
        self.send(is_mended=True)

    def enter(self) -> None:
        lines = self.lines()
        enter_monthly_report(
            self.report,
            lines=lines,
            version=self.report.version,
            by=self.world.writer(self.person),
            has_paper_slip=not self.person.has_account,
        )
        self.remember(lines)

    def confirm(self) -> None:
        confirm_monthly_report(self.report, by=self.author)

    def excuse(self) -> None:
        note = EXCUSES[chance("excuse", *self.person.key).randrange(len(EXCUSES))]
        excuse_monthly_report(self.report, by=self.world.answerer(self.person), note=note)

    def unexcuse(self) -> None:
        unexcuse_monthly_report(
            self.report,
            by=self.world.answerer(self.person),
            note="Đồng chí đã về từ giữa tháng, có việc để báo cáo.",
        )

    def send_back(self) -> None:
        return_monthly_report(
            self.report,
            by=self.world.answerer(self.person),
            note=self.rng.choice(REPORT_RETURNS),
            items=[self.items[0][0]],
            comments=self.comments(always=self.person.account is not None),
        )

    def acknowledge(self) -> None:
        acknowledge_monthly_report(
            self.report, by=self.world.answerer(self.person), comments=self.comments()
        )

    def reopen(self) -> None:
        note = self.rng.choice(REOPENING_NOTES)
        reopen_monthly_report(self.report, by=self.world.staff, note=note)

    # its words

    def lines(self) -> list[LineInput]:
        rng = chance("words", *self.place)  # a report that was sent back keeps its words
        lines = [self.line(item, work, rng) for item, work in self.items]
        if self.place in fates.HARD:
            lines[-1] = self.hard(lines[-1], self.items[-1][1], rng)
        return lines

    def hard(self, line: LineInput, work: Work, rng: Random) -> LineInput:
        month, person = self.report.month, self.person
        words = sentence(work, "partly", month, person, rng)
        stuck = difficulty(work, month, person, rng)
        return LineInput(item_id=line.item_id, state="partly", sentence=words, difficulty=stuck)

    def line(self, item: int, work: Work, rng: Random) -> LineInput:
        month = self.report.month
        has_past = any(earlier < month for earlier in self.world.told.get(item, ()))
        if rng.random() < UNCHANGED and has_past:
            return LineInput(item_id=item, is_unchanged=True)
        state = state_in(work, month, rng)
        is_hard = state != "done" and rng.random() < DIFFICULT
        return LineInput(
            item_id=item,
            state=state,
            sentence=sentence(work, state, month, self.person, rng),
            difficulty=self.carried(item, work, state)
            or (difficulty(work, month, self.person, rng) if is_hard else ""),
        )

    def carried(self, item: int, work: Work, state: str) -> str:
        """The last difficulty, word by word, as a tick on the form carries it on."""
        earlier = [month for month in self.world.told.get(item, ()) if month < self.report.month]
        luck = chance("still", *self.place, work.action).random()
        if state == "done" or not earlier or luck > STILL_THERE:
            return ""
        return self.world.stuck[item, max(earlier)]

    def comments(self, *, always: bool = False) -> dict[int, str]:
        if not always and self.rng.random() > COMMENTED:
            return {}
        item, _ = self.rng.choice(self.items)
        return {item: self.rng.choice(COMMENTS)}


def mended(line: LineInput, rng: Random) -> LineInput:
    """What was sent back comes again with more words."""
    words = f"{line.sentence} {rng.choice(MENDINGS)}".strip()
    return replace(line, is_unchanged=False, state=line.state or "partly", sentence=words)
