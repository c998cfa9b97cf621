"""A month's reports: opened for every accepted pledge, most sent in time and answered soon."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from cells import clock
from pledges.models import MonthlyReport, MonthlyReportLine
from pledges.monthly_report.scheduling import month_after, opening_due_on
from reports.demo.agenda import moment, some_time
from reports.demo.bulk.pledging import Promise
from reports.demo.bulk.trails import Step, until, walk, write, write_trails
from reports.demo.people import Person
from reports.demo.phrases import COMMENTS, EXCUSES, MENDINGS, REPORT_RETURNS
from reports.demo.texts import difficulty, sentence, state_in
from reports.demo.works import Work

OPENS_ON = 25
EXCUSED, MISSING, BEGUN, LATE, ON_TIME = "excused", "missing", "begun", "late", "on_time"
SENDINGS = {EXCUSED: 10, MISSING: 25, BEGUN: 10, LATE: 75, ON_TIME: 880}
HELD, RETURNED, ACKNOWLEDGED = "held", "returned", "acknowledged"
ANSWERS = {HELD: 12, RETURNED: 8, ACKNOWLEDGED: 980}
MENDED, UNCHANGED, DIFFICULT, COMMENTED = 0.05, 0.07, 0.3, 0.17
VARIANTS = 6  # of one sentence in one month
AT_ONCE = 5_000  # reports whose lines and steps are held in memory


class Month:
    """``states`` of the items as they were told last, for months in which nothing changed;
    ``heard`` on which day a cell, by its code, hears these reports."""

    def __init__(
        self, month: date, now: datetime, seed: int, states: dict[int, str], heard: dict[str, date]
    ):
        self.month, self.now, self.states, self.heard = month, now, states, heard
        self.rng = Random(f"{seed}/reports/{month}")  # noqa: S311 – the same reports every time
        self.opened = moment(month.replace(day=OPENS_ON), 7)
        self.ends = moment(month_after(month), 0)
        self.words: dict[tuple[str, str, int], str] = {}

    def tell(self, promises: list[Promise]) -> int:
        if self.opened >= self.now:
            return 0
        waiting = iter([promise for promise in promises if self.is_due_from(promise)])
        count = 0
        while some := list(islice(waiting, AT_ONCE)):
            count += len(some)
            self.tell_some(some)
        return count

    def is_due_from(self, promise: Promise) -> bool:
        accepted = promise.pledge.accepted_at
        return accepted is not None and accepted < self.ends

    def tell_some(self, promises: list[Promise]) -> None:
        told = [self.report(promise) for promise in promises]
        write(MonthlyReport, [report for report, _, _ in told])
        lines: list[MonthlyReportLine] = []
        for promise, (report, steps, how_many) in zip(promises, told, strict=True):
            lines += self.lines(promise, report, steps, how_many)
        write(MonthlyReportLine, lines)
        write_trails((report, steps) for report, steps, _ in told)

    # one report: its row, its steps, and how many of its items were written about

    def report(self, promise: Promise) -> tuple[MonthlyReport, list[Step], int]:
        pledge = promise.pledge
        opened = max(self.opened, pledge.accepted_at or self.opened)
        with clock.at(opened):
            due_on = opening_due_on(pledge, self.month, self.heard.get(promise.home.plan.code))
        report = MonthlyReport(
            pledge=pledge,
            cell=pledge.cell,
            month=self.month,
            by_leader=pledge.by_leader,
            due_on=due_on,
        )
        sending = self.lot(SENDINGS)
        if sending == EXCUSED:
            return report, self.excuse(promise, report, opened), 0
        if sending == MISSING:
            return report, [], 0
        sent = self.day_of_sending(report, opened, is_late=sending == LATE)
        if sent >= self.now:
            return report, [], 0
        if sending == BEGUN:
            report.version, report.saved_at = 1, sent
            return report, [], 1
        steps = until(self.now, self.steps(promise, report, sent))
        self.keep(promise, report, steps)
        return report, steps, len(promise.works)

    def lot(self, chances: dict[str, int]) -> str:
        return self.rng.choices(list(chances), weights=list(chances.values()))[0]

    def excuse(self, promise: Promise, report: MonthlyReport, opened: datetime) -> list[Step]:
        at = max(moment(report.due_on - timedelta(days=2), 9), opened + timedelta(hours=2))
        by, note = promise.home.answerer(promise.who), self.rng.choice(EXCUSES)
        steps = until(self.now, [Step(at, "excuse", by, note)])
        walk(report, steps)
        return steps

    def day_of_sending(self, report: MonthlyReport, opened: datetime, *, is_late: bool) -> datetime:
        first = opened.date()
        if is_late or report.due_on <= first:
            day = max(report.due_on, first) + timedelta(days=1 + int(self.rng.expovariate(1 / 5)))
        else:
            days = (report.due_on - first).days
            day = first + timedelta(days=round(self.rng.triangular(0, days, days)))
        return max(some_time(day, self.rng), opened + timedelta(minutes=30))

    def steps(self, promise: Promise, report: MonthlyReport, sent: datetime) -> Iterator[Step]:
        author = promise.home.author(promise.who)
        answerer = promise.home.answerer(promise.who)
        answer = self.lot(ANSWERS)
        yield Step(sent, "submit", author, "" if promise.who.user else "Ghi hộ")
        if answer == HELD:
            return
        at = self.day_of_answer(report, sent)
        if answer == RETURNED or self.rng.random() < MENDED:
            yield Step(at, "return", answerer, self.rng.choice(REPORT_RETURNS))
            if answer == RETURNED:
                return
            at += timedelta(days=self.rng.randint(1, 4), minutes=17)
            yield Step(at, "submit", author)
            at += timedelta(days=self.rng.randint(1, 3), minutes=11)
        yield Step(at, "acknowledge", answerer)

    def day_of_answer(self, report: MonthlyReport, sent: datetime) -> datetime:
        """After the cell's session; now and then much later."""
        session = report.due_on + timedelta(days=2)
        days = int(self.rng.expovariate(1 / 2)) + (20 if self.rng.random() < 0.05 else 0)
        at = some_time(max(session, sent.date()) + timedelta(days=days), self.rng)
        return max(at, sent + timedelta(hours=2))

    def keep(self, promise: Promise, report: MonthlyReport, steps: list[Step]) -> None:
        """The columns that saving and sending would have filled."""
        is_entered = promise.who.user is None
        sendings = [step.at for step in steps if step.verb == "submit"]
        report.first_submitted_at, report.saved_at = sendings[0], sendings[-1]
        # Saving counts one, sending another; what is entered for somebody is sent as it is saved
        report.version = 2 * len(sendings) - is_entered
        if is_entered:
            report.entered_by, report.has_paper_slip = promise.home.pen(), True
            report.confirmed_at = sendings[1] if len(sendings) > 1 else None
        walk(report, steps)

    # its lines

    def lines(
        self, promise: Promise, report: MonthlyReport, steps: list[Step], how_many: int
    ) -> list[MonthlyReportLine]:
        items = promise.items or []
        lines = [MonthlyReportLine(report=report, item=item) for item in items]
        for line, work in zip(lines[:how_many], promise.works, strict=False):
            self.fill(line, work, promise.who.told)
        if lines and sum(step.verb == "submit" for step in steps) > 1:
            lines[0].sentence = f"{lines[0].sentence} {self.rng.choice(MENDINGS)}".strip()
        if lines and report.status in (RETURNED, ACKNOWLEDGED) and self.rng.random() < COMMENTED:
            self.rng.choice(lines).comment = self.rng.choice(COMMENTS)
        return lines

    def fill(self, line: MonthlyReportLine, work: Work, who: Person) -> None:
        before = self.states.get(line.item_id)
        if before and self.rng.random() < UNCHANGED:
            line.state, line.is_unchanged = before, True
            return
        line.state = self.states[line.item_id] = state_in(work, self.month, self.rng)
        variant = self.rng.randrange(VARIANTS)
        line.sentence = self.said(work, line.state, variant, who)
        if line.state != "done" and self.rng.random() < DIFFICULT:
            line.difficulty = self.said(work, "", variant, who)

    def said(self, work: Work, state: str, variant: int, who: Person) -> str:
        """A few spellings of each sentence a month; whoever comes first fills in the numbers."""
        key = (work.action, state, variant)
        if key not in self.words:
            self.words[key] = (
                sentence(work, state, self.month, who, self.rng)
                if state
                else difficulty(work, self.month, who, self.rng)
            )
        return self.words[key]
