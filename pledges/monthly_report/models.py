"""The month's report on a pledge: opened for all, written by the member, answered by the cell."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cells import clock
from cells.fields import LongText, MonthField
from cells.member.judging import judged_by
from cells.models import Cell, Session, User
from cells.scope import in_scope, permission
from cells.text import month_words, search_key
from cells.uploads.models import StoredFile
from pledges.pledge.models import REGISTERED, Pledge, PledgeItem, still_here


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Cần bổ sung"
    ACKNOWLEDGED = "acknowledged", "Đã nhận"
    EXCUSED = "excused", "Được miễn"


# By the first sending; what was withdrawn again is with nobody and counts as not sent
WITH_THE_CELL = ~Q(status__in=["draft", "excused"])
ON_TIME = Q(first_submitted_at__date__lte=F("due_on")) & WITH_THE_CELL
LATE = Q(first_submitted_at__date__gt=F("due_on")) & WITH_THE_CELL
EXCUSED = Q(status="excused")
UNTOUCHED = Q(status="draft", version=0, saved_at__isnull=True)


def missing_on(day: date) -> Q:
    """Not with the cell and past due: the day after ``due_on`` is the first missing day."""
    return Q(status="draft", due_on__lt=day)


class ReportState(models.TextChoices):
    """What people ask a list for; only some of it is a status, the rest follows from the row."""

    BLANK = "blank", "Chưa viết"
    DRAFT = "draft", "Nháp"
    MISSING = "missing", "Quá hạn"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Cần bổ sung"
    ACKNOWLEDGED = "acknowledged", "Đã nhận"
    EXCUSED = "excused", "Được miễn"
    ON_TIME = "on_time", "Gửi đúng hạn"
    LATE = "late", "Gửi muộn"
    WAITING = "waiting", "Chưa gửi, còn trong hạn"


def state_condition(state: str, day: date) -> Q:
    """The rows that wear this state on ``day``; a draft past due is “Quá hạn”, not “Nháp”."""
    draft = Q(status=ReportStatus.DRAFT) & ~missing_on(day)
    derived = {
        ReportState.BLANK: draft & Q(saved_at__isnull=True),
        ReportState.DRAFT: draft & Q(saved_at__isnull=False),
        ReportState.MISSING: missing_on(day),
        ReportState.ON_TIME: ON_TIME,
        ReportState.LATE: LATE,
        ReportState.WAITING: draft,
    }
    return derived.get(state, Q(status=state))


class MonthlyReportQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "MonthlyReportQuerySet":
        """The pledge's cell is the report's: asked of one table, the “or” finds its indexes."""
        if user.rights.bodies:
            return self.all()
        leaders = Q(by_leader=True, pledge__cell__in=user.rights.cells_as_member)
        sent = Q(status__in=[ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED])
        scope = in_scope(user, cell="pledge__cell", member="pledge__member")
        return self.filter(scope | (leaders & sent))

    def with_people(self) -> "MonthlyReportQuerySet":
        return self.select_related("pledge__member", "cell", "entered_by__member")

    def with_lines(self) -> "MonthlyReportQuerySet":
        """For ``lines_at_hand``: three questions, however many reports."""
        return self.prefetch_related("lines__evidence", "pledge__items")

    def in_state(self, state: str) -> "MonthlyReportQuerySet":
        return self.filter(state_condition(state, clock.today()))

    def search(self, words: str) -> "MonthlyReportQuerySet":
        return self.filter(pledge__member__search_key__contains=search_key(words))

    def written_by(self, member_id: int | None) -> "MonthlyReportQuerySet":
        return self.filter(pledge__member=member_id) if member_id else self.none()

    def judged_by(self, user: Any) -> "MonthlyReportQuerySet":
        return self.filter(judged_by(user, member="pledge__member"))

    def of_those_still_here(self) -> "MonthlyReportQuerySet":
        """Nobody is pushed for a report in a cell they have left."""
        return self.filter(still_here("pledge__"))

    def without_leavers_drafts(self) -> "MonthlyReportQuerySet":
        """Counted nowhere: nobody is asked for them, and the next night excuses them."""
        return self.filter(~Q(status=ReportStatus.DRAFT) | still_here("pledge__"))

    def of_month(self, month: date) -> "MonthlyReportQuerySet":
        return self.filter(month=month.replace(day=1))

    def untouched(self) -> "MonthlyReportQuerySet":
        """Nobody has written a word."""
        return self.filter(UNTOUCHED)

    def open_to_entry(self) -> "MonthlyReportQuerySet":
        """Ghi hộ: nobody has written a word – or what was written down for somebody who has no
        account came back, and nobody else could ever mend it."""
        account = User.objects.filter(is_active=True, member__pledges=OuterRef("pledge"))
        came_back = Q(status=ReportStatus.RETURNED, entered_by__isnull=False) & ~Exists(account)
        return self.filter(UNTOUCHED | came_back)

    def awaiting_answer(self) -> "MonthlyReportQuerySet":
        return self.filter(status=ReportStatus.SUBMITTED)


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
    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="monthly_reports", verbose_name="chi bộ"
    )  # copied from the pledge
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
    # The session that took note of it, where it was not answered one by one
    acknowledged_in = models.ForeignKey(
        Session, models.PROTECT, null=True, related_name="+", verbose_name="ghi nhận tại buổi"
    )
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(
        "trạng thái", max_length=12, choices=ReportStatus, default=ReportStatus.DRAFT
    )
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
        return f"Báo cáo tháng {month_words(self.month)} của {self.pledge.member}"

    def get_absolute_url(self) -> str:
        return reverse("monthly-report", args=[self.pk])

    @property
    def files(self) -> "QuerySet[Evidence]":
        return Evidence.objects.filter(line__report=self.pk)

    @property
    def author_id(self) -> int:
        return self.pledge.member_id

    @property
    def is_editable(self) -> bool:
        return self.status in self.EDITABLE

    @property
    def is_open_to_entry(self) -> bool:
        return MonthlyReport.objects.open_to_entry().filter(pk=self.pk).exists()

    @property
    def awaits_confirmation(self) -> bool:
        return self.entered_by_id is not None and self.confirmed_at is None

    @property
    def was_late(self) -> bool:
        sent = self.first_submitted_at
        return sent is not None and timezone.localtime(sent).date() > self.due_on

    @property
    def state_label(self) -> str:
        """The users' word: only the status is stored, the rest follows from the row."""
        if self.status != ReportStatus.DRAFT:
            return self.get_status_display()
        if self.due_on < clock.today():
            return "Quá hạn"
        return "Nháp" if self.saved_at else "Chưa viết"


