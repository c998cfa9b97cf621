"""Chosen evaluations as rows of a sheet: where each stands, as far as its reader may know."""

from collections.abc import Iterable
from typing import Any

from cells.models import User
from cells.sheet import Page
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.papers.cell import HIDDEN, may, named

HEADINGS = [
    "Đảng viên",
    "Chi bộ",
    "Năm",
    "Diện",
    "Trạng thái",
    "Tự nhận mức",
    "Chi bộ đề xuất",
    "Ý kiến thẩm định",
    "Mức quyết định",
]
WIDTHS = [28, 28, 8, 24, 18, 28, 28, 28, 28]


def listed_page(evaluations: Iterable[Evaluation], reader: User) -> Page:
    rows = [listed_row(evaluation, reader) for evaluation in evaluations]
    return Page("Xếp loại", HEADINGS, rows, WIDTHS)


def listed_row(evaluation: Any, reader: User) -> list[str | int]:
    name = str(evaluation.member) if isinstance(evaluation, MemberEvaluation) else ""
    is_followed = may(reader, "follow", evaluation)
    is_foreseen = may(reader, "foresee", evaluation)
    return [
        name,
        str(evaluation.cell),
        evaluation.round.year,
        evaluation.get_case_display(),
        evaluation.get_status_display(),
        named(evaluation.self_level) if may(reader, "read", evaluation) else HIDDEN,
        named(evaluation.standing_proposal) if is_followed else HIDDEN,
        named(evaluation.appraised_level) if is_foreseen else HIDDEN,
        named(evaluation.decided_level) if is_foreseen else HIDDEN,
    ]
