"""How the pledges of a year come about: written, sent, answered – or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from cells import clock
from cells.organisation.models import CellKind
from pledges.models import MonthlyReport, Pledge, PledgeItem
from pledges.pledge.copying import same_day
from pledges.pledge.services import (
    ItemInput,
    accept_pledge,
    open_year,
    reopen_pledge,
    return_pledge,
    save_pledge,
    submit_pledge,
)
from reports.demo.agenda import moment, some_time
from reports.demo.cards import criteria_by_virtue, fitting
from reports.demo.cells import Virtue
from reports.demo.people import Person
from reports.demo.phrases import (
    CLOSING_NOTE,
    DIFFERENCES,
    MEASURES,
    PLEDGE_RETURNS,
    REFLECTIONS,
)
from reports.demo.texts import filled, works_of
from reports.demo.works import Work
from reports.demo.world import Key, World, chance
from reports.overview.new_year.services import close_year

HELD, BEGUN, BLANK, RETURNED, NORMAL = "held", "begun", "blank", "returned", "normal"
# What the people of the sign-in page are to find, whatever luck says
SETTLED = {
    ("CSD", 9, 2014): HELD,
    ("CSD", 10, 2014): BEGUN,
    ("CSD", 4, 2013): NORMAL,
    ("CSD", 4, 2014): NORMAL,
    ("CSD", 0, 2014): NORMAL,
    ("CSD", 1, 2014): NORMAL,
    ("TH", 4, 2014): NORMAL,
    ("TCCB", 4, 2014): NORMAL,
    ("BVCT", 4, 2014): NORMAL,
    ("DTBD", 9, 2014): RETURNED,
    ("TQC", 5, 2014): BLANK,
    ("DTBD", 6, 2014): BLANK,
    ("DP3", 9, 2014): HELD,
    ("DP2", 8, 2014): NORMAL,  # will be transferred
    ("TCXD", 8, 2014): NORMAL,  # will leave
}
GOES_ON = 0.35  # of those who pledged last year take their first item over
REOPENED = ("V4", 5), date(2014, 3, 10), "Số lần ghi ở việc thứ nhất chưa khớp với kế hoạch năm."
CLOSED_ON = date(2014, 1, 27)


class PledgeStory:
    """One year's pledges; ``tell_report`` takes over the reports that an acceptance opens."""

    def __init__(self, world: World, tell_report: Callable[[MonthlyReport], object]):
        self.world, self.tell_report = world, tell_report
        self.planned: set[int] = set()
        self.criteria: dict[tuple[str, int], dict[Virtue, int]] = {}
        self.first_items: dict[tuple[Key, int], tuple[int, Work]] = {}  # by person and year

    def open(self, year: int) -> None:
        open_year(year)
        fresh = Pledge.objects.of_year(year).filter(cell__kind=CellKind.PARTY)
        fresh = fresh.with_people().exclude(pk__in=self.planned)
        for pledge in fresh.order_by("pk"):
            self.planned.add(pledge.pk)
            self.plan(pledge, self.world.by_member[pledge.member_id])

    def plan(self, pledge: Pledge, person: Person) -> None:
        rng = chance("pledge", *person.key, pledge.year)
        outcome = SETTLED.get((*person.key, pledge.year)) or luck(person, pledge.year, rng)
        if outcome == BLANK:
            return
        sent = some_time(sending_day(pledge, person, rng), rng)
        items = self.items(pledge, person, rng)
        if outcome == BEGUN:
            self.world.later(sent, partial(self.save, pledge, person, items[:1], rng))
            return
        self.world.later(sent, partial(self.send, pledge, person, items, rng))
        if outcome != HELD:
            self.plan_answer(pledge, person, sent, outcome, rng)

    def plan_answer(
        self, pledge: Pledge, person: Person, sent: datetime, outcome: str, rng: Random
    ) -> None:
        answered = sent + timedelta(days=rng.randint(1, 6), minutes=rng.randint(0, 90))
        if outcome == RETURNED or rng.random() < 0.06:
            self.world.later(answered, partial(self.send_back, pledge, person, rng))
            if outcome == RETURNED:
                return
            mended = answered + timedelta(days=rng.randint(1, 5), minutes=rng.randint(5, 300))
            self.world.later(mended, partial(self.mend, pledge, person))
            answered = mended + timedelta(days=rng.randint(1, 4))
        self.world.later(answered, partial(self.accept, pledge, person))

    # the steps

    def save(self, pledge: Pledge, person: Person, items: list[ItemInput], rng: Random) -> None:
        save_pledge(
            pledge,
            reflection=rng.choice(REFLECTIONS[pledge.year]),
            measures=rng.choice(MEASURES),
            items=items,
            version=pledge.version,
            by=self.world.author(person),
        )

    def send(self, pledge: Pledge, person: Person, items: list[ItemInput], rng: Random) -> None:
        self.save(pledge, person, items, rng)
        submit_pledge(pledge, by=self.world.author(person), version=pledge.version)

    def send_back(self, pledge: Pledge, person: Person, rng: Random) -> None:
        note = rng.choice(PLEDGE_RETURNS)
        return_pledge(pledge, by=self.world.answerer(person), note=note)

    def mend(self, pledge: Pledge, person: Person) -> None:
        """The first item gets the words that were missed."""
        rows = list(pledge.items.all())
        first, *others = map(ItemInput.of, rows)
        save_pledge(
            pledge,
            reflection=pledge.reflection,
            measures=pledge.measures,
            items=[replace(first, measure=f"{first.measure}; ghi sổ từng lần"), *others],
            rows=[row.pk for row in rows],
            version=pledge.version,
            by=self.world.author(person),
        )
        submit_pledge(pledge, by=self.world.author(person), version=pledge.version)

    def accept(self, pledge: Pledge, person: Person) -> None:
        accept_pledge(pledge, by=self.world.answerer(person), version=pledge.version)
        works = self.works(pledge, person)
        items = pledge.items.order_by("position").values_list("pk", flat=True)
        self.world.pledged[pledge.pk] = list(zip(items, works, strict=True))
        self.first_items[person.key, pledge.year] = self.world.pledged[pledge.pk][0]
        for report in pledge.monthly_reports.select_related("pledge__member", "cell"):
            self.tell_report(report)

    # its words

    def works(self, pledge: Pledge, person: Person) -> list[Work]:
        works = works_of(person, chance("works", *person.key, pledge.year))
        if not (last := self.last_first_item(pledge, person)):
            return works
        return [last[1], *(work for work in works if work is not last[1])][: len(works)]

    def last_first_item(self, pledge: Pledge, person: Person) -> tuple[int, Work] | None:
        """Of those who go on with it."""
        is_one = person.account or chance("goes on", *person.key).random() < GOES_ON
        return self.first_items.get((person.key, pledge.year - 1)) if is_one else None

    def items(self, pledge: Pledge, person: Person, rng: Random) -> list[ItemInput]:
        criteria = self.criteria_of(person, pledge.year)
        items = [
            item_of(
                work, fitting(criteria, work.virtue, pledge.year, *person.key), pledge.year, rng
            )
            for work in self.works(pledge, person)
        ]
        if last := self.last_first_item(pledge, person):
            items[0] = taken_over(PledgeItem.objects.get(pk=last[0]), items[0], pledge.year, rng)
        return items

    def criteria_of(self, person: Person, year: int) -> dict[Virtue, int]:
        code = person.cell.code
        if (code, year) not in self.criteria:
            found = criteria_by_virtue(self.world.cells[code], person.cell, year)
            self.criteria[code, year] = found
        return self.criteria[code, year]

    # later in the year

    def reopen(self) -> None:
        """A pledge that staff had to open again; its items stay, because months rest on them."""
        key, _, note = REOPENED
        person = self.world.people[key]
        pledge = Pledge.objects.with_people().get(member=self.world.members[key], year=2014)
        reopen_pledge(pledge, by=self.world.staff, note=note)
        sent, accepted = moment(date(2014, 3, 12), 10), moment(date(2014, 3, 13), 14)
        author, answerer = self.world.users[key], self.world.answerer(person)
        self.world.later(sent, partial(submit_pledge, pledge, by=author))
        self.world.later(accepted, partial(accept_pledge, pledge, by=answerer))

    def close(self, year: int) -> None:
        close_year(year, by=self.world.staff, note=CLOSING_NOTE)


