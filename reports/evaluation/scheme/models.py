"""Scales of the yearly rating as the Party prescribes them: levels, quotas, majority are data."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from cells.fields import LongText, ShortText
from reports.evaluation.choices import Employer, Grade
from reports.evaluation.conditions import Asked
from reports.evaluation.quota import Majority, Quota, QuotaBase, Rounding

FIRST_YEAR, LAST_YEAR = 1990, 2100
BASES = [
    (QuotaBase.HTT_ONLY, "số ở mức liền dưới"),
    (QuotaBase.HTT_AND_ABOVE, "số ở mức liền dưới và mức này"),
]
ROUNDINGS = [(Rounding.FLOOR, "làm tròn xuống"), (Rounding.HALF_UP, "từ nửa suất làm tròn lên")]


def points(label: str) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )


def percent(label: str, **kwargs: object) -> models.PositiveSmallIntegerField:
    within = [MinValueValidator(1), MaxValueValidator(100)]
    return models.PositiveSmallIntegerField(label, validators=within, **kwargs)


def percent_or_nothing(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 100})


class MajorityBase(models.TextChoices):
    OFFICIAL = "official", "đảng viên chính thức của chi bộ"
    ISSUED = "issued", "phiếu phát ra"
    VALID = "valid", "phiếu hợp lệ"


class RatingSchemeQuerySet(models.QuerySet):
    def of_year(self, year: int) -> "RatingSchemeQuerySet":
        """Those that a round of that year may run under, the newest rules first."""
        until = Q(last_year__isnull=True) | Q(last_year__gte=year)
        return self.filter(until, first_year__lte=year).order_by("-first_year", "-pk")


class RatingScheme(models.Model):
    """A version of the rules; once a round runs under it, it changes no more."""

    name = ShortText("tên")
    governed_by = LongText("văn bản quy định", max_length=1000)
    first_year = models.PositiveSmallIntegerField(
        "từ năm",
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    last_year = models.PositiveSmallIntegerField(
        "đến hết năm",
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    member_form = ShortText(
        "mẫu bản kiểm điểm cá nhân", blank=True, help_text="Ví dụ: Mẫu 02A, Hướng dẫn 25-HD/BTCTW"
    )
    majority_percent = percent("tỷ lệ phiếu cần có, %", default=50)
    majority_is_exceeded = models.BooleanField(
        "phải quá tỷ lệ ấy", default=True, help_text="Không đánh dấu: bằng tỷ lệ ấy là đủ"
    )
    majority_base = models.CharField(
        "tính trên", max_length=8, choices=MajorityBase, default=MajorityBase.OFFICIAL
    )
    has_points = models.BooleanField("có chấm điểm", default=False)
    general_most = points("tiêu chí chung, tối đa")
    task_most = points("kết quả nhiệm vụ, tối đa")
    explain_from_points = points("giải trình khi điểm thẩm định lệch từ")
    note = LongText("ghi chú, mức độ chắc chắn", max_length=2000, blank=True)
    objects = RatingSchemeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "bộ mức xếp loại"
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="a_scheme_ends_after_it_began",
                violation_error_message="Năm cuối không thể trước năm đầu.",
            ),
            models.CheckConstraint(
                condition=Q(majority_percent__gte=1, majority_percent__lte=100),
                name="a_majority_is_a_percentage",
                violation_error_message="Tỷ lệ là số từ 1 đến 100.",
            ),
            models.CheckConstraint(
                condition=Q(has_points=False)
                | Q(general_most__isnull=False, task_most__isnull=False),
                name="a_scheme_with_points_says_how_many",
                violation_error_message="Có chấm điểm thì ghi điểm tối đa của cả hai phần.",
            ),
        ]

    def __str__(self) -> str:
        until = f"–{self.last_year}" if self.last_year else " trở đi"
        return f"{self.name}, {self.first_year}{until}"

    @property
    def is_used(self) -> bool:
        return self.rounds.exists()

    def ranked(self, subject: str) -> list["RatingLevel"]:
        """Its levels for people or for cells, the best first."""
        return list(self.levels.filter(subject=subject).order_by("position"))

    @property
    def majority(self) -> Majority:
        return Majority(percent=self.majority_percent, is_exceeded=self.majority_is_exceeded)


class Subject(models.TextChoices):
    MEMBER = "member", "đảng viên"
    CELL = "cell", "chi bộ"


class RatingLevel(models.Model):
    """One level of a scale; the best is number one."""

    scheme = models.ForeignKey(
        RatingScheme, models.CASCADE, related_name="levels", verbose_name="bộ mức"
    )
    subject = models.CharField("đối tượng", max_length=6, choices=Subject)
    position = models.PositiveSmallIntegerField("thứ tự", help_text="1 là mức cao nhất")
    code = ShortText("mã", max_length=12)
    name = ShortText("tên mức", max_length=120)
    is_exemplary = models.BooleanField(
        "tiêu biểu",
        default=False,
        help_text="Là một phần của mức liền dưới; khi thống kê mức ấy thì tính cả mức này",
    )
    quota_percent = percent("trần, %", null=True, blank=True)
    quota_base = models.CharField(
        "trần tính trên", max_length=16, choices=BASES, default=QuotaBase.HTT_ONLY
    )
    quota_rounding = models.CharField(
        "làm tròn", max_length=8, choices=ROUNDINGS, default=Rounding.FLOOR
    )
    # What is asked in figures is told beside the level where it is lacking; ``conditions`` says all
    min_points = points("từ (điểm)")
    task_percent = percent("việc được giao xong đúng hạn, ít nhất %", null=True, blank=True)
    employer_least = models.CharField(
        "cơ quan xếp loại, ít nhất", max_length=10, choices=Employer, blank=True
    )
    duty_grade_least = models.CharField(
        "tự đánh giá chức trách, nhiệm vụ, ít nhất", max_length=10, choices=Grade, blank=True
    )
    grade_least = models.CharField(
        "tự đánh giá các tiêu chí khác, ít nhất", max_length=10, choices=Grade, blank=True
    )
    good_percent = percent(
        "đảng viên hoàn thành tốt trở lên, ít nhất %",
        null=True,
        blank=True,
        help_text="Chỉ của chi bộ: hai mức cao nhất trong số đã có mức",
    )
    done_percent = percent(
        "đảng viên hoàn thành nhiệm vụ trở lên, ít nhất %",
        null=True,
        blank=True,
        help_text="Chỉ của chi bộ: ba mức cao nhất trong số đã có mức",
    )
    conditions = LongText("điều kiện", max_length=2000, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "mức xếp loại"
        ordering = ["scheme", "subject", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "subject", "position"], name="one_level_a_position"
            ),
            models.UniqueConstraint(fields=["scheme", "subject", "code"], name="one_level_a_code"),
            models.CheckConstraint(
                condition=percent_or_nothing("quota_percent"),
                name="a_quota_is_a_percentage",
                violation_error_message="Trần là số từ 1 đến 100, hoặc để trống.",
            ),
            models.CheckConstraint(
                condition=percent_or_nothing("task_percent")
                & percent_or_nothing("good_percent")
                & percent_or_nothing("done_percent"),
                name="a_condition_is_a_percentage",
                violation_error_message="Điều kiện là số từ 1 đến 100, hoặc để trống.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def quota(self) -> Quota | None:
        """Nothing where no cap is known."""
        if self.quota_percent is None:
            return None
        return Quota(
            percent=self.quota_percent,
            base=QuotaBase(self.quota_base),
            rounding=Rounding(self.quota_rounding),
        )

    @property
    def asked(self) -> Asked:
        return Asked(
            points=self.min_points,
            task_percent=self.task_percent,
            employer=self.employer_least,
            duty_grade=self.duty_grade_least,
            grade=self.grade_least,
            good_percent=self.good_percent,
            done_percent=self.done_percent,
        )
