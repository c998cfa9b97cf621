"""A cell says that it needs help; staff answer with words."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse

from cells import clock
from cells.fields import LongText
from cells.models import Cell, User


class HelpStatus(models.TextChoices):
    OPEN = "open", "Chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"


class HelpRequestQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "HelpRequestQuerySet":
        """The cell's officers, all for the bodies."""
        if user.rights.bodies:
            return self
        return self.filter(cell__in=user.rights.cells_as_officer)

    def with_people(self) -> "HelpRequestQuerySet":
        return self.select_related("cell", "asked_by__member")

    def open(self) -> "HelpRequestQuerySet":
        return self.filter(status=HelpStatus.OPEN)


class HelpRequest(models.Model):
    """One at a time a cell, in a few words; no answer without words."""

    VERBS = {"answer": ({HelpStatus.OPEN}, HelpStatus.ANSWERED)}
    EDITABLE: set[str] = set()

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="help_requests")
    words = LongText("chi bộ cần giúp việc gì")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField("lúc", default=clock.now)
    answer = LongText("trả lời", blank=True)
    status = models.CharField(
        "trạng thái", max_length=12, choices=HelpStatus, default=HelpStatus.OPEN
    )
    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đề nghị hỗ trợ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cell"], condition=Q(status="open"), name="one_open_help_request_a_cell"
            ),
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(answer=""), name="answered_help_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị hỗ trợ của {self.cell}"

    def get_absolute_url(self) -> str:
        return reverse("help-request", args=[self.pk])

    @property
    def author_id(self) -> int | None:
        return self.asked_by.member_id if self.asked_by else None
