"""Sheets that cost nothing: a blank page that says whose it is."""

import pytest

from reports.evaluation.yearend import services
from tests.factories import (
    CellEvaluationFactory,
    EvaluationRoundFactory,
    MemberEvaluationFactory,
)
from tests.light.apps import light_sheet


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    """Pieces that a test leaves behind are nobody else's."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def light(monkeypatch):
    monkeypatch.setattr(services, "sheet_pdf", light_sheet)


@pytest.fixture
def found(cast):
    """A round with the papers of two cells: sent, published, still being written."""
    made = EvaluationRoundFactory(year=2013)
    for role, at in {
        "member": "published",
        "secretary": "submitted",
        "deputy": "proposed",
        "colleague": "draft",
        "stranger": "published",
    }.items():
        cell = cast.other_cell if role == "stranger" else cast.cell
        MemberEvaluationFactory(round=made, member=cast.members[role], cell=cell, at=at)
    for cell in (cast.cell, cast.other_cell):
        CellEvaluationFactory(round=made, cell=cell, at="published")
    return made
