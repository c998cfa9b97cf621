"""What is written in a self-review, a row a section; the sections stand in ``parts.py``."""

from django.db import models

from cells.fields import LongText
from reports.evaluation.choices import Grade
from reports.evaluation.models import CellEvaluation, MemberEvaluation

PART_LENGTH = 5000


class EvaluationPart(models.Model):
    """The words of one section, and how its writer grades it."""

    key = models.CharField(max_length=20)
    text = LongText("lời", max_length=PART_LENGTH, blank=True)
    grade = models.CharField("tự đánh giá", max_length=10, choices=Grade, blank=True)

    class Meta:
        abstract = True
        ordering = ["evaluation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "key"], name="one_text_a_%(class)s")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.key}"


class MemberEvaluationPart(EvaluationPart):
    evaluation = models.ForeignKey(MemberEvaluation, models.CASCADE, related_name="parts")

    class Meta(EvaluationPart.Meta):
        verbose_name = verbose_name_plural = "phần của bản kiểm điểm cá nhân"


class CellEvaluationPart(EvaluationPart):
    evaluation = models.ForeignKey(CellEvaluation, models.CASCADE, related_name="parts")

    class Meta(EvaluationPart.Meta):
        verbose_name = verbose_name_plural = "phần của báo cáo kiểm điểm tập thể"
