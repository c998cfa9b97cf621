"""Deciding as its page does it: what is signed is what was just read."""

from typing import Any

from cells import clock
from cells.issue.signing import fingerprint
from cells.models import IssuedDocument
from reports.commendation import batches
from reports.commendation.batches import DecisionInput
from reports.commendation.content import content_of, parted
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
    CommendationBatch.objects.filter(pk=batch.pk).update(status="presented")
    batch.refresh_from_db()
    return batch


def decide(batch: CommendationBatch, *, by: Any, **values: Any) -> IssuedDocument:
    return batches.award_batch(batch, given(batch, by, **values), by=by)
