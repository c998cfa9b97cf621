"""Which works a person pledges, and the words for one of them in one month."""

from datetime import date
from random import Random

from reports.demo.desk_trades import BASE, CADRE, LOCAL, MEMBERS, PROTECT
from reports.demo.house_trades import GENERAL, JOURNAL, SERVICE, TRAINING
from reports.demo.people import Person
from reports.demo.phrases import DIFFICULTIES, NOT_YET
from reports.demo.works import COMMON, LEADING, Work

TRADES = {
    "base": BASE,
    "members": MEMBERS,
    "local": LOCAL,
    "cadre": CADRE,
    "service": SERVICE,
    "general": GENERAL,
    "protect": PROTECT,
    "journal": JOURNAL,
    "training": TRAINING,
}
NORTH = ("Hà Giang", "Cao Bằng", "Lào Cai", "Sơn La", "Thái Nguyên", "Phú Thọ", "Nam Định")
CENTRE = ("Thanh Hoá", "Nghệ An", "Quảng Trị", "Quảng Nam", "Bình Định", "Gia Lai", "Lâm Đồng")
SOUTH = ("Bình Phước", "Tây Ninh", "Long An", "Bến Tre", "Đồng Tháp", "Kiên Giang", "Cà Mau")
PROVINCES = {"DP1": NORTH, "DP2": CENTRE, "DP3": SOUTH}
EVERYWHERE = (*NORTH, *CENTRE, *SOUTH)


def works_of(person: Person, rng: Random) -> list[Work]:
    """Two to four things: mostly of one's own trade, for leaders one of theirs first."""
    own = [
        work for work in TRADES[person.cell.work] if not work.jobs or person.job_title in work.jobs
    ]
    how_many = rng.choices([2, 3, 4], weights=[35, 52, 13])[0]
    first = rng.sample(LEADING, 1) if person.leads else []
    trade = rng.sample(own, min(len(own), 2 if how_many > 2 else 1))
    rest = rng.sample(COMMON, how_many)
    return [*first, *trade, *rest][:how_many]


def filled(words: str, count: int) -> str:
    return words.format(k=count)


def sentence(work: Work, state: str, month: date, person: Person, rng: Random) -> str:
    """Month by month another of the work's sentences, so that nobody repeats themselves at once."""
    kinds = {"done": work.done, "partly": work.partly, "not_yet": NOT_YET}
    words = kinds[state][(month.month + person.place) % len(kinds[state])]
    return in_month(words, month, person, rng)


def difficulty(work: Work, month: date, person: Person, rng: Random) -> str:
    return in_month(rng.choice(work.stuck or DIFFICULTIES), month, person, rng)


def in_month(words: str, month: date, person: Person, rng: Random) -> str:
    return words.format(
        b=rng.randint(2, 3),
        n=rng.randint(4, 9),
        m=rng.randint(12, 38),
        d=f"{rng.randint(2, 27)}/{month.month}",
        t=rng.choice(PROVINCES.get(person.cell.code, EVERYWHERE)),
    )


def state_in(work: Work, month: date, rng: Random) -> str:
    """How far a thing is: what has one date ripens towards it, what recurs goes mostly well."""
    if work.due and month.month < work.due[0]:
        return rng.choices(["done", "partly", "not_yet"], weights=[10, 65, 25])[0]
    if work.due:
        return rng.choices(["done", "partly", "not_yet"], weights=[80, 15, 5])[0]
    return rng.choices(["done", "partly", "not_yet"], weights=[73, 19, 8])[0]
