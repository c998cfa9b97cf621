"""The committee's five criteria and the cells' cards: drafted, adopted, here and there replaced."""

from datetime import date, timedelta
from functools import partial

from cells import clock
from cells.models import Cell, User
from pledges.models import Criterion, MoralStandard
from pledges.standard.services import (
    CriterionInput,
    adopt_standard,
    draft_standard,
    save_standard,
)
from reports.demo import collectives
from reports.demo.agenda import moment
from reports.demo.cells import FIVE_CRITERIA, ILLUSTRATION, CellPlan, Line, Virtue
from reports.demo.world import World, chance

FIRST_DAY = date(2012, 12, 11)
LATE_CELLS = {"DTBD", "TQC", "DP3"}  # until 2014 they rest on the committee's five
LATE_DAY = date(2013, 12, 5)
REPLACED_CELL, REPLACED_ON = "V4", date(2014, 6, 12)
DRAFTING_CELL, DRAFTED_ON = "DP1", date(2014, 11, 12)
NEXT_BEST = (Virtue.DUTY, Virtue.FAIRNESS)


def schedule(world: World) -> None:
    world.later(moment(date(2012, 12, 10), 10), partial(adopt_the_five, world))
    for number, plan in enumerate(world.plans):
        first = LATE_DAY if plan.code in LATE_CELLS else FIRST_DAY
        day = first + timedelta(days=number % 6)
        world.later(moment(day, 15), partial(adopt_card, world, plan))
    world.later(moment(REPLACED_ON, 16), partial(replace_card, world))
    world.later(moment(DRAFTED_ON, 9), partial(begin_card, world))
    collectives.schedule(world)


def adopt_the_five(world: World) -> None:
    note = f"Năm tiêu chí {ILLUSTRATION}"
    adopt(None, 2013, FIVE_CRITERIA, "", note=note, number="21-NQ/ĐUCQ", by=world.staff)


def adopt_card(world: World, plan: CellPlan) -> None:
    year = 2014 if plan.code in LATE_CELLS else 2013
    adopt(
        world.cells[plan.code],
        year,
        plan.lines,
        plan.motto,
        note=plan.note,
        number="05-NQ/CB" if year == 2014 else "02-NQ/CB",
        by=world.users[plan.code, 0],
    )


def replace_card(world: World) -> None:
    """The cell found one measure too vague: adopted anew within the year, twice."""
    plan = next(plan for plan in world.plans if plan.code == REPLACED_CELL)
    cell, by = world.cells[REPLACED_CELL], world.users[REPLACED_CELL, 0]
    adopt(cell, 2014, plan.lines, plan.motto, note=plan.note, number="07-NQ/CB", by=by)
    sharper = Line(Virtue.DUTY, plan.lines[-1].behaviour, "Mỗi quý nhận ít nhất một việc khó")
    lines = (*plan.lines[:-1], sharper)
    adopt(cell, 2014, lines, plan.motto, note=plan.note, number="08-NQ/CB", by=by)


def begin_card(world: World) -> None:
    """Next year's card lies open: it starts from the words in force."""
    draft_standard(world.cells[DRAFTING_CELL], year=2015, by=world.users[DRAFTING_CELL, 0])


def adopt(
    cell: Cell | None,
    year: int,
    lines: tuple[Line, ...],
    motto: str,
    *,
    note: str,
    number: str,
    by: User,
) -> None:
    draft = draft_standard(cell, year=year, by=by)
    inputs = [
        CriterionInput(behaviour=line.behaviour, measure=line.marked_measure, rhythm=line.rhythm)
        for line in lines
    ]
    save_standard(draft, motto=motto, lines=inputs, version=draft.version)
    MoralStandard.objects.filter(pk=draft.pk).update(note=note)  # no page writes notes
    adopt_standard(draft, by=by, number=number, adopted_on=clock.today())


def criteria_by_virtue(cell: Cell, plan: CellPlan, year: int) -> dict[Virtue, int]:
    """The lines of the card in force, found by what each is about."""
    card = MoralStandard.objects.in_force(cell, year).get()
    virtues = {line.behaviour: line.virtue for line in (*plan.lines, *FIVE_CRITERIA)}
    lines = Criterion.objects.filter(standard=card)
    return {virtues[line.behaviour]: line.pk for line in lines.order_by("-position")}


def fitting(criteria: dict[Virtue, int], virtue: Virtue, *paper: object) -> int:
    """The line about just that; where the card has none, one that is always near."""
    for wanted in (virtue, *NEXT_BEST):
        if wanted in criteria:
            return criteria[wanted]
    return chance("line", *paper).choice(sorted(criteria.values()))