class LineState(models.TextChoices):
    DONE = "done", "Đã làm"
    PARTLY = "partly", "Một phần"
    NOT_YET = "not_yet", "Chưa làm"


class MonthlyReportLineQuerySet(QuerySet):
    def to_mend(self, reports: Iterable[MonthlyReport]) -> "MonthlyReportLineQuerySet":
        """Of those that came back: what their last return named."""
        returned = [each.pk for each in reports if each.status == ReportStatus.RETURNED]
        named = self.filter(report__in=returned, was_named=True) if returned else self.none()
        return named.select_related("item").order_by("item__position")

    def before(
        self, report: MonthlyReport, *, reader: User | None
    ) -> dict[int, "MonthlyReportLine"]:
        """For each item what was said last before this report's month, as far as the reader may
        open the report it was said in; nobody as the reader is the author's own pen."""
        earlier = self.filter(report__pledge=report.pledge_id, report__month__lt=report.month)
        if reader is not None:
            earlier = earlier.filter(report__in=MonthlyReport.objects.visible_to(reader))
        told = earlier.exclude(state="").select_related("report__pledge").order_by("report__month")
        return {
            line.item_id: line for line in told if reader is None or may_read(reader, line.report)
        }


class MonthlyReportLine(models.Model):
    """How one item went this month. ``is_unchanged``: last month's state holds again."""

    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="lines")
    item = models.ForeignKey(PledgeItem, models.PROTECT, related_name="lines")
    state = models.CharField("tháng này thế nào", max_length=8, choices=LineState, blank=True)
    is_unchanged = models.BooleanField("không thay đổi", default=False)
    sentence = LongText("một câu về việc đã làm", blank=True)
    difficulty = LongText("khó khăn, đề nghị giúp đỡ", blank=True)
    comment = LongText("nhận xét", blank=True)
    # Named by the last return; it means something while the report is with its author, and until
    # it is answered
    was_named = models.BooleanField("cần bổ sung", default=False)
    objects = MonthlyReportLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kết quả từng việc"
        ordering = ["report", "item__position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="one_line_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_state_display()}"

    @property
    def is_blank(self) -> bool:
        return not (self.state or self.sentence or self.difficulty or self.files)

    @property
    def files(self) -> list["Evidence"]:
        """A line that is not stored yet has none, and may not be asked."""
        return list(self.evidence.all()) if self.pk else []

    @property
    def state_words(self) -> str:
        return "Không thay đổi" if self.is_unchanged else self.get_state_display()


class Evidence(StoredFile):
    """A picture or a PDF that the author adds to a line; never demanded."""

    line = models.ForeignKey(MonthlyReportLine, models.PROTECT, related_name="evidence")

    class Meta(StoredFile.Meta):
        verbose_name = verbose_name_plural = "minh chứng"


def may_read(reader: User, report: MonthlyReport) -> bool:
    return reader.has_perm(permission("read", report), report)


def is_asked_about(item: PledgeItem, month: date) -> bool:
    return item.ended_on is None or item.ended_on >= month


def lines_of(report: MonthlyReport, *, with_files: bool = True) -> list[MonthlyReportLine]:
    """One line for every item that the month asks about, those not yet stored included.

    Items may be added or ended after the month was opened (a reopened pledge). A line with words
    stays whatever became of its item; what a pledge under repair adds waits for its acceptance.
    A step that writes looks at no files, save those of a line that may be left out.
    """
    told = report.lines.order_by()
    told = told.prefetch_related("evidence") if with_files else told
    return lines_among(report, told, report.pledge.items.order_by("position"))


def lines_at_hand(report: MonthlyReport) -> list[MonthlyReportLine]:
    """The same of a report that came ``with_lines``, among many: nothing more is asked."""
    return lines_among(report, report.lines.all(), report.pledge.items.all())


def lines_among(
    report: MonthlyReport, told: Iterable[MonthlyReportLine], items: Iterable[PledgeItem]
) -> list[MonthlyReportLine]:
    stored = {line.item_id: line for line in told}
    is_settled = report.pledge.status in REGISTERED
    lines = []
    for item in items:
        line = stored.get(item.pk)
        if line:
            line.item = item
        if is_asked_about(item, report.month):
            fresh = MonthlyReportLine(report=report, item=item) if is_settled else None
            lines.append(line or fresh)
        elif line and not line.is_blank:
            lines.append(line)
    return [line for line in lines if line]


def lines_beside_last(report: MonthlyReport, *, reader: User) -> list[MonthlyReportLine]:
    return beside_last(report, lines_of(report), reader=reader)


def beside_last(
    report: MonthlyReport, lines: list[MonthlyReportLine], *, reader: User
) -> list[MonthlyReportLine]:
    """The lines, each with ``last``: what the reader may know of what was said before."""
    before = MonthlyReportLine.objects.before(report, reader=reader)
    for line in lines:
        line.last = before.get(line.item_id)
    return lines
