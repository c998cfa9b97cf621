"""A plan that knows the dated rows it would write: what is confirmed is written as it was read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cells.member.models import CommitteePost, Membership, Standing
from cells.member.plans import Plan
from cells.member.tenure import Dated, credit, refuse_overlap
from cells.workflow import Clash

NOTHING_NEW = "Đúng như đang ghi, không có gì để đổi."
MODELS: dict[str, type[Dated]] = {
    "membership": Membership,
    "post": CommitteePost,
    "standing": Standing,
}
Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One dated row: begun where it has no key, else changed, or dropped if nothing is to be."""

    model: str
    pk: int | None = None
    before: Values = ()  # what the row said when the plan was made
    values: Values = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan(Plan):
    notes: tuple[tuple[int, str], ...]  # for whose trail, in which words
    steps: tuple[Step, ...]


def change(row: Dated, **values: Any) -> Step:
    kept = {name: getattr(row, name) for name in ("since", "until", *values)}
    return Step(
        model=name_of(row), pk=row.pk, before=tuple(kept.items()), values=tuple(values.items())
    )


def drop(row: Dated) -> Step:
    kept = (("since", row.since), ("until", row.until))
    return Step(model=name_of(row), pk=row.pk, before=kept)


def begin(model: str, **values: Any) -> Step:
    return Step(model=model, values=tuple(values.items()))


def name_of(row: Dated) -> str:
    return next(name for name, model in MODELS.items() if isinstance(row, model))


def write(plan: RowPlan, *, by: Any) -> None:
    """Row by row, each with its history and the name of whoever did it."""
    for step in plan.steps:
        write_step(step, by)


def write_step(step: Step, by: Any) -> None:
    model = MODELS[step.model]
    values = dict(step.values)
    many = {name: values.pop(name) for name in ("cells",) if name in values}
    row: Any = model(**values) if step.pk is None else claimed(model, step)
    if step.pk is not None and not step.values:
        credit(row, by).delete()
        return
    for name, value in values.items():
        setattr(row, name, value)
    if may_collide(step):
        refuse_overlap(row)
    row.full_clean(validate_constraints=False)  # what only the database sees is a Clash
    credit(row, by).save()
    for name, keys in many.items():
        getattr(row, name).set(keys)


def may_collide(step: Step) -> bool:
    """Not a row that only ends earlier: what lies beside it, rightly or not, lay there before."""
    before, after = dict(step.before), dict(step.values)
    last, former = after["until"] or date.max, before.get("until") or date.max
    return step.pk is None or last > former or "office" in after


def claimed(model: Any, step: Step) -> Any:
    """The row as the plan met it; somebody who wrote it since then was faster."""
    here = model._default_manager.filter(pk=step.pk, **dict(step.before))
    if not here.update(**dict(step.before)):
        raise Clash(step)
    return model._default_manager.get(pk=step.pk)


def from_day(day: date, today: date) -> str:
    """“Ngay bây giờ” for what has come."""
    return "Ngay bây giờ" if day <= today else f"Từ {day:%d/%m/%Y}"


def is_taken_back(row: Dated, until: date, today: date) -> bool:
    """Ended before its first day: only what began today, or has not begun, may go without trace
    in the figures; its history stays."""
    return until < row.since and row.since >= today
