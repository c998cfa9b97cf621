"""Papers by the thousand: the steps that the services would have taken, with the same rows left.

A paper is given its whole story at once. Steps that lie ahead of this moment have not happened; the
others take the status through ``VERBS`` and leave a chained audit row each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from cells.audit import AuditEntry, next_entry
from cells.workflow import IllegalMove

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    verb: str
    by: Any
    note: str = ""


def until(now: datetime, steps: Iterable[Step]) -> list[Step]:
    """What has happened by now; nothing follows a step that has not."""
    past = []
    for step in steps:
        if step.at >= now:
            break
        past.append(step)
    return past


def walk(paper: Any, steps: Iterable[Step]) -> None:
    """Leave the new paper in the status to which the steps lead."""
    for step in steps:
        paper.status = target_of(paper, paper.status, step.verb)


def target_of(paper: Any, source: str, verb: str) -> str:
    if verb not in paper.VERBS:
        return source  # written down, but no move: a confirmation
    sources, target = paper.VERBS[verb]
    if source not in sources:
        raise IllegalMove(f"{paper}: {verb} from {source}")
    return target


def trail(paper: Any, steps: Iterable[Step], *, before: AuditEntry | None = None) -> Iterator:
    """The audit rows of these steps, each chained to the one before."""
    status = type(paper)._meta.get_field("status").default
    for step in steps:
        target = target_of(paper, status, step.verb)
        before = next_entry(
            paper, before, step.by, step.verb, status, target, step.note, at=step.at
        )
        status = target
        yield before


def write(model: type[Model], rows: Iterable[Any]) -> list[Any]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def write_trails(told: Iterable[tuple[Any, list[Step]]]) -> None:
    write(AuditEntry, [entry for paper, steps in told for entry in trail(paper, steps)])
