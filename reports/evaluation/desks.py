"""The two kinds of evaluation as pages know them: a person's and a cell's share every address."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cells.member.judging import who_answers
from reports.evaluation.models import CellEvaluation, Evaluation, MemberEvaluation

STAFF = "bộ phận giúp việc của Đảng uỷ"
LEVELS = ("self_level", "proposed_level", "appraised_level", "decided_level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """``noun`` begins the names of the addresses, ``sent_to`` says who reads it next."""

    noun: str
    papers: Any
    title: str
    sent_to: str

    def url_name(self, verb: str) -> str:
        return f"{self.noun}-{verb}"

    def who_answers(self, evaluation: Evaluation) -> str:
        return who_answers(evaluation) if isinstance(evaluation, MemberEvaluation) else STAFF


def with_levels(papers: QuerySet) -> QuerySet:
    return papers.select_related(*LEVELS)


PEOPLE = Desk(
    noun="evaluation",
    papers=with_levels(MemberEvaluation.objects.with_people().select_related("entered_by__member")),
    title="Bản tự kiểm điểm",
    sent_to="chi bộ",
)
CELLS = Desk(
    noun="cell-evaluation",
    papers=with_levels(CellEvaluation.objects.with_cells()),
    title="Báo cáo kiểm điểm của chi bộ",
    sent_to="bộ phận giúp việc",
)
