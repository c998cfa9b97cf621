"""The cell of the cast with pledges in every state, in the year 2014."""

import pytest

from tests.factories import CriterionFactory, MoralStandardFactory
from tests.world import make_pledge

STATES = {
    "member": "accepted",
    "colleague": "draft",
    "secretary": "submitted",
    "deputy": "returned",
    "cell committee": "draft",
    "stranger": "accepted",
}


@pytest.fixture
def pledges(cast):
    criterion = CriterionFactory(standard=MoralStandardFactory(cell=None, adopted=True))
    return {role: make_pledge(cast, role, state, criterion) for role, state in STATES.items()}
