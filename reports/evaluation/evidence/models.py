"""What the person, or the officers of the cell, say about a line of the evidence; the answer stays
beside it. Words are never changed: who has more to say writes again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cells import clock
from cells.fields import LongText, ShortText
from reports.evaluation.models import CellEvaluation, MemberEvaluation

REMARK_LENGTH = 1000
ABOUT_LENGTH = 300


class RemarkQuerySet(models.QuerySet):
    def open_objections(self) -> "RemarkQuerySet":
        return self.filter(is_objection=True, answered_at__isnull=True)

    def with_people(self) -> "RemarkQuerySet":
        return self.select_related("written_by__member", "answered_by__member")


class EvidenceRemark(models.Model):
    evaluation: Any  # a key of the two below

    line = models.CharField(max_length=40)  # key of the line
    about = ShortText("dòng", max_length=ABOUT_LENGTH)  # its words that day: the line may go
    is_objection = models.BooleanField("không đồng ý với dòng này", default=False)
    text = LongText("ý kiến", max_length=REMARK_LENGTH)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now)
    answer = LongText("trả lời", max_length=REMARK_LENGTH, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    objects = RemarkQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["evaluation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="an_answer_to_a_%(class)s_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.text}"[:120]


class MemberEvidenceRemark(EvidenceRemark):
    evaluation = models.ForeignKey(MemberEvaluation, models.CASCADE, related_name="remarks")

    class Meta(EvidenceRemark.Meta):
        verbose_name = verbose_name_plural = "ý kiến về năm của đảng viên"


class CellEvidenceRemark(EvidenceRemark):
    evaluation = models.ForeignKey(CellEvaluation, models.CASCADE, related_name="remarks")

    class Meta(EvidenceRemark.Meta):
        verbose_name = verbose_name_plural = "ý kiến về năm của chi bộ"
