"""Moral standards: the committee's five criteria, and each cell's own card."""

from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from cells.fields import KeyField, ShortText
from cells.models import Cell, Session
from cells.scope import LEADING, TASK_FORCE
from cells.text import search_key


class StandardStatus(models.TextChoices):
    DRAFT = "draft", "Nháp"
    ADOPTED = "adopted", "Đã ban hành"
    REPLACED = "replaced", "Đã thay"


class MoralStandardQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "MoralStandardQuerySet":
        """Adopted ones are everybody's to read who belongs here; a draft is its makers' affair."""
        rights = user.rights
        if not (rights.cells_as_member or rights.bodies):
            return self.none()
        drafts = Q(cell__in=rights.cells_as_officer)
        if rights.bodies & {TASK_FORCE, *LEADING}:
            drafts |= Q(cell__isnull=True)
        return self.filter(~Q(status=StandardStatus.DRAFT) | drafts)

    def adopted(self) -> "MoralStandardQuerySet":
        return self.filter(status=StandardStatus.ADOPTED)

    def search(self, words: str) -> "MoralStandardQuerySet":
        key = search_key(words)
        found = Q(cell__search_key__contains=key)
        return self.filter(found | Q(cell=None) if key in search_key("Đảng uỷ") else found)

    def in_force(self, cell: Cell, year: int) -> "MoralStandardQuerySet":
        """The cell's newest adopted card up to that year; without one, the committee's."""
        newest_first = self.adopted().filter(year__lte=year).order_by("-year")
        own = newest_first.filter(cell=cell)[:1]
        return own if own.exists() else newest_first.filter(cell__isnull=True)[:1]


class MoralStandard(models.Model):
    """A motto and three to seven lines; adopted by a resolution with number and date."""

    VERBS = {
        "adopt": ({StandardStatus.DRAFT}, StandardStatus.ADOPTED),
        "replace": ({StandardStatus.ADOPTED}, StandardStatus.REPLACED),
    }
    EDITABLE = {StandardStatus.DRAFT}

    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, blank=True, related_name="standards", verbose_name="chi bộ"
    )  # empty: the committee's
    year = models.PositiveSmallIntegerField("năm")
    motto = ShortText("phương châm", max_length=300, blank=True)
    note = ShortText("ghi chú", blank=True)  # "minh hoạ" in the demo
    resolution_number = ShortText("số nghị quyết", max_length=40, blank=True)
    adopted_on = models.DateField("ngày ban hành", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(
        "trạng thái", max_length=10, choices=StandardStatus, default=StandardStatus.DRAFT
    )
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="standards",
        verbose_name="thông qua tại buổi sinh hoạt",
    )
    saved_at = models.DateTimeField(null=True, editable=False)
    objects = MoralStandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "chuẩn mực đạo đức"
        ordering = ["-year", F("cell__code").asc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("cell", 0),
                "year",
                condition=Q(status="adopted"),
                name="one_adopted_standard_a_year",
            ),
            models.UniqueConstraint(
                Coalesce("cell", 0),
                "year",
                condition=Q(status="draft"),
                name="one_draft_standard_a_year",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | (Q(adopted_on__isnull=False) & ~Q(resolution_number="")),
                name="an_adopted_standard_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True) | ~Q(status="draft"),
                name="a_session_adopts_it_or_none_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"Chuẩn mực đạo đức năm {self.year}, {self.cell or 'Đảng uỷ'}"

    def get_absolute_url(self) -> str:
        return reverse("standard", args=[self.pk])


class Criterion(models.Model):
    """One line of a standard: how one behaves, how it is measured, how often."""

    standard = models.ForeignKey(MoralStandard, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    behaviour = ShortText("tiêu chí", max_length=200)
    measure = ShortText("cách đo", max_length=200, blank=True)
    rhythm = ShortText("nhịp", max_length=100, blank=True)
    search_key = KeyField(source="behaviour", make=search_key)

    class Meta:
        verbose_name = verbose_name_plural = "tiêu chí"
        ordering = ["standard", "position"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "position"], name="one_criterion_a_line"),
        ]

    def __str__(self) -> str:
        return self.behaviour
