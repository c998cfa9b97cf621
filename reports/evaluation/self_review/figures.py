"""What a self-review says as it is stored, and the part of it that nobody has to type."""

from collections import Counter
from dataclasses import dataclass

from pledges.models import MonthlyReportLine, PledgeItem
from pledges.monthly_report.models import LineState, ReportStatus
from pledges.pledge.models import REGISTERED
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.self_review.parts import COMMITMENT, Part, parts_of

COUNTED = [ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One section and what stands in it."""

    part: Part
    text: str = ""
    grade: str = ""
    grade_label: str = ""


def written_parts(evaluation: Evaluation) -> list[Written]:
    rows = {row.key: row for row in evaluation.parts.all()}
    return [
        Written(
            part=part,
            text=rows[part.key].text,
            grade=rows[part.key].grade,
            grade_label=rows[part.key].get_grade_display(),
        )
        if part.key in rows
        else Written(part=part)
        for part in parts_of(evaluation)
    ]


def proposed_texts(evaluation: Evaluation) -> dict[str, str]:
    """What a paper that nobody has begun starts from."""
    if evaluation.saved_at or not isinstance(evaluation, MemberEvaluation):
        return {}
    return {COMMITMENT: commitment_words(evaluation)}


def commitment_words(evaluation: MemberEvaluation) -> str:
    """A line for every item of the year's pledges, as the monthly reports tell of it."""
    items = PledgeItem.objects.filter(
        pledge__member=evaluation.member_id,
        pledge__year=evaluation.round.year,
        pledge__status__in=REGISTERED,
    ).order_by("pledge__pk", "position")
    states: dict[int, Counter[str]] = {}
    told = MonthlyReportLine.objects.filter(item__in=items, report__status__in=COUNTED)
    for item, state in told.exclude(state="").values_list("item_id", "state"):
        states.setdefault(item, Counter())[state] += 1
    lines = [
        f"{number}. {item.action.rstrip('.')}: {told_of(states.get(item.pk, Counter()))}."
        for number, item in enumerate(items, start=1)
    ]
    return "\n".join(lines)


def told_of(states: Counter[str]) -> str:
    if not states:
        return "chưa có báo cáo tháng"
    words = {
        LineState.DONE: "đã làm",
        LineState.PARTLY: "làm một phần",
        LineState.NOT_YET: "chưa làm",
    }
    counts = [f"{word} {states[state]} tháng" for state, word in words.items() if states[state]]
    return f"báo cáo {states.total()} tháng, {', '.join(counts)}"
