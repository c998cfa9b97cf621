"""Quality of a session: the sheet the Party prescribes is data, two scorers give its points."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cells.fields import LongText, ShortText
from cells.session.models import Session

Bands = list[tuple[Decimal, Decimal]]
BAND = re.compile(r"(\d{1,4}(?:,\d{1,2})?)\s*:\s*(\d{1,3}(?:,\d{1,2})?)")


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def read_bands(text: str) -> Bands:
    """“90: 4; 75: 3”: from 90 on four points, from 75 on three; the highest first."""
    found = [BAND.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    if not all(found):
        raise ValidationError(
            "Ghi từng mức “từ: điểm”, cách nhau dấu chấm phẩy, ví dụ 90: 4; 75: 3."
        )
    return sorted(((number(each[1]), number(each[2])) for each in found if each), reverse=True)


def check_bands(text: str) -> None:
    read_bands(text)


def points(label: str) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )


class ScoreSheetQuerySet(models.QuerySet):
    def on(self, day: date) -> "ScoreSheet | None":
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class ScoreSheet(models.Model):
    """A version of the sheet; once a session is scored on it, it changes no more."""

    name = ShortText("tên phiếu")
    valid_from = models.DateField("dùng từ ngày", unique=True)
    note = LongText("ghi chú, căn cứ", max_length=2000, blank=True)
    objects = ScoreSheetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "phiếu chấm buổi sinh hoạt"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.name}, từ {self.valid_from:%d/%m/%Y}"

    @property
    def is_used(self) -> bool:
        return SessionScore.objects.filter(line__group__sheet=self.pk).exists()


class ScoreGroup(models.Model):
    sheet = models.ForeignKey(
        ScoreSheet, models.CASCADE, related_name="groups", verbose_name="phiếu"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    name = ShortText("nhóm tiêu chí")
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "nhóm tiêu chí của phiếu chấm"
        ordering = ["sheet", "position", "pk"]

    def __str__(self) -> str:
        return self.name


class Basis(models.TextChoices):
    """What the application knows of a line, so that it can propose points; the scorer decides."""

    ATTENDANCE = "attendance", "tỷ lệ dự họp, %"
    EXCUSES = "excuses", "số đồng chí vắng có lý do quá 3 buổi liền"
    DURATION = "duration", "số phút sinh hoạt"
    SPEAKING = "speaking", "tỷ lệ phát biểu, %"


class ScoreLine(models.Model):
    group = models.ForeignKey(ScoreGroup, models.CASCADE, related_name="lines", verbose_name="nhóm")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = LongText("tiêu chí")
    most = points("điểm tối đa")
    hint = LongText("cách chấm", blank=True)
    must_be_full = models.BooleanField("phải đạt tối đa để xếp mức cao nhất", default=False)
    basis = models.CharField("tự tính từ", max_length=10, choices=Basis, blank=True)
    bands = ShortText(
        "mức tự tính",
        blank=True,
        validators=[check_bands],
        help_text="Từ: điểm. Ví dụ 90: 4; 75: 3; 65: 2; 0: 1",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "tiêu chí của phiếu chấm"
        ordering = ["group", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(most__gt=0),
                name="a_line_has_points",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ScoreLevel(models.Model):
    sheet = models.ForeignKey(
        ScoreSheet, models.CASCADE, related_name="levels", verbose_name="phiếu"
    )
    name = ShortText("mức", max_length=40)
    at_least = points("từ (điểm)")
    needs_full = models.BooleanField("chỉ khi các tiêu chí đánh dấu đều đạt tối đa", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "mức của phiếu chấm"
        ordering = ["sheet", "-at_least"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "at_least"], name="one_level_a_threshold"),
        ]

    def __str__(self) -> str:
        return self.name


class Scorer(models.TextChoices):
    CELL = "cell", "Chi uỷ, bí thư chấm"
    SUPERIOR = "superior", "Cấp uỷ viên cấp trên chấm"


class SessionScore(models.Model):
    """Points of one line by one of the two scorers."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="scores")
    line = models.ForeignKey(ScoreLine, models.PROTECT, related_name="scores")
    scorer = models.CharField("bên chấm", max_length=8, choices=Scorer)
    points = points("điểm")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "điểm chấm buổi sinh hoạt"
        ordering = ["session", "scorer", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "line", "scorer"], name="one_score_a_line_and_scorer"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="no_points_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scorer_display()}: {self.points}"


def said(value: Any) -> str:
    """Points as people write them: 4, 4,5 or 0,25."""
    return f"{Decimal(value).normalize():f}".replace(".", ",")
