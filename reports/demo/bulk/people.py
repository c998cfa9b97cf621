"""The people of a large committee: cell by cell, with offices, accounts and posts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from secrets import token_urlsafe

from django.contrib.auth.hashers import make_password

from cells.models import Cell, Member, User
from cells.organisation.models import CellKind
from reports.demo.accounts import BY_USERNAME, DemoAccount
from reports.demo.bulk.sizes import Sizes
from reports.demo.cells import CELLS, CellPlan
from reports.demo.names import draw_name, is_fit
from reports.demo.people import COMMITTEE, DEPUTY, MARKED_NAMES, MARKED_SEX, SECRETARY, job_of
from reports.demo.people import Person as Told

OFFICES = (SECRETARY, DEPUTY, COMMITTEE)
MALE, WITHOUT_ACCOUNT, EXEMPT, SUSPENDED, PROBATIONARY = 0.58, 0.08, 0.02, 0.003, 0.02
ORDER = ("CSD", "TH", "TCCB", "BVCT")  # where the people of the sign-in page live


@dataclass(slots=True)
class Colleague:
    """A person of the demo with the rows that stand for them."""

    told: Told
    cell: Cell
    member: Member
    user: User | None = None
    by_leader: bool = False

    @property
    def is_obliged(self) -> bool:
        return self.told.standing is None


@dataclass(slots=True)
class Household:
    """A cell with everybody in it; the first three hold its offices."""

    plan: CellPlan
    cell: Cell
    people: list[Colleague]

    def answerer(self, author: Colleague) -> User:
        """The highest officer who is not the author."""
        return self.account(self.people[1] if author is self.people[0] else self.people[0])

    def pen(self) -> User:
        """Writes for those without an account; never the one who answers."""
        return self.account(self.people[2])

    def author(self, colleague: Colleague) -> User:
        return colleague.user or self.pen()

    def account(self, officer: Colleague) -> User:
        if officer.user is None:
            raise LookupError(f"{officer.member} holds an office and has no account")
        return officer.user


def plans_of(sizes: Sizes) -> list[CellPlan]:
    """The twelve cells of the story again and again, numbered from the second time on."""
    first = sorted(CELLS, key=lambda plan: ORDER.index(plan.code) if plan.code in ORDER else 9)
    return [
        numbered(first[number % len(first)], 1 + number // len(first))
        for number in range(sizes.cells)
    ]


def numbered(plan: CellPlan, time: int) -> CellPlan:
    if time == 1:
        return plan
    return replace(plan, code=f"{plan.code}{time}", unit=f"{plan.unit} {time}")


def places_of_accounts(cells: int) -> dict[tuple[int, int], DemoAccount]:
    """Number of the cell and place in it of everybody who can sign in by name."""
    places = {(0, 0): "bithu", (0, 1): "phobithu", (0, 4): "dangvien"}
    places |= {(1, 4): "giupviec", (2, 4): "lanhdao", (3, 4) if cells > 3 else (2, 3): "kiemtra"}
    return {place: BY_USERNAME[username] for place, username in places.items()}


def households(sizes: Sizes, first_year: int) -> list[Household]:
    rng = Random(f"{sizes.seed}/people")  # noqa: S311 – the same people every time
    accounts, number = places_of_accounts(sizes.cells), 0
    homes = []
    for index, (plan, size) in enumerate(zip(plans_of(sizes), sizes.spread(rng), strict=True)):
        cell = cell_of(plan)
        people = []
        for place in range(size):
            account = accounts.get((index, place))
            told = person_of(plan, place, account, first_year, rng)
            told.card_number = f"{3_014_000 + 37 * number:08}" if told.official_on else ""
            people.append(Colleague(told, cell, member_of(told)))
            number += 1
        homes.append(Household(plan, cell, people))
    return homes


def cell_of(plan: CellPlan) -> Cell:
    founded_on = date(2005, 9, 1)
    return Cell(
        kind=CellKind.PARTY,
        code=plan.code,
        name=plan.name,
        unit=plan.unit,
        report_day=plan.reports_on,
        founded_on=founded_on,
    )


def person_of(
    plan: CellPlan, place: int, account: DemoAccount | None, first_year: int, rng: Random
) -> Told:
    office = OFFICES[place] if place < len(OFFICES) else ""
    name, sex = name_of(plan, place, account, rng)
    is_settled = bool(office or account or place < 5)
    is_new = not is_settled and rng.random() < PROBATIONARY
    born = first_year - (rng.randint(25, 30) if is_new else rng.randint(32, 58))
    admitted = date(
        first_year - 1 if is_new else min(born + rng.randint(22, 30), first_year - 4),
        rng.choice([1, 2, 5, 9, 11]),
        rng.randint(1, 28),
    )
    return Told(
        cell=plan,
        place=place,
        full_name=name,
        sex=sex,
        birth_year=born,
        card_number="",
        admitted_on=admitted,
        official_on=None if is_new else admitted.replace(year=admitted.year + 1),
        job_title=account.job_title if account else job_of(plan, place, rng),
        office=office,
        since=max(admitted, date(first_year - 3, 6, 15)),
        standing=None if is_settled else standing_of(rng),
        account=account,
    )


def name_of(
    plan: CellPlan, place: int, account: DemoAccount | None, rng: Random
) -> tuple[str, str]:
    """Unlike in the story two may share a name, as among thousands they do."""
    if account:
        return account.full_name, account.sex
    if marked := MARKED_NAMES.get((plan.code, place)):
        return marked, MARKED_SEX[marked]
    sex = "male" if rng.random() < MALE else "female"
    name = draw_name(sex, rng)
    while not is_fit(name):
        name = draw_name(sex, rng)
    return name, sex


def standing_of(rng: Random) -> str | None:
    luck = rng.random()
    if luck < SUSPENDED:
        return "suspended"
    return "exempt" if luck < SUSPENDED + EXEMPT else None


def member_of(told: Told) -> Member:
    return Member(
        full_name=told.full_name,
        sex=told.sex,
        birth_year=told.birth_year,
        card_number=told.card_number,
        admitted_on=told.admitted_on,
        official_on=told.official_on,
        job_title=told.job_title,
        unit=told.cell.unit,
    )


def accounts_for(homes: list[Household], seed: int) -> Iterator[User]:
    """One password that nobody knows for all; officers always have an account."""
    rng = Random(f"{seed}/accounts")  # noqa: S311 – the same accounts every time
    secret, taken = make_password(token_urlsafe()), Counter[str]()
    for home in homes:
        for colleague in home.people:
            wants = colleague.told.office or rng.random() >= WITHOUT_ACCOUNT
            if colleague.user is None and (wants or colleague.told.account):
                colleague.user = account_of(colleague, secret, taken)
                yield colleague.user


def account_of(colleague: Colleague, secret: str, taken: Counter[str]) -> User:
    if colleague.told.account:
        return User(
            username=colleague.told.account.username, member=colleague.member, password=secret
        )
    stem = f"{colleague.member.search_key.split()[-1]}{colleague.told.card_number[-4:]}"
    taken[stem] += 1
    is_short = len(stem) < 3
    username = f"{stem}-{taken[stem] + is_short}" if is_short or taken[stem] > 1 else stem
    return User(username=username, member=colleague.member, password=secret)
