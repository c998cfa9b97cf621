"""Who the papers speak for: the one committee of this installation, its header lines, its cells."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cells.fields import KeyField, LongText, ShortText
from cells.scope import in_scope
from cells.text import alphabet_key, name_key, search_key


class Committee(models.Model):
    """The agency's Party committee; exactly one row in an installation."""

    STEPS = {"export": "Tải dữ liệu về", "import": "Nhập danh sách"}  # of its trail

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = ShortText("tên đảng uỷ", help_text="Ví dụ: Đảng uỷ cơ quan Ban Tổ chức Trung ương")
    symbol = ShortText("ký hiệu văn bản", max_length=20, help_text="Ví dụ: ĐUCQ")
    place = ShortText("địa danh", max_length=60, help_text="Ghi trên văn bản, ví dụ: Hà Nội")
    help_line = ShortText(
        "câu chỉ nơi giúp", blank=True, help_text="Ví dụ: Gọi bộ phận giúp việc, máy lẻ 214."
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "đảng uỷ"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="one_committee",
                violation_error_message="Hệ thống chỉ có một đảng uỷ.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class LetterheadQuerySet(models.QuerySet):
    def on(self, day: date) -> "Letterhead | None":
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class Letterhead(models.Model):
    """Header lines of the committee's papers from a day on; a line here is a line on paper."""

    valid_from = models.DateField("dùng từ ngày", unique=True)
    superior_lines = LongText("cấp trên trực tiếp", help_text="Mỗi dòng in thành một dòng")
    body_lines = LongText("cơ quan ban hành", help_text="Mỗi dòng in thành một dòng")
    objects = LetterheadQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "tiêu đề văn bản"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"từ {self.valid_from:%d/%m/%Y}"


class CellKind(models.TextChoices):
    PARTY = "party", "chi bộ"
    YOUTH = "youth", "chi đoàn"
    UNION = "union", "tổ công đoàn"


REGISTERING = (CellKind.PARTY, CellKind.YOUTH)  # whose people pledge and report; Q13
KINDS = [(kind.value, kind.label) for kind in REGISTERING]  # to choose from in a list
SIDES = {CellKind.PARTY: "Đảng", CellKind.YOUTH: "Đoàn"}  # of one person who is in both
PEOPLE = {
    CellKind.PARTY: "đảng viên",
    CellKind.YOUTH: "đoàn viên",
    CellKind.UNION: "đoàn viên công đoàn",
}


class CellQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CellQuerySet":
        return self.filter(in_scope(user, cell="pk"))

    def open_on(self, day: date) -> "CellQuerySet":
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(closed_on__isnull=True) | Q(closed_on__gte=day),
        )

    def party(self) -> "CellQuerySet":
        return self.filter(kind=CellKind.PARTY)

    def search(self, words: str) -> "CellQuerySet":
        return self.filter(Q(search_key__contains=search_key(words)) | Q(code__icontains=words))


class Cell(models.Model):
    """A chi bộ (or chi đoàn, tổ công đoàn) of the committee."""

    STEPS = {  # of its trail
        "arrange": "Xếp lịch học tập năm",
        "export": "Xuất bảng tính",
        "hand_over": "Đưa giấy nhắc",
        "print": "In giấy",
    }

    kind = models.CharField("loại", max_length=8, choices=CellKind, default=CellKind.PARTY)
    code = ShortText(
        "mã", max_length=20, unique=True, help_text="Ví dụ: CB01; dùng trong bảng tính nhập"
    )
    name = ShortText("tên", max_length=120, help_text="Tên đầy đủ, ví dụ: Chi bộ Vụ Cơ sở đảng")
    name_key = KeyField(source="name", make=name_key, unique=True)
    search_key = KeyField(source="name", make=search_key)
    sort_key = KeyField(source="name", make=alphabet_key, db_index=True)
    unit = ShortText("đơn vị", max_length=120, blank=True)
    letterhead_lines = LongText(
        "tên trên văn bản",
        blank=True,
        help_text="Để trống thì lấy tên viết hoa; mỗi dòng in thành một dòng",
    )
    report_day = models.PositiveSmallIntegerField(
        "hạn báo cáo tháng",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text="Ngày của tháng sau, ví dụ 5",
    )
    founded_on = models.DateField("thành lập ngày", null=True, blank=True)
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    objects = CellQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "chi bộ"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report_day__gte=1, report_day__lte=28),
                name="report_day_is_in_every_month",
                violation_error_message="Hạn báo cáo là một ngày từ 1 đến 28.",
            ),
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("founded_on")),
                name="a_cell_closes_after_it_was_founded",
                violation_error_message="Ngày kết thúc không thể trước ngày thành lập.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cell", args=[self.pk])

    @property
    def people(self) -> str:
        """What its members are called in its papers."""
        return PEOPLE[CellKind(self.kind)]

    @property
    def kind_words(self) -> str:
        """“chi bộ”, for sentences that speak of either kind; a union has its own."""
        return str(self.get_kind_display())

    @property
    def short_name(self) -> str:
        """Without the leading “Chi bộ”, for tables."""
        prefix = f"{self.get_kind_display()} "
        if self.name.lower().startswith(prefix):
            rest = self.name[len(prefix) :]
            return rest[:1].upper() + rest[1:]
        return self.name