def luck(person: Person, year: int, rng: Random) -> str:
    """Lagging cells leave more undone; in the first year everybody was answered in the end."""
    slack = 1 - person.cell.diligence
    if year == 2013:
        return BLANK if rng.random() < slack * 0.06 else NORMAL
    weights = [slack * 0.09, slack * 0.07, slack * 0.06, (1 - person.cell.answers) * 0.05]
    outcomes = [BLANK, BEGUN, RETURNED, HELD, NORMAL]
    return rng.choices(outcomes, weights=[*weights, 1 - sum(weights)])[0]


def sending_day(pledge: Pledge, person: Person, rng: Random) -> date:
    today = clock.today()
    days = max((pledge.due_on - today).days, 1)
    if rng.random() < person.cell.diligence or (*person.key, pledge.year) in SETTLED:
        return today + timedelta(days=round(rng.triangular(0, days, days)))
    return pledge.due_on + timedelta(days=1 + int(rng.expovariate(1 / 9)))


def item_of(work: Work, criterion_id: int, year: int, rng: Random) -> ItemInput:
    count = rng.choice(work.counts)
    return ItemInput(
        criterion_id=criterion_id,
        action=filled(work.action, count),
        measure=filled(work.measure, count),
        rhythm=work.rhythm,
        due_on=date(year, *work.due) if work.due else None,
        confirmer=rng.choice(work.confirmers),
    )


def taken_over(last: PledgeItem, fresh: ItemInput, year: int, rng: Random) -> ItemInput:
    """Last year's words under a line of this year's card, and what is different now."""
    return replace(
        ItemInput.of(last),
        criterion_id=fresh.criterion_id,
        due_on=same_day(last.due_on, year) if last.due_on else None,
        copied_from_id=last.pk,
        difference=rng.choice(DIFFERENCES),
    )
