"""About three hundred invented people, cell by cell, and what changes for them until late 2014."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cells.member.roster_sheet import Roster, RosterRow
from reports.demo.accounts import BY_USERNAME, DemoAccount
from reports.demo.cells import CellPlan
from reports.demo.names import LONG_NAME, ONE_WORD_NAME, SHORT_NAME, Names

SECRETARY, DEPUTY, COMMITTEE = "secretary", "deputy_secretary", "committee"
FIRST_ROSTER = date(2012, 12, 5)
FEWEST = 11  # so that every part of the story finds its person, however small the demo
JOBS = {
    "service": {
        "Lái xe": 6, "Kế toán viên": 5, "Thủ quỹ": 1, "Nhân viên kỹ thuật điện nước": 4,
        "Kỹ sư công nghệ thông tin": 4, "Nhân viên phục vụ": 6,
    },
    "journal": {
        "Biên tập viên": 6, "Biên tập viên chính": 3, "Phóng viên": 4, "Kỹ thuật viên chế bản": 2,
    },
    "": {"Chuyên viên": 6, "Chuyên viên chính": 5, "Chuyên viên cao cấp": 2, "Phó trưởng phòng": 1},
}  # fmt: skip
HEADS = {
    "service": ("Trưởng phòng", "Phó trưởng phòng"),
    "journal": ("Trưởng ban biên tập", "Thư ký toà soạn"),
    "general": ("Trưởng phòng", "Phó trưởng phòng"),
    "": ("Vụ trưởng", "Phó Vụ trưởng"),
}
MARKED_NAMES = {("CSD", 5): LONG_NAME, ("DP1", 5): SHORT_NAME, ("DTBD", 5): ONE_WORD_NAME}
MARKED_SEX = {LONG_NAME: "female", SHORT_NAME: "male", ONE_WORD_NAME: "male"}
DEMO_PLACES = {
    ("CSD", 0): "bithu",
    ("CSD", 1): "phobithu",
    ("CSD", 4): "dangvien",
    ("TH", 4): "giupviec",
    ("TCCB", 4): "lanhdao",
    ("BVCT", 4): "kiemtra",
}
# Who joins later: cell, place, first day in the Party; and who is released or suspended
NEWCOMERS = {
    ("CSD", 9): date(2014, 10, 18),
    ("CSD", 10): date(2014, 10, 18),
    ("DV", 10): date(2013, 5, 18),
    ("TQC", 9): date(2013, 5, 18),
    ("TQC", 10): date(2014, 4, 26),
    ("TCXD", 10): date(2014, 4, 26),
    ("DTBD", 10): date(2013, 12, 2),  # reviewed but not rated that year
}
EXEMPT = {("CSD", 8), ("DP1", 8), ("TQC", 8), ("DTBD", 8), ("TH", 8)}
PROBATIONARY_AT_FIRST = {("DV", 9), ("DP2", 9), ("V4", 9)}
WITHOUT_ACCOUNT = {
    ("TQC", 6),
    ("TQC", 7),
    ("DP2", 7),
    ("DTBD", 7),
    ("TCXD", 7),
    ("DP3", 7),
    ("TH", 7),
}


@dataclass
class Person:
    """``place`` is the number within the cell; ``office`` changes where the story says so."""

    cell: CellPlan
    place: int
    full_name: str
    sex: str
    birth_year: int
    card_number: str
    admitted_on: date
    official_on: date | None
    job_title: str
    office: str
    since: date
    joins_on: date = FIRST_ROSTER
    standing: str | None = None
    account: DemoAccount | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.cell.code, self.place

    @property
    def leads(self) -> bool:
        return bool(self.office) or self.job_title == HEADS[""][1]

    @property
    def has_account(self) -> bool:
        return self.key not in WITHOUT_ACCOUNT

    def row(self, number: int) -> RosterRow:
        return RosterRow(
            number=number,
            cell_code=self.cell.code,
            full_name=self.full_name,
            sex=self.sex,
            birth_year=self.birth_year,
            card_number=self.card_number or None,
            admitted_on=self.admitted_on,
            official_on=self.official_on,
            job_title=self.job_title,
            unit=self.cell.unit,
            office=self.office,
            since=self.since,
            standing=self.standing,
        )


def roster(people: list[Person]) -> Roster:
    """The sheet that staff would have typed, headings in line 1."""
    return Roster(tuple(person.row(number) for number, person in enumerate(people, start=2)))


def people_of(cells: tuple[CellPlan, ...], share: float) -> list[Person]:
    rng = Random(2014)  # noqa: S311 – the same people every time
    names = Names(rng, taken=[account.full_name for account in BY_USERNAME.values()])
    people = []
    for cell in cells:
        size = max(FEWEST, round(cell.size * share))
        people += [new_person(cell, place, size, names, rng) for place in range(size)]
    return numbered(people)


def numbered(people: list[Person]) -> list[Person]:
    """Card numbers run through the whole committee; whoever is dự bị has none yet."""
    return [
        replace(person, card_number=f"03{14000 + 37 * number:06}") if person.official_on else person
        for number, person in enumerate(people)
    ]


def new_person(cell: CellPlan, place: int, size: int, names: Names, rng: Random) -> Person:
    key = (cell.code, place)
    account = BY_USERNAME.get(DEMO_PLACES.get(key, ""))
    office = office_of(place, size)
    name, sex = name_of(key, account, names, rng)
    born = born_in(key, office, rng)
    admitted, official = party_days(key, born, rng)
    person = Person(
        cell=cell,
        place=place,
        full_name=name,
        sex=sex,
        birth_year=born,
        card_number="",
        admitted_on=admitted,
        official_on=official,
        job_title=account.job_title if account else job_of(cell, place, rng),
        office=office,
        since=max(admitted, date(2010, 6, 15) if office else date(2008, 3, 1)),
        account=account,
    )
    return in_time(person)


def in_time(person: Person) -> Person:
    if joined := NEWCOMERS.get(person.key):
        return replace(person, joins_on=joined, since=joined)
    if person.key in EXEMPT:
        return replace(person, standing="exempt")
    return person


def office_of(place: int, size: int) -> str:
    committee = 1 if size < 20 else 2 if size < 30 else 3
    return {0: SECRETARY, 1: DEPUTY}.get(place, COMMITTEE if place < 2 + committee else "")


def name_of(
    key: tuple[str, int], account: DemoAccount | None, names: Names, rng: Random
) -> tuple[str, str]:
    if account:
        return account.full_name, account.sex
    if marked := MARKED_NAMES.get(key):
        return marked, MARKED_SEX[marked]
    sex = "male" if rng.random() < 0.58 else "female"
    return names.new(sex), sex


def born_in(key: tuple[str, int], office: str, rng: Random) -> int:
    if key in EXEMPT:
        return rng.randint(1951, 1953)
    if key in NEWCOMERS or key in PROBATIONARY_AT_FIRST:
        return rng.randint(1983, 1988)
    return rng.randint(1955, 1970) if office else rng.randint(1955, 1984)


def party_days(key: tuple[str, int], born: int, rng: Random) -> tuple[date, date | None]:
    """A year of probation lies between the two days."""
    if joined := NEWCOMERS.get(key):
        return joined, None
    if key in PROBATIONARY_AT_FIRST:
        return date(2012, 5, 19), None
    year = min(born + rng.randint(22, 34), 2010)
    admitted = date(year, rng.choice([1, 2, 5, 9, 11]), rng.randint(1, 28))
    return admitted, admitted.replace(year=year + 1)


def job_of(cell: CellPlan, place: int, rng: Random) -> str:
    if place < 2:
        return HEADS.get(cell.work, HEADS[""])[place]
    jobs = JOBS.get(cell.work, JOBS[""])
    return rng.choices(list(jobs), weights=list(jobs.values()))[0]


@dataclass(frozen=True)
class Turn:
    """On ``day`` a sheet brings these people with something new about them."""

    day: date
    changes: tuple[tuple[tuple[str, int], dict[str, object]], ...]


HANDOVER, VACANCY = date(2013, 7, 1), date(2014, 9, 15)
TURNS = (
    Turn(
        date(2013, 5, 24),
        (
            (("DV", 9), {"official_on": date(2013, 5, 19), "card_number": "03031201"}),
            (("DP2", 9), {"official_on": date(2013, 5, 19), "card_number": "03031202"}),
            (("V4", 9), {"official_on": date(2013, 5, 19), "card_number": "03031203"}),
        ),
    ),
    Turn(
        HANDOVER,
        (
            (("DP2", 0), {"office": "", "since": HANDOVER}),
            (("DP2", 1), {"office": SECRETARY, "since": HANDOVER}),
            (("DP2", 2), {"office": DEPUTY, "since": HANDOVER}),
        ),
    ),
    Turn(
        date(2014, 5, 20),
        (
            (("DV", 10), {"official_on": date(2014, 5, 18), "card_number": "03031204"}),
            (("TQC", 9), {"official_on": date(2014, 5, 18), "card_number": "03031205"}),
            (("DP3", 10), {"standing": "suspended"}),
            (("V4", 8), {"standing": "exempt"}),
        ),
    ),
    # No successor yet: the cell's deputy answers, and the data check shows the cell
    Turn(VACANCY, ((("DTBD", 0), {"office": "", "since": VACANCY}),)),
)
SHEET_DELAY = timedelta(days=2)


def turns() -> list[Turn]:
    """The changes above and a sheet for every day on which somebody was admitted."""
    admissions = [
        Turn(
            day + SHEET_DELAY,
            tuple((key, {}) for key, joined in NEWCOMERS.items() if joined == day),
        )
        for day in sorted(set(NEWCOMERS.values()))
    ]
    return sorted([*TURNS, *admissions], key=lambda turn: turn.day)
