"""The pages that people open every day, in a small committee and in a large one."""

from collections.abc import Callable, Iterator

from django.urls import reverse

from cells.models import Cell
from pledges.models import MonthlyReport
from reports.models import Review
from tests.bench.figures import Figure, compared, interleaved
from tests.bench.ground import Ground

ROLES = {"member": "dangvien", "secretary": "bithu", "staff": "giupviec", "leader": "lanhdao"}


def own_cell() -> str:
    post = {"memberships__member__user__username": ROLES["secretary"]}
    return Cell.objects.get(**post).get_absolute_url()


def report_to_write() -> str:
    """The month's own report, which is still open for a member who has not sent it."""
    own = MonthlyReport.objects.filter(pledge__member__user__username=ROLES["member"])
    last = own.order_by("-month")[0]
    step = "monthly-report-write" if last.is_editable else "monthly-report"
    return reverse(step, args=[last.pk])


def committee_review() -> str:
    return Review.objects.get(cell=None).get_absolute_url()


def at(name: str) -> Callable[[], str]:
    return lambda: reverse(name)


PAGES: dict[str, dict[str, Callable[[], str]]] = {
    "member": {
        "home": at("home"),
        "report of the month": report_to_write,
        "own pledges": at("my-pledges"),
    },
    "secretary": {
        "home": at("home"),
        "cell": own_cell,
        "report queue": at("monthly-report-queue"),
        "report list": at("monthly-report-list"),
    },
    "staff": {
        "home": at("home"),
        "cell list": at("cell-list"),
        "overview": at("overview"),
        "cells that need help": at("overview-help"),
        "member list": at("member-list"),
        "report list": at("monthly-report-list"),
        "review of the committee": committee_review,
    },
}


def measure(small: Ground, large: Ground, rounds: int) -> Iterator[Figure]:
    for role, pages in PAGES.items():
        for name, address in pages.items():
            yield from measure_page(f"page, {role}: {name}", role, address, small, large, rounds)


def measure_page(
    name: str,
    role: str,
    address: Callable[[], str],
    small: Ground,
    large: Ground,
    rounds: int,
) -> Iterator[Figure]:
    username = ROLES[role]
    visits, questions = [], []
    for ground in (small, large):
        ground.enter()
        here = address()
        questions.append(ground.questions(username, here))
        visits.append(lambda ground=ground, here=here: ground.get(username, here))
    few, many = interleaved(rounds, *visits)
    told = {"to": f"the same page at {small.members} members", "rows": large.members}
    yield Figure(name=name, unit="ms", **compared(1000 * many, 1000 * few), **told)
    yield Figure(name=f"{name}, queries", unit="queries", **compared(*questions[::-1]), **told)
