"""Signing as its page does it: what is signed is what was just read."""

from typing import Any

from cells import clock
from cells.issue.signing import authorities_for, fingerprint
from cells.models import IssuedDocument
from reports.models import Review
from reports.review import services
from reports.review.composition import content_of
from reports.review.services import SigningInput
from reports.review.signing import proposed


def given(review: Review, *, why: str = "", **values: Any) -> SigningInput:
    before = {
        "number": proposed(review)["number"],
        "dated_on": clock.today(),
        "authority": authorities_for(review.cell)[0],
        "fingerprint": fingerprint(content_of(review)),
        "replace_reason": why,
    }
    return SigningInput(**before | values)


def sign(review: Review, *, by: Any, why: str = "", **values: Any) -> IssuedDocument:
    return services.sign_review(review, given(review, why=why, **values), by=by)
