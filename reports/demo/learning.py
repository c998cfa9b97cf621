"""The register of directives, the year's topics and plans, entered by staff as anybody would."""

from functools import partial
from typing import Any

from cells.document.services import enter_document
from cells.models import Cell, Theme, User
from cells.plan.models import Plan, PlanKind, PlanTask
from cells.plan.models import TaskState as PlanState
from cells.plan.services import add_task, draft_plan, report_task
from cells.programme.services import add_topic, publish_theme, save_materials
from reports.demo.agenda import moment
from reports.demo.study import (
    CELL_PLAN,
    COMMITTEE_PLAN,
    ENTERED_ON,
    PAPERS,
    PLANNED_ON,
    TOPICS,
    PlanLine,
)
from reports.demo.world import World

YEAR = 2014
CELLS_WITH_A_PLAN = ("CSD", "DV", "DP1", "V4", "TCCB", "TH", "TCXD")


def schedule(world: World) -> None:
    world.later(moment(ENTERED_ON, 9), partial(enter_papers, world))
    world.later(moment(ENTERED_ON, 15), partial(write_topics, world))
    world.later(moment(PLANNED_ON, 9), partial(plan, world, None, COMMITTEE_PLAN))
    for code in CELLS_WITH_A_PLAN:
        world.later(moment(PLANNED_ON, 14), partial(plan, world, code, CELL_PLAN))


def enter_papers(world: World) -> None:
    for paper in PAPERS:
        values = {
            "kind": paper.kind,
            "symbol": paper.symbol,
            "issuer": paper.issuer,
            "dated_on": paper.dated_on,
            "abstract": paper.abstract,
        }
        enter_document(values, [], by=world.staff)


def write_topics(world: World) -> None:
    theme = Theme.objects.get(year=YEAR)
    for told in TOPICS:
        topic = add_topic(
            theme,
            title=told.title,
            quarter=told.quarter,
            form=told.form,
            presenter=told.presenter,
            by=world.staff,
        )
        save_materials(
            topic,
            questions=told.questions,
            materials=[],
            version=topic.version,
            by=world.staff,
        )
    publish_theme(theme, by=world.staff)


def plan(world: World, code: str | None, lines: tuple[PlanLine, ...]) -> None:
    """Lines with a result are reported on their day; the others stay open, some too long."""
    cell: Cell | None = world.cells[code] if code else None
    by: User = world.users[code, 0] if code else world.staff
    title = f"Kế hoạch thực hiện Chỉ thị 03 năm {YEAR}"
    made: Plan = draft_plan(cell, kind=PlanKind.YEAR, year=YEAR, title=title, by=by)
    for text, due_on, result in lines:
        owner = world.members[code, 0] if code else world.members["TH", 4]
        task = add_task(made, text=text, owner=owner, due_on=due_on, by=by)
        if result:
            done = {"state": PlanState.DONE, "result": result, "by": by}
            world.later(moment(due_on, 16), partial(finish, task, done))


def finish(task: PlanTask, done: dict[str, Any]) -> None:
    task.refresh_from_db()
    report_task(task, **done, version=task.version)
