"""What a chi đoàn says of each of its people for a month, a quarter, half a year, a year."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from cells import clock
from cells.fields import LongText, ShortText
from cells.member.judging import officers_of
from cells.member.models import SECRETARIES
from cells.models import Cell, Member, User
from cells.scope import in_scope
from reports.rollup.period import LABELS, LENGTHS, Period

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Place(models.IntegerChoices):
    """One of three, the best first; its word stands in the scheme."""

    BEST = 1, "mức cao nhất"
    MIDDLE = 2, "mức giữa"
    LEAST = 3, "mức thấp nhất"


class YouthScheme(models.Model):
    """Three words and since when they hold; once somebody was assessed by them they stay."""

    first_year = models.PositiveSmallIntegerField(
        "từ năm",
        unique=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    best = ShortText("mức cao nhất", max_length=40)
    middle = ShortText("mức giữa", max_length=40)
    least = ShortText("mức thấp nhất", max_length=40)
    note = LongText("ghi chú, mức độ chắc chắn", max_length=2000, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "bộ mức đánh giá đoàn viên"
        ordering = ["-first_year"]

    def __str__(self) -> str:
        return f"Mức đánh giá đoàn viên, từ năm {self.first_year}"

    @property
    def is_used(self) -> bool:
        return self.assessments.exists()

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [(place.value, getattr(self, place.name.lower())) for place in Place]

    def word(self, level: int | None) -> str:
        return dict(self.choices)[level] if level else ""


class YouthAssessmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "YouthAssessmentQuerySet":
        return self.filter(in_scope(user, cell="cell", member="member"))

    def of(self, period: Period) -> "YouthAssessmentQuerySet":
        return self.filter(year=period.year, unit=period.unit, number=period.number)


def numbers_in_a_year() -> Q:
    fits = Q(unit="m", number__gte=1, number__lte=12)
    for unit, length in list(LENGTHS.items())[1:]:
        fits |= Q(unit=unit, number__gte=1, number__lte=12 // length)
    return fits


class YouthAssessment(models.Model):
    """One a person, branch and period; what was proposed stays as it was then."""

    STEPS = {"assess": "Đánh giá", "reassess": "Đánh giá lại"}  # of its trail

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="youth_assessments", verbose_name="đoàn viên"
    )
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="+", verbose_name="chi đoàn")
    scheme = models.ForeignKey(
        YouthScheme, models.PROTECT, related_name="assessments", verbose_name="bộ mức"
    )
    year = models.PositiveSmallIntegerField("năm")
    unit = models.CharField("kỳ", max_length=1, choices=LABELS)
    number = models.PositiveSmallIntegerField("kỳ thứ")
    level = models.PositiveSmallIntegerField("mức", choices=Place)
    proposed = models.PositiveSmallIntegerField("mức gợi ý", choices=Place, null=True, blank=True)
    note = LongText("lời nhận xét", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    assessed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    assessed_at = models.DateTimeField("lúc", default=clock.now)
    objects = YouthAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đánh giá đoàn viên"
        ordering = ["-year", "unit", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "cell", "year", "unit", "number"],
                name="one_youth_assessment_a_period",
            ),
            models.CheckConstraint(condition=numbers_in_a_year(), name="a_period_is_in_its_year"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="a_youth_level_is_one_of_three"
            ),
            models.CheckConstraint(
                condition=Q(proposed__isnull=True) | Q(level=F("proposed")) | ~Q(note=""),
                name="another_youth_level_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Đánh giá {self.period.label} của {self.member}"

    def get_absolute_url(self) -> str:
        return reverse("youth-mine", args=[self.year])

    @property
    def author_id(self) -> int:
        """Whose it is: nobody assesses themselves."""
        return self.member_id

    @cached_property
    def leader_ids(self) -> set[int]:
        """Who leads the branch today; a page that asks about everybody hands it from one to all."""
        leading = officers_of(self.cell_id).filter(office__in=SECRETARIES)
        return set(leading.values_list("member", flat=True))

    @property
    def period(self) -> Period:
        return Period(self.year, self.unit, self.number)

    @property
    def word(self) -> str:
        return self.scheme.word(self.level)
