"""Which months the calendar asks to open, those missed while nobody ran the command included."""

from datetime import date

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from cells import clock
from cells.text import month_words
from pledges.monthly_report.models import MonthlyReport
from pledges.monthly_report.scheduling import month_after
from pledges.monthly_report.services import open_month
from pledges.pledge.models import Pledge, PledgeStatus


def open_due_months() -> dict[date, int]:
    """Open what is due and was never opened; how many reports each month got."""
    return {month: open_month(month) for month in due_months()}


def why_none_opened() -> str:
    """Of the newest month; one that was skipped because it had nobody is not spoken of again."""
    month = last_due()
    if month != clock.today().replace(day=1):
        return "Chưa đến ngày mở tháng mới."
    if month in opened_months():
        return f"Tháng {month_words(month)} đã mở từ trước."
    return f"Đã đến ngày mở tháng {month_words(month)}, nhưng chưa ai phải báo cáo."


def when_opened() -> str:
    """For whoever finds no report yet."""
    day = settings.CHI03_OPEN_MONTH_ON
    return f"Từ ngày {day} hằng tháng, báo cáo được mở cho các bản đăng ký đã được nhận."


def due_months() -> list[date]:
    """A month once opened is left alone: whoever joins later does so by their accepted pledge.

    Of the year before those months are made up whose pledges are still in force.
    """
    month, last, opened = first_month(), last_due(), opened_months()
    found = []
    while month is not None and month <= last:
        if month not in opened:
            found.append(month)
        month = month_after(month)
    return found


def last_due() -> date:
    today = clock.today()
    this_month = today.replace(day=1)
    if today.day >= settings.CHI03_OPEN_MONTH_ON:
        return this_month
    return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)


def first_month() -> date | None:
    """From here on every month has its reports, one skipped between two others included."""
    first = MonthlyReport.objects.aggregate(first=Min("month"))["first"] or first_accepted()
    return max(first, date(clock.today().year - 1, 1, 1)) if first else None


def opened_months() -> set[date]:
    return set(MonthlyReport.objects.order_by().values_list("month", flat=True).distinct())


def first_accepted() -> date | None:
    accepted = Pledge.objects.filter(status=PledgeStatus.ACCEPTED)
    first = accepted.aggregate(first=Min("accepted_at"))["first"]
    return timezone.localtime(first).date().replace(day=1) if first else None
