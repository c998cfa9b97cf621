"""The formalism self-check: the author's page and the secretary's queue in two committees, and
the work itself in a cell of 300, which stands in the large committee while it is measured."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse

from cells import clock
from cells.models import Cell
from pledges.models import MonthlyReport
from pledges.monthly_report.likeness import advice_on, total_of
from pledges.monthly_report.models import lines_beside_last
from tests.bench.figures import Figure, compared, interleaved
from tests.bench.ground import Ground
from tests.bench.pages import ROLES, measure_page
from tests.factories import CellFactory

MONTH, BEFORE = date(2014, 11, 1), date(2014, 10, 1)


def measure(small: Ground, large: Ground, crowd: int, rounds: int) -> Iterator[Figure]:
    for ground in (small, large):
        ground.enter()
        reopen(own_report())
    pages = {"member": ("check page", check_page), "secretary": ("queue with its total", queue)}
    for role, (name, address) in pages.items():
        yield from measure_page(f"likeness, {name}", role, address, small, large, rounds)
    with large.trying():
        yield from measure_cells(crowd, rounds, large)


def own_report() -> MonthlyReport:
    return MonthlyReport.objects.get(
        pledge__member__user__username=ROLES["member"], month=MONTH, cell__kind="party"
    )


def reopen(report: MonthlyReport) -> None:
    """Its author has it to send again, with a word for everything."""
    kept = {"first_submitted_at": clock.now(), "saved_at": clock.now()}
    MonthlyReport.objects.filter(pk=report.pk).update(status="returned", **kept)
    words = "Trả lời hồ sơ của cơ sở, không việc nào quá hạn"
    report.lines.update(state="done", is_unchanged=False, sentence=words)


def check_page() -> str:
    return reverse("monthly-report-check", args=[own_report().pk])


def queue() -> str:
    return f"{reverse('monthly-report-queue')}?month={MONTH:%Y-%m}"


def measure_cells(crowd: int, rounds: int, ground: Ground) -> Iterator[Figure]:
    """The author's own cell, and one into which so many members' reports are put."""
    own = own_report()
    user = ground.user(ROLES["member"])
    cell = Cell.objects.get(pk=own.cell_id)
    full = gathered(crowd)

    def advise(where: Cell) -> None:
        report = MonthlyReport.objects.with_people().get(pk=own.pk)
        lines = lines_beside_last(report, reader=user)
        report.cell = where
        advice_on(report, lines)

    told = {"to": "the member's own cell in the same committee", "rows": crowd}
    few, many = interleaved(rounds, lambda: advise(cell), lambda: advise(full))
    yield Figure(
        name="likeness, advice in a full cell",
        unit="ms",
        **compared(1000 * many, 1000 * few),
        **told,
    )
    few, many = interleaved(rounds, lambda: total_of(cell, MONTH), lambda: total_of(full, MONTH))
    yield Figure(
        name="likeness, total of a full cell",
        unit="ms",
        **compared(1000 * many, 1000 * few),
        **told,
    )


def gathered(crowd: int) -> Cell:
    """A cell that has the two months of so many people from everywhere."""
    full = CellFactory(code="DAY", name="Chi bộ đông người")
    sent = MonthlyReport.objects.filter(month__in=[MONTH, BEFORE], status="acknowledged")
    twice = sent.order_by().values("pledge").annotate(months=Count("pk")).filter(months=2)
    chosen = list(twice.order_by("pledge").values_list("pledge", flat=True)[:crowd])
    sent.filter(pledge__in=chosen).update(cell=full)
    return full
