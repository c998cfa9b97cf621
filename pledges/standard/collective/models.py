"""What a cell as a whole will do this year: registered beside its card, answered for later."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse

from cells.fields import LongText, ShortText
from cells.models import Cell, Member
from cells.scope import in_scope
from cells.text import search_key


class CollectiveStatus(models.TextChoices):
    DRAFT = "draft", "Nháp"
    REGISTERED = "registered", "Đã đăng ký"
    CLOSED = "closed", "Đã khép"


class ResultState(models.TextChoices):
    DONE = "done", "Đã làm"
    PARTLY = "partly", "Một phần"
    NOT_YET = "not_yet", "Chưa"


class CollectiveRegistrationQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "CollectiveRegistrationQuerySet":
        """Of one's own cells; all for the bodies. A draft is its officers' affair."""
        own_drafts = Q(cell__in=user.rights.cells_as_officer)
        return self.filter(
            in_scope(user, cell="cell"), ~Q(status=CollectiveStatus.DRAFT) | own_drafts
        )

    def search(self, words: str) -> "CollectiveRegistrationQuerySet":
        return self.filter(cell__search_key__contains=search_key(words))


class CollectiveRegistration(models.Model):
    """One cell, one year; the officers write and register it, and close it with its results."""

    VERBS = {
        "register": ({CollectiveStatus.DRAFT}, CollectiveStatus.REGISTERED),
        "reopen": ({CollectiveStatus.REGISTERED}, CollectiveStatus.DRAFT),
        "close": ({CollectiveStatus.REGISTERED}, CollectiveStatus.CLOSED),
        "resume": ({CollectiveStatus.CLOSED}, CollectiveStatus.REGISTERED),
    }
    EDITABLE = {CollectiveStatus.DRAFT}

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="collective_registrations", verbose_name="chi bộ"
    )
    year = models.PositiveSmallIntegerField("năm")
    registered_on = models.DateField("đăng ký ngày", null=True, blank=True)
    closed_on = models.DateField("khép ngày", null=True, blank=True)
    saved_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(
        "trạng thái", max_length=10, choices=CollectiveStatus, default=CollectiveStatus.DRAFT
    )
    objects = CollectiveRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "bản đăng ký của tập thể"
        ordering = ["-year", "cell__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["cell", "year"], name="one_collective_registration_a_year"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(registered_on__isnull=False),
                name="a_collective_registration_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | ~Q(status="closed") & Q(closed_on__isnull=True),
                name="a_closed_collective_registration_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Bản đăng ký của tập thể năm {self.year}, {self.cell}"

    def get_absolute_url(self) -> str:
        return reverse("collective", args=[self.pk])


class CollectiveItem(models.Model):
    """One thing the cell will do: how it is measured, how often or by when, who sees to it."""

    registration = models.ForeignKey(CollectiveRegistration, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    action = ShortText("việc tập thể sẽ làm", blank=True)
    measure = ShortText("cách đo", blank=True)
    rhythm = ShortText("nhịp", max_length=100, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    responsible = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collective_items",
        verbose_name="người phụ trách",
    )
    state = models.CharField("kết quả", max_length=8, choices=ResultState, blank=True)
    result = LongText("một câu về kết quả", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "việc của tập thể"
        ordering = ["registration", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "position"], name="one_collective_item_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.action

    @property
    def when(self) -> str:
        due = f"đến ngày {self.due_on:%d/%m/%Y}" if self.due_on else ""
        return ", ".join(part for part in (self.rhythm, due) if part)
