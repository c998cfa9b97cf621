"""A member transferred on 16 June 2014: what both cells, the committee and both secretaries see.

The year is walked through the services: reports January to May in the old cell (April late, March
never sent, May unanswered), the transfer, the new pledge, the months after it in the new cell.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from cells import clock
from cells.audit import AuditEntry
from cells.member.moves.services import propose_transfer, receive_transfer
from cells.models import Cell, Member, Transfer, User
from cells.scope import permission
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report import services as reports
from pledges.monthly_report.queue import queue_for as report_queue
from pledges.pledge import services as pledges
from pledges.pledge.models import NOT_YET_ACCEPTED
from pledges.pledge.queue import queue_for as pledge_queue
from reports.home.figures import cells_with_counts, overdue
from reports.review.figures import ReviewScope, review_figures
from tests.factories import (
    CellFactory,
    CommitteeFactory,
    CommitteePostFactory,
    CriterionFactory,
    MoralStandardFactory,
    ThemeFactory,
    UserFactory,
)
from tests.reports.review.conftest import person
from tests.todo import tasks_of

pytestmark = pytest.mark.django_db
ITEMS = [  # whose criterion, what is promised
    ("committee", "Trả lời hồ sơ trong năm ngày"),
    ("old cell", "Kèm cặp một đồng chí mới"),
]
FIRST_DAY = date(2014, 6, 16)
JUNE, DECEMBER = (6, 17), (12, 20)  # the days on which lists are looked at
SENT_LATE, NEVER_SENT, UNANSWERED = 4, 3, 5


@dataclass
class Year:
    old: Cell
    new: Cell
    mover: Member
    users: dict[str, User]
    criteria: dict[str, Any]

    def user(self, who: str) -> User:
        return User.objects.get(pk=self.users[who].pk)

    def pledge(self, cell: Cell) -> Pledge:
        return Pledge.objects.get(member=self.mover, cell=cell, year=2014)

    def report(self, month: int) -> MonthlyReport:
        mine = MonthlyReport.objects.filter(pledge__member=self.mover)
        return mine.get(month=date(2014, month, 1))


@pytest.fixture
def year(half_year) -> Year:
    walk_to_the_end(half_year)
    return half_year


@pytest.fixture
def half_year(db) -> Year:
    CommitteeFactory(), ThemeFactory()
    old = CellFactory(code="A", name="Chi bộ Vụ Cơ sở đảng")
    new = CellFactory(code="B", name="Chi bộ Vụ Đảng viên")
    clerk = person("Lê Thu Hà", CellFactory(kind="youth"), admitted_on=None, official_on=None)
    CommitteePostFactory(member=clerk, body="task_force")
    people = {
        "old secretary": person("Trần Thị Mai", old, office="secretary"),
        "new secretary": person("Lương Thị Nhàn", new, office="secretary"),
        "mover": person("Phan Ngọc Lan", old),
        "staff": clerk,
    }
    cards = {"committee": None, "old cell": old, "new cell": new}
    criteria = {
        whose: CriterionFactory(standard=MoralStandardFactory(cell=cell, adopted=True))
        for whose, cell in cards.items()
    }
    users = {who: UserFactory(member=member) for who, member in people.items()}
    made = Year(old, new, people["mover"], users, criteria)
    walk_to_the_transfer(made)
    return made


def at(month: int, day: int):
    return clock.at(datetime(2014, month, day, 9))


def walk_to_the_transfer(year: Year) -> None:
    with at(1, 5):
        pledges.open_year(2014)
    promise(year, year.old, year.criteria, (1, 15), answered_by="old secretary")
    for month in range(1, 6):
        with at(month, 25):
            reports.open_month(date(2014, month, 1))
        if month != NEVER_SENT:
            send(year, month, (month + 1, 10 if month == SENT_LATE else 3))
        if month not in (NEVER_SENT, UNANSWERED):
            acknowledge(year, month, (month + 1, 11), "old secretary")
    with at(6, 10):
        transfer = propose_transfer(
            year.mover,
            from_cell=year.old,
            to_cell=year.new,
            intended_on=FIRST_DAY,
            by=year.user("old secretary"),
        )
    with at(6, 16):
        receive_transfer(transfer, first_day=FIRST_DAY, by=year.user("staff"))


def walk_to_the_end(year: Year) -> None:
    """October is not sent, November waits for its answer."""
    confirmed = {"committee": year.criteria["committee"], "old cell": year.criteria["new cell"]}
    promise(year, year.new, confirmed, (6, 19), answered_by="new secretary")
    for month in range(6, 12):
        with at(month, 25):
            reports.open_month(date(2014, month, 1))
        if month != 10:
            send(year, month, (month + 1, 4))
        if month < 10:
            acknowledge(year, month, (month + 1, 8), "new secretary")


def promise(
    year: Year, cell: Cell, criteria: dict[str, Any], on: tuple[int, int], *, answered_by: str
) -> None:
    pledge = year.pledge(cell)
    items = [
        pledges.ItemInput(
            criterion_id=criteria[whose].pk,
            action=action,
            measure="Không sót",
            rhythm="Hằng tháng",
            confirmer="Bí thư",
        )
        for whose, action in ITEMS
    ]
    with at(*on):
        words = {"reflection": "Nói đi đôi với làm.", "measures": "Ghi sổ."}
        pledges.save_pledge(pledge, **words, items=items, version=pledge.version)
        pledges.submit_pledge(pledge, by=year.user("mover"))
        pledges.accept_pledge(pledge, by=year.user(answered_by))


def send(year: Year, month: int, on: tuple[int, int]) -> None:
    report = year.report(month)
    states = ["done", "done" if month > 6 else "partly"]
    with at(*on):
        lines = [
            reports.LineInput(item_id=item.pk, state=state, sentence=f"Tháng {month}: xong.")
            for item, state in zip(report.pledge.items.order_by("position"), states, strict=True)
        ]
        reports.save_monthly_report(report, lines=lines, version=report.version)
        reports.submit_monthly_report(report, by=year.user("mover"))


def acknowledge(year: Year, month: int, on: tuple[int, int], who: str) -> None:
    with at(*on):
        reports.acknowledge_monthly_report(year.report(month), by=year.user(who))


# Reviews, counted on 20 December. Old cell, new cell, committee.

REVIEWS = [  # last month, figure, old, new, committee
    (5, "members", 2, 1, 3),
    (5, "registered", 1, 0, 1),
    (5, "unregistered", 1, 1, 2),
    (5, "due", 4, 0, 4),
    (5, "items", 2, 0, 2),
    (6, "members", 1, 2, 3),
    (6, "obliged", 1, 2, 3),
    (6, "registered", 0, 1, 1),  # registration counts persons: where they are on the last day
    (6, "unregistered", 1, 1, 2),
    (6, "outside", 0, 0, 0),
    (6, "due", 4, 1, 5),  # months count rows of the cell they were due in
    (6, "on_time", 3, 1, 4),
    (6, "late", 1, 0, 1),
    (6, "missing", 0, 0, 0),
    (6, "excused", 1, 0, 1),  # March, by the transfer
    (6, "items", 2, 2, 4),
    (6, "done", 1, 1, 2),
    (6, "partly", 1, 1, 2),
    (12, "members", 1, 2, 3),
    (12, "registered", 0, 1, 1),
    (12, "due", 4, 6, 10),
    (12, "on_time", 3, 5, 8),
    (12, "late", 1, 0, 1),
    (12, "missing", 0, 1, 1),  # October
    (12, "excused", 1, 0, 1),
    (12, "not_due", 0, 0, 0),
    (12, "items", 2, 2, 4),
    (12, "done", 1, 2, 3),
    (12, "partly", 1, 0, 1),
]


def test_the_reviews_of_both_cells_and_of_the_committee(year):
    with at(*DECEMBER):
        found = [
            (last, name, *(counts[last][place][name] for place in ("old", "new", "all")))
            for counts in [{month: counted(year, month) for month in (5, 6, 12)}]
            for last, name, *_ in REVIEWS
        ]
    assert found == REVIEWS


def counted(year: Year, last_month: int) -> dict[str, Any]:
    span = date(2014, 1, 1), date(2014, last_month, 1)
    cells = {"old": year.old.pk, "new": year.new.pk, "all": None}
    return {place: review_figures(ReviewScope(*span, cell)).total for place, cell in cells.items()}


# Rights, asked on 20 July: who sees which paper, whether its words are shown, which steps are open

RIGHTS = [  # who, paper, sees, reads, may
    ("mover", "old pledge", True, True, []),
    ("mover", "new pledge", True, True, []),
    ("mover", "january", True, True, []),
    ("mover", "may", True, True, ["withdraw"]),
    ("mover", "june", True, True, []),
    ("old secretary", "old pledge", True, True, []),
    ("old secretary", "new pledge", False, True, []),
    ("old secretary", "january", True, True, []),
    ("old secretary", "march", True, False, ["unexcuse"]),
    ("old secretary", "may", True, True, ["acknowledge", "return"]),
    ("old secretary", "june", False, True, []),
    ("old secretary", "profile", False, None, []),
    ("old secretary", "transfer", True, None, []),
    ("new secretary", "old pledge", True, True, []),  # Q11: read, and nothing follows from it
    ("new secretary", "new pledge", True, True, []),
    ("new secretary", "january", False, True, []),  # monthly texts of the old cell are not theirs
    ("new secretary", "may", False, True, []),
    ("new secretary", "june", True, True, []),
    ("new secretary", "profile", True, None, []),
    ("new secretary", "transfer", True, None, []),
    ("staff", "old pledge", True, True, []),
    ("staff", "new pledge", True, True, ["reopen", "close"]),
    ("staff", "may", True, True, []),
    ("staff", "june", True, True, ["reopen"]),
    ("staff", "transfer", True, None, []),
]


def test_what_the_old_and_the_new_secretary_see_and_may(year):
    with at(7, 20):
        papers = papers_of(year)
        found = [(who, what, *answers(year.user(who), papers[what])) for who, what, *_ in RIGHTS]
    assert found == RIGHTS


def papers_of(year: Year) -> dict[str, Any]:
    months = {"january": 1, "march": 3, "may": 5, "june": 6}
    return {
        "old pledge": year.pledge(year.old),
        "new pledge": year.pledge(year.new),
        "profile": year.mover,
        "transfer": Transfer.objects.get(),
        **{name: year.report(month) for name, month in months.items()},
    }


def answers(user: User, paper: Any) -> tuple[bool, bool | None, list[str]]:
    has_words = isinstance(paper, Pledge | MonthlyReport)
    verbs = [
        verb
        for verb, (sources, _target) in getattr(paper, "VERBS", {}).items()
        if paper.status in sources and user.has_perm(permission(verb, paper), paper)
    ]
    return (
        type(paper).objects.visible_to(user).contains(paper),
        user.has_perm(permission("read", paper), paper) if has_words else None,
        verbs,
    )


# Lists, looked at on these days

LISTS = [  # day, what, old secretary's, new secretary's
    (JUNE, "members of the cell", 1, 2),
    (JUNE, "pledges of the board", 1, 2),
    (JUNE, "registered of the board", 0, 0),  # the copy is still to be confirmed
    (JUNE, "pledges not sent in the queue", 0, 1),
    (JUNE, "pledges in the list of those not accepted", 1, 2),
    (JUNE, "reports that wait for an answer", 1, 0),  # May stays with who heard it
    (JUNE, "reports missing", 0, 0),
    (DECEMBER, "members of the cell", 1, 2),
    (DECEMBER, "pledges of the board", 1, 2),
    (DECEMBER, "registered of the board", 0, 1),
    (DECEMBER, "reports that wait for an answer", 1, 1),
    (DECEMBER, "reports missing", 0, 1),
]


def test_the_lists_of_both_secretaries(half_year):
    lists_in_june = [row for row in LISTS if row[0] == JUNE]
    assert lists_on(JUNE, half_year) == lists_in_june
    walk_to_the_end(half_year)
    assert lists_on(DECEMBER, half_year) == LISTS[len(lists_in_june) :]


def lists_on(day: tuple[int, int], year: Year) -> list[tuple]:
    with at(*day):
        return [
            (day, what, *(listed(year, what, side) for side in ("old", "new")))
            for when, what, *_ in LISTS
            if when == day
        ]


def listed(year: Year, what: str, side: str) -> int:
    today, cell = clock.today(), getattr(year, side)
    user = year.user(f"{side} secretary")
    if what == "reports that wait for an answer":
        return len(report_queue(user, month=None, cell_id=None, report_id=None).waiting)
    if what == "pledges not sent in the queue":
        return len(pledge_queue(user, 2014).unsent)
    if what == "pledges in the list of those not accepted":
        waiting = Pledge.objects.visible_to(user).filter(cell=cell).of_year(2014)
        return waiting.in_state(NOT_YET_ACCEPTED).count()
    if what == "reports missing":
        return overdue(today).filter(cell=cell).count()
    board = cells_with_counts(Cell.objects.visible_to(user), today).get(pk=cell.pk)
    return {
        "members of the cell": board.member_count,
        "pledges of the board": board.pledge_count,
        "registered of the board": board.registered_count,
    }[what]


OWN = "Đăng ký làm theo năm 2014"
TASKS = [  # day, who, everything on their home page
    (JUNE, "mover", [OWN]),
    (JUNE, "old secretary", [OWN, "1 báo cáo tháng 5/2014"]),
    (JUNE, "new secretary", [OWN]),
    (DECEMBER, "mover", ["Báo cáo tháng 10/2014"]),
    (DECEMBER, "old secretary", [OWN, "1 báo cáo tháng 5/2014"]),
    (DECEMBER, "new secretary", [OWN, "1 báo cáo tháng 11/2014"]),
]


def test_what_is_asked_of_whom(half_year):
    assert tasks_on(JUNE, half_year) == TASKS[:3]
    walk_to_the_end(half_year)
    assert tasks_on(DECEMBER, half_year) == TASKS[3:]


def tasks_on(day: tuple[int, int], year: Year) -> list[tuple]:
    people = ["mover", "old secretary", "new secretary"]
    with at(*day):
        return [(day, who, [task.title for task in tasks_of(year.user(who))]) for who in people]


DRAFT = [  # what is promised, whose criterion it keeps, who confirms
    ("Trả lời hồ sơ trong năm ngày", "committee", ""),
    ("Kèm cặp một đồng chí mới", None, ""),
]


def test_the_new_cell_has_a_copy_to_confirm_and_the_old_pledge_is_closed(half_year):
    year, names = half_year, {each.pk: whose for whose, each in half_year.criteria.items()}
    old, draft = year.pledge(year.old), year.pledge(year.new)
    assert (old.status, draft.status) == ("closed", "draft")
    assert (draft.reflection, draft.due_on) == ("Nói đi đôi với làm.", date(2014, 6, 26))
    copied = [
        (each.action, names.get(each.criterion_id), each.confirmer) for each in draft.items.all()
    ]
    assert copied == DRAFT
    closing = AuditEntry.objects.of(old).last()
    assert (closing.actor_label, closing.verb) == ("hệ thống", "close")
    assert closing.note == "chuyển sinh hoạt đến Chi bộ Vụ Đảng viên, từ ngày 16/06/2014"
