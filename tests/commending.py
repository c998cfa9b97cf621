"""Deciding as its page does it: what is signed is what was just read."""

from typing import Any

from cells import clock
from cells.issue.signing import fingerprint
from cells.models import IssuedDocument
from cells.print.stored import as_stored
from reports.commendation import batches
from reports.commendation.batches import DecisionInput
from reports.commendation.content import content_of, parted
from reports.commendation.paper import proposal_context
from reports.models import Commendation, CommendationBatch
from tests.factories import CommendationBatchFactory


def given(batch: CommendationBatch, by: Any, **values: Any) -> DecisionInput:
    rows, _own = parted(batch, by)
    before = {
        "number": batches.next_number(clock.today()),
        "dated_on": clock.today(),
        "authority": "standing",
        "fingerprint": fingerprint(content_of(batch, rows)),
    }
    return DecisionInput(**before | values)


def batch_with(*rows: Commendation, **values: Any) -> CommendationBatch:
    """A presented batch; the rows were proposed by their cells."""
    batch = CommendationBatchFactory(**values)
    keys = [row.pk for row in rows]
    Commendation.objects.filter(pk__in=keys).update(batch=batch, status="gathered")
    set_status(batch, "presented")
    return batch


def set_status(batch: CommendationBatch, status: str, **values: Any) -> None:
    """Without its steps; a batch that is no draft keeps its tờ trình."""
    here = CommendationBatch.objects.filter(pk=batch.pk)
    here.update(status="draft", presented_paper=None)
    batch.refresh_from_db()
    context = {**proposal_context(batch), "draft": False}
    paper = None if status == "draft" else as_stored(context)
    here.update(status=status, presented_paper=paper, **values)
    batch.refresh_from_db()


def decide(batch: CommendationBatch, *, by: Any, **values: Any) -> IssuedDocument:
    return batches.award_batch(batch, given(batch, by, **values), by=by)
