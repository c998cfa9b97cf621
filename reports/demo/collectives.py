"""What each cell does as a whole: registered in January, closed with its results in December."""

from datetime import date, timedelta
from functools import partial

from cells.models import Member
from pledges.models import CollectiveRegistration
from pledges.standard.collective.services import (
    ItemInput,
    ItemResult,
    begin_collective,
    close_collective,
    people_of,
    register_collective,
    save_collective,
)
from reports.demo.agenda import moment
from reports.demo.cells import CellPlan
from reports.demo.world import World, chance

YEARS = (2013, 2014)
UNREGISTERED = {("TQC", 2013), ("DP3", 2013), ("DTBD", 2014)}  # cells that registered nothing
RESULTS = {
    "done": "Đã làm đủ, có sổ của chi bộ.",
    "partly": "Làm được phần đầu năm, cuối năm dồn việc nên còn thiếu.",
    "not_yet": "Chưa làm được, chuyển sang năm sau.",
}


def schedule(world: World) -> None:
    for number, plan in enumerate(world.plans):
        for year in YEARS:
            if (plan.code, year) not in UNREGISTERED:
                day = date(year, 1, 14) + timedelta(days=number)
                world.later(moment(day, 16), partial(register, world, plan, year))
                closing = moment(date(year, 12, 16), 9, number)
                world.later(closing, partial(close, world, plan, year))


def register(world: World, plan: CellPlan, year: int) -> None:
    """Two or three lines of the card that only all together can keep."""
    cell, by = world.cells[plan.code], world.users[plan.code, 0]
    people = officers_of(world, plan)
    registration = begin_collective(cell, year=year, by=by)
    items = [
        ItemInput(
            action=f"Cả chi bộ giữ dòng “{line.behaviour}”",
            measure=line.marked_measure,
            rhythm=line.rhythm,
            responsible=people[place % len(people)],
        )
        for place, line in enumerate(plan.lines[:3])
    ]
    save_collective(registration, items=items, version=registration.version)
    register_collective(registration, by=by)


def officers_of(world: World, plan: CellPlan) -> list[Member]:
    """Who sees to it: the officers that live in the cell that day."""
    here = set(people_of(world.cells[plan.code]).values_list("pk", flat=True))
    officers = [person for person in world.of_cell[plan.code] if person.office]
    return [world.members[each.key] for each in officers if world.members[each.key].pk in here]


def close(world: World, plan: CellPlan, year: int) -> None:
    registration = CollectiveRegistration.objects.get(cell=world.cells[plan.code], year=year)
    luck = chance("collective", plan.code, year)
    results = {}
    for item in registration.items.all():
        state = luck.choices(["done", "partly", "not_yet"], weights=[6, 3, 1])[0]
        results[item.pk] = ItemResult(state, RESULTS[state])
    close_collective(registration, by=world.users[plan.code, 0], results=results)
