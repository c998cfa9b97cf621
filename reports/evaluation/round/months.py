"""Until when the months of a year may still be sent: to the closing of its round (Q18)."""

from django.db.models import Q, QuerySet

from pledges.models import MonthlyReport
from reports.evaluation.choices import RoundStatus
from reports.evaluation.models import EvaluationRound


def closed_years() -> QuerySet:
    return EvaluationRound.objects.filter(status=RoundStatus.CLOSED).values("year")


# As a condition for lists: nobody is asked for what they cannot send any more
TOO_LATE = Q(first_submitted_at__isnull=True, month__year__in=closed_years())


def why_too_late(report: MonthlyReport) -> str:
    year = report.month.year
    if not closed_years().filter(year=year).exists():
        return ""
    return (
        f"Đánh giá, xếp loại năm {year} đã khép nên báo cáo tháng của năm ấy không gửi được nữa. "
        "Đồng chí cần gửi thì trao đổi với bộ phận giúp việc."
    )
