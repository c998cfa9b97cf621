"""What is studied, and in which mandate: programme, annual themes, the terms that number papers."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cells.fields import KeyField, LongText, MonthField, ShortText
from cells.organisation.models import Cell
from cells.text import month_words, search_key

QUARTERS = (1, 2, 3, 4)
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def quarter_of(month: date) -> int:
    return (month.month + 2) // 3


def quarter_name(number: int) -> str:
    return f"Quý {ROMAN[number]}"


def months_of(quarter: int) -> range:
    return range(3 * quarter - 2, 3 * quarter + 1)


class ReadByAll(models.QuerySet):
    """What everybody reads who belongs here (trust.md §3), and nobody else."""

    def visible_to(self, user: Any) -> "ReadByAll":
        rights = user.rights
        return self if rights.cells_as_member or rights.bodies else self.none()


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


class ThemeQuerySet(ReadByAll):
    def search(self, words: str) -> "ThemeQuerySet":
        found = Q(search_key__contains=search_key(words))
        return self.filter(found | Q(year=int(words)) if words.strip().isdecimal() else found)

    def before(self, year: int) -> "ThemeQuerySet":
        """Earlier years that have topics, the newest first."""
        return self.filter(year__lt=year, topics__isnull=False).order_by("-year").distinct()


class Theme(models.Model):
    """The year's theme: what pledges of that year rest on."""

    STEPS = {
        "draft": "Lập chuyên đề năm",
        "amend": "Sửa chuyên đề năm",
        "topic": "Ghi chủ đề quý",
        "copy": "Chép từ năm trước",
        "publish": "Đưa về chi bộ",
        "open": "Mở đăng ký của năm",
    }

    year = models.PositiveSmallIntegerField("năm", unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="chương trình")
    title = ShortText("chuyên đề", max_length=400)
    search_key = KeyField(source="title", make=search_key, max_length=400)
    pledge_due_on = models.DateField(
        "hạn đăng ký", help_text="Cán bộ chủ chốt đăng ký trước 10 ngày"
    )
    is_verified = models.BooleanField("đã đối chiếu văn bản", default=False)
    note = LongText("ghi chú", blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    objects = ThemeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "chuyên đề năm"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.pk])


class StudyForm(models.TextChoices):
    """In what form a cell comes together; every form but the regular one is a form of study."""

    REGULAR = "regular", "Thường kỳ"
    THEMATIC = "thematic", "Chuyên đề"
    TALK = "talk", "Nghe nói chuyện"
    STORIES = "stories", "Kể chuyện"
    VISIT = "visit", "Tham quan"
    SEMINAR = "seminar", "Toạ đàm"
    JOINT = "joint", "Phối hợp"


class Topic(models.Model):
    """What is studied in one quarter under the year's theme."""

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="topics", verbose_name="chuyên đề năm"
    )
    quarter = models.PositiveSmallIntegerField(
        "quý", validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    title = ShortText("chủ đề", max_length=300)
    form = models.CharField(
        "hình thức", max_length=10, choices=StudyForm, default=StudyForm.THEMATIC
    )
    presenter = ShortText("người trình bày", blank=True)
    questions = LongText("câu hỏi gợi ý", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)
    objects = ReadByAll.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "chủ đề quý"
        ordering = ["theme", "quarter", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "quarter", "position"], name="one_topic_a_place"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="a_year_has_four_quarters"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.pk])

    @property
    def quarter_name(self) -> str:
        return quarter_name(self.quarter)


class Material(models.Model):
    """A document of the register that is read for a topic; its file lives there."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="materials")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    document = models.ForeignKey(
        "cells.Document", models.PROTECT, related_name="materials", verbose_name="tài liệu"
    )
    note = ShortText("đọc phần nào", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tài liệu học tập"
        ordering = ["topic", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "document"], name="a_document_stands_once_in_a_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.document}"


class StudySlot(models.Model):
    """When a cell means to come together on a topic: proposed from the topic, moved by the cell."""

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="slots", verbose_name="chi bộ")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="slots", verbose_name="chủ đề")
    month = MonthField("tháng")
    form = models.CharField(
        "hình thức", max_length=10, choices=StudyForm, default=StudyForm.THEMATIC
    )
    note = ShortText("ghi chú", blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "lịch sinh hoạt chuyên đề"
        ordering = ["month", "cell__code", "topic__position"]
        constraints = [
            models.UniqueConstraint(fields=["cell", "topic"], name="one_slot_of_a_topic_a_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.cell}, {month_words(self.month)}: {self.topic}"
