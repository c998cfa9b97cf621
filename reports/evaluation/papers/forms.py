"""What is asked before a decision is signed."""

from typing import Any

from cells.issue.forms import SigningForm
from cells.issue.models import DocumentType
from cells.issue.types import DECISION
from reports.evaluation.papers.decision import SigningInput


class DecisionForm(SigningForm):
    def __init__(self, *args: Any, **kwargs: Any):
        kind = DocumentType.objects.get(code=DECISION)
        super().__init__(*args, cell=None, kind=kind, planned_number=None, **kwargs)

    def given(self) -> SigningInput:
        return SigningInput(**self.words())
