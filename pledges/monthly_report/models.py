"""The month's report on a pledge: opened for everyone, written by the member, answered by the cell."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from cells import clock
from cells.fields import LongText, MonthField
from cells.models import Cell, User
from cells.scope import in_scope
from pledges.pledge.models import Pledge, PledgeItem


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Cần bổ sung"
    ACKNOWLEDGED = "acknowledged", "Đã nhận"
    EXCUSED = "excused", "Được miễn"


ON_TIME = Q(first_submitted_at__date__lte=F("due_on")) & ~Q(status="excused")
LATE = Q(first_submitted_at__date__gt=F("due_on")) & ~Q(status="excused")
EXCUSED = Q(status="excused")


def missing_on(day: date) -> Q:
    """Never sent and past due: the day after ``due_on`` is the first missing day."""
    return Q(first_submitted_at__isnull=True, due_on__lt=day) & ~EXCUSED


class MonthlyReportQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "MonthlyReportQuerySet":
        leaders = Q(by_leader=True, cell__in=user.rights.cells_as_member)
        sent = Q(status__in=[ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED])
        return self.filter(in_scope(user, cell="cell", member="pledge__member") | (leaders & sent))

    def with_people(self) -> "MonthlyReportQuerySet":
        return self.select_related("pledge__member", "cell")

    def of_month(self, month: date) -> "MonthlyReportQuerySet":
        return self.filter(month=month.replace(day=1))

    def awaiting_answer(self) -> "MonthlyReportQuerySet":
        return self.filter(status=ReportStatus.SUBMITTED)

    def tally(self) -> dict[str, int]:
        """Reports by what became of them on this day; ``not_due`` is outside ``due``."""
        today = clock.today()
        unsent = Q(first_submitted_at__isnull=True, due_on__gte=today) & ~EXCUSED
        return self.aggregate(
            on_time=Count("pk", filter=ON_TIME),
            late=Count("pk", filter=LATE),
            missing=Count("pk", filter=missing_on(today)),
            excused=Count("pk", filter=EXCUSED),
            not_due=Count("pk", filter=unsent),
        )


class MonthlyReport(models.Model):
    """One pledge, one month."""

    VERBS = {
        "submit": ({ReportStatus.DRAFT, ReportStatus.RETURNED}, ReportStatus.SUBMITTED),
        "withdraw": ({ReportStatus.SUBMITTED}, ReportStatus.DRAFT),
        "acknowledge": ({ReportStatus.SUBMITTED}, ReportStatus.ACKNOWLEDGED),
        "return": ({ReportStatus.SUBMITTED}, ReportStatus.RETURNED),
        "reopen": ({ReportStatus.ACKNOWLEDGED}, ReportStatus.RETURNED),
        "excuse": ({ReportStatus.DRAFT, ReportStatus.RETURNED}, ReportStatus.EXCUSED),
        "unexcuse": ({ReportStatus.EXCUSED}, ReportStatus.DRAFT),
    }
    EDITABLE = {ReportStatus.DRAFT, ReportStatus.RETURNED}

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="monthly_reports")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="monthly_reports")  # copied from the pledge
    month = MonthField("tháng")
    by_leader = models.BooleanField(default=False)  # copied from the pledge
    due_on = models.DateField("hạn")
    first_submitted_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="người ghi hộ"
    )
    has_paper_slip = models.BooleanField("có phiếu giấy đã ký", default=False)
    confirmed_at = models.DateTimeField(null=True)  # the member's yes to what was entered for them
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, choices=ReportStatus, default=ReportStatus.DRAFT)
    objects = MonthlyReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "báo cáo tháng"
        ordering = ["-month", "pledge__member__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "month"], name="one_report_a_month"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "excused"]) | Q(first_submitted_at__isnull=False),
                name="a_sent_report_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["month", "cell", "status"], name="report_month_cell_status"),
            models.Index(fields=["cell", "month"], name="report_cell_month"),
            models.Index(
                fields=["month", "cell"],
                condition=Q(status__in=["draft", "returned"]),
                name="report_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo tháng {self.month:%m/%Y} của {self.pledge.member}"

    def get_absolute_url(self) -> str:
        return reverse("monthly-report", args=[self.pk])

    @property
    def author_id(self) -> int:
        return self.pledge.member_id

    @property
    def state_label(self) -> str:
        """The users' word; only the status is stored, lateness and emptiness follow from the row."""
        if self.status != ReportStatus.DRAFT:
            return self.get_status_display()
        if self.first_submitted_at is None and self.due_on < clock.today():
            return "Quá hạn"
        return "Nháp" if self.saved_at else "Chưa viết"


class LineState(models.TextChoices):
    DONE = "done", "Đã làm"
    PARTLY = "partly", "Một phần"
    NOT_YET = "not_yet", "Chưa làm"


class MonthlyReportLine(models.Model):
    """How one item of the pledge went this month. ``is_unchanged``: last month's state holds again."""

    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="lines")
    item = models.ForeignKey(PledgeItem, models.PROTECT, related_name="lines")
    state = models.CharField("tháng này thế nào", max_length=8, choices=LineState, blank=True)
    is_unchanged = models.BooleanField("không thay đổi", default=False)
    sentence = LongText("một câu về việc đã làm", blank=True)
    difficulty = LongText("khó khăn, đề nghị chi bộ giúp", blank=True)
    comment = LongText("nhận xét của chi bộ", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "kết quả từng việc"
        ordering = ["report", "item__position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="one_line_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_state_display()}"
