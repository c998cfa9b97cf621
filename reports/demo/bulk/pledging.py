"""A year's pledges: most written in time and accepted, a few not, last year's closed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from random import Random

from pledges.models import Pledge, PledgeItem
from pledges.pledge.services import ItemInput, due_day
from reports.demo.agenda import moment, some_time
from reports.demo.bulk.cards import Criteria
from reports.demo.bulk.founding import Office
from reports.demo.bulk.people import Colleague, Household
from reports.demo.bulk.trails import Step, until, walk, write, write_trails
from reports.demo.cards import fitting
from reports.demo.phrases import CLOSING_NOTE, MEASURES, PLEDGE_RETURNS, REFLECTIONS
from reports.demo.pledging import item_of
from reports.demo.texts import works_of
from reports.demo.works import Work

BLANK, BEGUN, RETURNED, HELD, NORMAL = "blank", "begun", "returned", "held", "normal"
OUTCOMES = {BLANK: 12, BEGUN: 8, RETURNED: 7, HELD: 8, NORMAL: 965}
LATE, MENDED = 0.08, 0.06
ITEM_FIELDS = [each.name for each in fields(ItemInput)]


@dataclass(slots=True)
class Promise:
    """A pledge with the story that its rows tell."""

    home: Household
    who: Colleague
    pledge: Pledge
    works: list[Work]
    steps: list[Step]
    is_mended: bool = False
    items: list[PledgeItem] | None = None

    @property
    def closed_at(self) -> datetime | None:
        return next((step.at for step in self.steps if step.verb == "close"), None)


class PledgeYear:
    def __init__(self, office: Office, year: int, now: datetime, seed: int):
        self.office, self.year, self.now = office, year, now
        self.rng = Random(f"{seed}/pledges/{year}")  # noqa: S311 – the same pledges every time
        self.opened_on = date(year - 1, 12, 17)
        self.closing = Step(moment(date(year + 1, 1, 27), 14), "close", office.staff, CLOSING_NOTE)

    def tell(self, criteria: dict[int, Criteria]) -> list[Promise]:
        promises = [
            self.promise(home, colleague)
            for home in self.office.homes
            for colleague in home.people
            if colleague.is_obliged
        ]
        write(Pledge, [promise.pledge for promise in promises])
        self.write_items(promises, criteria)
        write_trails((promise.pledge, promise.steps) for promise in promises)
        return promises

    def promise(self, home: Household, who: Colleague) -> Promise:
        pledge = Pledge(
            member=who.member,
            cell=home.cell,
            year=self.year,
            by_leader=who.by_leader,
            due_on=due_day(date(self.year, 1, 15), self.opened_on, by_leader=who.by_leader),
        )
        [outcome] = self.rng.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))
        if who.told.account:
            outcome = NORMAL
        promise = Promise(home, who, pledge, works_of(who.told, self.rng), [])
        sent = self.day_of_sending(pledge)
        if outcome == BLANK or sent >= self.now:
            promise.works = []
        elif outcome == BEGUN:
            promise.works = promise.works[:1]
            self.save(promise, sent)
        else:
            self.save(promise, sent)
            self.move(promise, sent, outcome)
        return promise

    def day_of_sending(self, pledge: Pledge) -> datetime:
        days = (pledge.due_on - self.opened_on).days
        if self.rng.random() < LATE:
            day = pledge.due_on + timedelta(days=1 + int(self.rng.expovariate(1 / 9)))
        else:
            day = self.opened_on + timedelta(days=1 + round(self.rng.triangular(0, days - 1, days)))
        return some_time(day, self.rng)

    def save(self, promise: Promise, at: datetime) -> None:
        pledge = promise.pledge
        pledge.version, pledge.saved_at = pledge.version + 1, at
        pledge.reflection = self.rng.choice(REFLECTIONS[2013 + self.year % 2])
        pledge.measures = self.rng.choice(MEASURES)
        pledge.entered_by = None if promise.who.user else promise.home.pen()

    def move(self, promise: Promise, sent: datetime, outcome: str) -> None:
        promise.steps = until(self.now, self.steps(promise, sent, outcome))
        pledge = promise.pledge
        walk(pledge, promise.steps)
        for step in promise.steps:
            if step.verb == "submit":
                pledge.first_submitted_at = pledge.first_submitted_at or step.at
            elif step.verb == "accept":
                pledge.accepted_at = step.at
        if sum(step.verb == "submit" for step in promise.steps) > 1:
            promise.is_mended = True
            self.save(promise, promise.steps[2].at)

    def steps(self, promise: Promise, sent: datetime, outcome: str) -> Iterator[Step]:
        author = promise.home.author(promise.who)
        answerer = promise.home.answerer(promise.who)
        yield Step(sent, "submit", author)
        if outcome == HELD:
            return
        at = sent + timedelta(days=self.rng.randint(1, 6), minutes=self.rng.randint(0, 90))
        if outcome == RETURNED or self.rng.random() < MENDED:
            yield Step(at, "return", answerer, self.rng.choice(PLEDGE_RETURNS))
            if outcome == RETURNED:
                return
            at += timedelta(days=self.rng.randint(1, 5), minutes=self.rng.randint(5, 300))
            yield Step(at, "submit", author)
            at += timedelta(days=self.rng.randint(1, 4))
        yield Step(at, "accept", answerer)
        if promise.who.user != self.office.staff:
            yield self.closing

    def write_items(self, promises: list[Promise], criteria: dict[int, Criteria]) -> None:
        for promise in promises:
            promise.items = [
                self.item(promise, work, position, criteria[promise.home.cell.pk])
                for position, work in enumerate(promise.works, start=1)
            ]
        write(PledgeItem, [item for promise in promises for item in promise.items or []])

    def item(self, promise: Promise, work: Work, position: int, criteria: Criteria) -> PledgeItem:
        line = fitting(criteria, work.virtue, self.year, *promise.who.told.key)
        said = item_of(work, line, self.year, self.rng)
        item = PledgeItem(pledge=promise.pledge, position=position)
        for name in ITEM_FIELDS:
            setattr(item, name, getattr(said, name))
        if promise.is_mended and position == 1:
            item.measure = f"{item.measure}; ghi sổ từng lần"
        return item
