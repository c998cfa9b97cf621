"""What becomes of one report: sent in time, late or never; answered soon, late or not yet."""

from dataclasses import dataclass
from datetime import date
from random import Random

from reports.demo.people import Person
from reports.demo.world import chance

ON_TIME, LATE, MISSING, BEGUN, EXCUSED = "on_time", "late", "missing", "begun", "excused"
HELD, RETURNED, ACKNOWLEDGED = "held", "returned", "acknowledged"
OCTOBER, SEPTEMBER = date(2014, 10, 1), date(2014, 9, 1)


@dataclass(frozen=True)
class Fate:
    """``sending``: whether and when it was sent; ``answer``: where the cell left it."""

    sending: str
    answer: str = ACKNOWLEDGED
    is_mended: bool = False  # returned first, then sent again
    is_withdrawn_once: bool = False
    is_entered: bool = False  # ghi hộ, to be confirmed


# What the people of the sign-in page are to find, whatever luck says
SETTLED = {
    ("CSD", 4, SEPTEMBER): Fate(ON_TIME, RETURNED),
    ("CSD", 4, OCTOBER): Fate(BEGUN),
    ("CSD", 0, OCTOBER): Fate(ON_TIME, HELD),
    ("CSD", 1, OCTOBER): Fate(ON_TIME, HELD),
    ("TH", 4, OCTOBER): Fate(ON_TIME, HELD),
    ("TCCB", 4, OCTOBER): Fate(ON_TIME),
    ("BVCT", 4, OCTOBER): Fate(MISSING),
    ("CSD", 5, OCTOBER): Fate(ON_TIME, HELD),
    ("DP1", 5, OCTOBER): Fate(ON_TIME, HELD),
    ("DTBD", 5, OCTOBER): Fate(LATE, HELD),
    ("DV", 5, OCTOBER): Fate(ON_TIME, HELD, is_entered=True),
}
# Who is transferred in June owes nothing by then; who leaves in September leaves a draft behind
SETTLED |= {("DP2", 8, date(2014, month, 1)): Fate(ON_TIME) for month in range(1, 6)}
SETTLED |= {("TCXD", 8, date(2014, month, 1)): Fate(ON_TIME) for month in range(5, 9)}
SETTLED |= {("TCXD", 8, SEPTEMBER): Fate(MISSING)}
# On the form of the month after, the last difficulty waits for its tick
HARD = {("CSD", 4, SEPTEMBER)}
# Staff ask for one more look at these: who, which month
REOPENED = {
    ("DP1", 6, date(2014, 6, 1)),
    ("TQC", 5, date(2014, 8, 1)),
    ("CSD", 7, date(2014, 3, 1)),
}
REOPENED_FOR_GOOD = ("DP1", 7, date(2014, 8, 1))
# Was away after all only half of the month: the excuse is taken back
UNEXCUSED = ("DV", 6, date(2014, 4, 1))
AWAY = {
    ("CSD", 7, 2013): (9, 10),
    ("DP2", 6, 2013): (3, 4, 5),
    ("BVCT", 6, 2014): (2, 3),
    ("TCXD", 5, 2014): (10,),
    ("TQC", 9, 2014): (6, 7, 8),
    ("TCCB", 6, 2014): (9, 10),
    ("DV", 6, 2014): (4,),
    ("V4", 7, 2014): (5, 6),
}
# The queue of the demo's secretary is full: the session was on 7 November, most is still to be read
WAITING_CELL, STILL_WAITING = "CSD", 0.72
SLOW_IN_OCTOBER = 0.2


def fate_of(person: Person, month: date) -> Fate:
    rng = chance("report", *person.key, month)
    if settled := SETTLED.get((*person.key, month)):
        return settled
    if month.month in away_months(person, month.year):
        return Fate(EXCUSED)
    sending = sending_of(person, month, rng)
    if sending in {MISSING, BEGUN}:
        return Fate(sending)
    return Fate(
        sending,
        answer_of(person, month, rng),
        is_mended=rng.random() < 0.055,
        is_withdrawn_once=rng.random() < 0.012,
        is_entered=person.birth_year < 1958 and rng.random() < 0.12,
    )


def away_months(person: Person, year: int) -> tuple[int, ...]:
    """Those above, and now and then somebody else for two months."""
    if settled := AWAY.get((*person.key, year)):
        return settled
    rng = chance("away", *person.key, year)
    if person.account or rng.random() > 0.035:
        return ()
    first = rng.randint(2, 9)
    return (first, first + 1)


def sending_of(person: Person, month: date, rng: Random) -> str:
    """Each has a steadiness of their own; in 2014 the lagging cells have caught up a little."""
    steadiness = chance("steadiness", *person.key).uniform(-0.12, 0.09)
    caught_up = (1 - person.cell.diligence) * (0.25 if month.year == 2014 else 0)
    diligence = min(person.cell.diligence + steadiness + caught_up, 0.985)
    if rng.random() < diligence or (person.account and month < SEPTEMBER):
        return ON_TIME
    return rng.choices([LATE, MISSING, BEGUN], weights=[58, 30, 12])[0]


def answer_of(person: Person, month: date, rng: Random) -> str:
    """Long ago nearly everything has been answered; the last two months less so."""
    slack = 1 - person.cell.answers
    held = slack * 0.05 if slack > 0.25 else 0
    if month == SEPTEMBER:
        held = slack * 0.5
    if month == OCTOBER:
        is_full = person.cell.code == WAITING_CELL
        held = STILL_WAITING if is_full else slack + SLOW_IN_OCTOBER * (slack > 0.15)
    returned = 0.05 if month >= SEPTEMBER else 0.006
    return rng.choices(
        [HELD, RETURNED, ACKNOWLEDGED], weights=[held, returned, max(0.05, 1 - held - returned)]
    )[0]
