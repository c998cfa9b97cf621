"""How a paper changes its status: in one place, exactly once, with its audit row."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from cells.audit import trace, trace_all


class IllegalMove(Exception):
    """The paper is not, or is no longer, in a status from which this move exists."""


class Clash(Exception):
    """Another version was saved first; the view catches it and shows both texts."""


@transaction.atomic
def move(paper: Any, verb: str, *, by: Any, note: str = "", **changes: Any) -> None:
    """Use ``verb`` on ``paper`` exactly once, however many people press the button."""
    sources, target = paper.VERBS[verb]
    source = paper.status
    if source not in sources:
        raise IllegalMove(f"{paper}: {verb} from {source}")
    here = type(paper).objects.filter(pk=paper.pk, status=source)
    if not here.update(status=target, **changes):
        raise IllegalMove(f"{paper} has already left {source}")
    trace(paper, by, verb, source, target, note)
    read_back(paper, here.model, ["status", *changes])


def read_back(paper: Any, model: Any, names: Sequence[str]) -> None:
    """What the database made of it, in the plainest of questions: this runs at every step."""
    fields = [model._meta.get_field(name).attname for name in names]
    for name, value in model.objects.filter(pk=paper.pk).values(*fields).get().items():
        setattr(paper, name, value)


@transaction.atomic
def move_all(papers: Sequence[Any], verb: str, *, by: Any, note: str = "") -> None:
    """``move`` for many of one kind that stand in one status, all or none of them: three questions,
    however many they are."""
    if not papers:
        return
    sources, target = papers[0].VERBS[verb]
    source = papers[0].status
    if source not in sources:
        raise IllegalMove(f"{papers[0]}: {verb} from {source}")
    here = type(papers[0]).objects.filter(pk__in=[paper.pk for paper in papers], status=source)
    if here.update(status=target) != len(papers):
        raise IllegalMove(f"some of {len(papers)} papers have already left {source}")
    trace_all(papers, by, verb, source, target, note)
    for paper in papers:
        paper.status = target


def take_turns(*rows: Any) -> None:
    """Hold these rows to the end of the transaction: whoever comes second waits here, and then sees
    what the first one did. An idle update does so on both databases."""
    for row in sorted(rows, key=lambda row: (row._meta.label, row.pk)):
        # The model's own class: who is signed in comes wrapped
        here = row._meta.model.objects.filter(pk=row.pk)
        if not here.update(**{row._meta.pk.attname: row.pk}):
            raise IllegalMove(f"{row} is gone")


def claim_version(paper: Any, version: int) -> None:
    """Take the next version of an editable paper for oneself, or say who was faster.

    Call inside a transaction, before writing: the loser's text is still in the loser's hands.
    """
    open_rows = type(paper).objects.filter(pk=paper.pk, status__in=type(paper).EDITABLE)
    # Counted by the database: the number came from a form and may be the largest there is
    if not open_rows.filter(version=version).update(version=F("version") + 1):
        raise Clash(paper) if open_rows.exists() else IllegalMove(str(paper))
    paper.version = version + 1


def claim_row(row: Any, version: int | None) -> None:
    """``claim_version`` for plain data, which is open to its writers as long as it exists."""
    here = type(row).objects.filter(pk=row.pk)
    if not here.filter(version=version).update(version=F("version") + 1):
        raise Clash(row) if here.exists() else IllegalMove(str(row))
    row.refresh_from_db(fields=["version"])
