"""What is studied, and in which mandate: programme, annual themes, the terms that number papers."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from cells.fields import LongText, ShortText
from cells.organisation.models import Cell


class Programme(models.Model):
    """Chỉ thị 03, and whatever follows it."""

    code = ShortText("ký hiệu", max_length=40, unique=True, help_text="Ví dụ: Chỉ thị 03-CT/TW")
    title = ShortText("tên", max_length=300)
    base_document = ShortText("văn bản gốc", blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "chương trình"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="a_programme_ends_after_it_began",
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TermQuerySet(models.QuerySet):
    def of(self, cell: Cell | None) -> "TermQuerySet":
        return self.filter(Q(cell__isnull=True) if cell is None else Q(cell=cell))

    def on(self, day: date) -> "Term | None":
        """The term that a day lies in; its last day belongs to it."""
        lying = Q(until__isnull=True) | Q(until__gte=day)
        return self.filter(lying, since__lte=day).order_by("-since").first()


class Term(models.Model):
    """A mandate (nhiệm kỳ) of the committee, or of one cell: the scope of document numbers."""

    cell = models.ForeignKey(
        Cell,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="chi bộ",
        help_text="Để trống: nhiệm kỳ của đảng uỷ",
    )
    name = ShortText("tên", max_length=60, help_text="Ví dụ: nhiệm kỳ 2010–2015")
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    objects = TermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "nhiệm kỳ"
        ordering = ["cell__code", "-since"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("cell", 0),
                condition=Q(until__isnull=True),
                name="one_open_term_a_body",
                violation_error_message="Nhiệm kỳ trước chưa kết thúc; ghi ngày kết thúc trước.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_term_ends_after_it_began",
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell or 'Đảng uỷ'}: {self.name}"


class Theme(models.Model):
    """The year's theme: what pledges of that year rest on."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="chương trình")
    title = ShortText("chuyên đề", max_length=400)
    pledge_due_on = models.DateField(
        "hạn đăng ký", help_text="Cán bộ chủ chốt đăng ký trước 10 ngày"
    )
    is_verified = models.BooleanField("đã đối chiếu văn bản", default=False)
    note = LongText("ghi chú", blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "chuyên đề năm"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}: {self.title}"
