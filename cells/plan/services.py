"""What happens to a plan and its lines: drafted, amended, reported on. Nothing is deleted."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from cells import clock
from cells.audit import note_down
from cells.document.models import Document
from cells.member.models import Member
from cells.organisation.models import Cell, Committee
from cells.plan.models import Plan, PlanKind, PlanTask, TaskState
from cells.programme.models import Term
from cells.workflow import claim_row, take_turns


@transaction.atomic
def draft_plan(
    cell: Cell | None,
    *,
    kind: str,
    title: str,
    year: int | None = None,
    term: Term | None = None,
    document: Document | None = None,
    by: Any,
) -> Plan:
    """The same one sent twice (a double click) is one."""
    year, term = span_of(cell, kind, year, term)
    values = {"kind": kind, "year": year, "term": term, "title": title, "document": document}
    take_turns(cell or Committee.objects.get())
    if there := Plan.objects.filter(cell=cell, **values).first():
        return there
    plan = Plan.objects.create(cell=cell, **values)
    note_down(plan, by, "draft", title)
    return plan


def span_of(
    cell: Cell | None, kind: str, year: int | None, term: Term | None
) -> tuple[int | None, Term | None]:
    """What was chosen and is not asked for is left out."""
    if kind == PlanKind.YEAR:
        if year is None:
            raise ValidationError({"year": "Ghi năm của kế hoạch."})
        return year, None
    if term is None:
        raise ValidationError({"term": "Chọn nhiệm kỳ của kế hoạch."})
    if term.cell_id != (cell.pk if cell else None):
        raise ValidationError({"term": "Nhiệm kỳ này của tổ chức khác."})
    return None, term


@transaction.atomic
def save_plan(
    plan: Plan, *, title: str, document: Document | None = None, version: int | None, by: Any
) -> None:
    """Whose plan it is and of which span stays."""
    claim_row(plan, version)
    plan.title, plan.document = title, document
    plan.save()
    note_down(plan, by, "amend", title)


# ---- lines


@transaction.atomic
def add_task(
    plan: Plan,
    *,
    text: str,
    owner: Member | None = None,
    owner_name: str = "",
    due_on: date,
    by: Any,
) -> PlanTask:
    """The same line sent twice (a double click) is one."""
    refuse_wrong_owner(owner, owner_name)
    refuse_wrong_day(plan, due_on)
    values = {"text": text, "owner": owner, "owner_name": owner_name, "due_on": due_on}
    take_turns(plan)  # two at once would take the same place
    if there := plan.tasks.filter(**values).first():
        return there
    last = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    task = PlanTask.objects.create(plan=plan, position=last + 1, **values)
    note_down(task, by, "add", what_is_asked(task))
    return task


@transaction.atomic
def save_task(
    task: PlanTask,
    *,
    text: str,
    owner: Member | None = None,
    owner_name: str = "",
    due_on: date,
    version: int | None,
    by: Any,
) -> None:
    refuse_wrong_owner(owner, owner_name)
    if due_on != task.due_on:
        refuse_wrong_day(task.plan, due_on)
    claim_row(task, version)
    task.text, task.owner, task.owner_name, task.due_on = text, owner, owner_name, due_on
    task.save()
    note_down(task, by, "amend", what_is_asked(task))


def refuse_wrong_owner(owner: Member | None, owner_name: str) -> None:
    if owner is None and not owner_name:
        raise ValidationError({"owner": "Chọn người phụ trách, hoặc ghi tên ở ô bên dưới."})
    if owner is not None and owner_name:
        raise ValidationError({"owner_name": "Đã chọn người phụ trách ở trên; xoá ô này."})


def refuse_wrong_day(plan: Plan, due_on: date) -> None:
    first, last = plan.days
    if due_on < first or (last and due_on > last):
        until = f"đến {last:%d/%m/%Y}" if last else "trở đi"
        raise ValidationError(
            {"due_on": f"Kế hoạch {plan.span_name}: ghi một ngày từ {first:%d/%m/%Y} {until}."}
        )


def what_is_asked(task: PlanTask) -> str:
    return f"{task.text} – {task.owner_label}, hạn {task.due_on:%d/%m/%Y}"


# ---- results


@transaction.atomic
def report_task(
    task: PlanTask,
    *,
    state: str,
    result: str = "",
    finished_on: date | None = None,
    version: int | None,
    by: Any,
) -> None:
    """A line is done on a day, dropped for a reason, or goes on; words are never demanded of
    what was done."""
    finished_on = day_of_end(state, finished_on)
    if state == TaskState.DROPPED and not result:
        raise ValidationError({"result": "Ghi vì sao thôi không làm việc này."})
    claim_row(task, version)
    verb = verb_for(task.state, state)
    task.state, task.result, task.finished_on = state, result, finished_on
    task.save()
    day = f"xong ngày {finished_on:%d/%m/%Y}" if finished_on else ""
    note_down(task, by, verb, ". ".join(part for part in (day, result) if part))


def day_of_end(state: str, finished_on: date | None) -> date | None:
    if state != TaskState.DONE:
        return None
    day = finished_on or clock.today()
    if day > clock.today():
        raise ValidationError({"finished_on": "Ngày này còn ở phía trước. Ghi ngày đã xong."})
    return day


def verb_for(before: str, after: str) -> str:
    """How the step is called in the trail."""
    if before == after:
        return "report"
    return {TaskState.DONE: "finish", TaskState.DROPPED: "drop", TaskState.OPEN: "resume"}[
        TaskState(after)
    ]
