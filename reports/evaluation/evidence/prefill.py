"""What a self-review may begin with, so that nobody copies out their own months."""

from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.self_review.parts import COMMITMENT

TITLE_LENGTH = 160  # of an item: ten of them leave most of the box free
ITEMS_SHOWN = 15


def prefill(evaluation: Evaluation) -> dict[str, str]:
    """First sentences by the section they belong to; the writer changes them as they like."""
    if not isinstance(evaluation, MemberEvaluation):
        return {}
    evidence = evidence_of(evaluation)
    lines = [f"{shortened(item.title)}: {item.summary}." for item in evidence.items[:ITEMS_SHOWN]]
    if (left := len(evidence.items) - ITEMS_SHOWN) > 0:
        lines.append(f"Và {left} việc nữa.")
    for key in ("reports", "attendance"):
        lines.append(evidence.lines[key].title)
    return {COMMITMENT: "\n".join(lines)}


def shortened(title: str) -> str:
    title = " ".join(title.split()).rstrip(".")
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1].rstrip()}…"
