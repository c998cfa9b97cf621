"""Sơ kết and tổng kết: a span of months and the words of its sections; figures are counted until
the paper is signed, and stand still from then on."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from cells.fields import KeyField, LongText, MonthField, ShortText
from cells.models import Cell, IssuedDocument
from cells.scope import of_own_body
from cells.text import LONG_LENGTH, month_on_paper, search_key


class ReviewKind(models.TextChoices):
    PRELIMINARY = "preliminary", "sơ kết"
    FINAL = "final", "tổng kết"


class ReviewStatus(models.TextChoices):
    DRAFT = "draft", "Nháp"
    PRESENTED = "presented", "Trình ký"
    RETURNED = "returned", "Cần bổ sung"
    SIGNED = "signed", "Đã ký"
    REPLACED = "replaced", "Bị thay thế"


OPEN = frozenset({ReviewStatus.DRAFT, ReviewStatus.PRESENTED, ReviewStatus.RETURNED})

# As people type it where no diacritics may stand: commands and file names
SLUGS = {ReviewKind.PRELIMINARY: "so-ket", ReviewKind.FINAL: "tong-ket"}


class ReviewQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "ReviewQuerySet":
        return self.filter(of_own_body(user))

    def just(self, *, cell: Cell | None, kind: str, first: date, last: date) -> "ReviewQuerySet":
        """Of exactly this body, kind and span, the newest first."""
        whose = Q(cell__isnull=True) if cell is None else Q(cell=cell)
        same = self.filter(whose, kind=kind, first_month=first, last_month=last)
        return same.order_by("-created_at", "-pk")

    def in_force(self) -> "ReviewQuerySet":
        """Signed and not replaced: what counts as said."""
        return self.filter(status=ReviewStatus.SIGNED)

    def open(self) -> "ReviewQuerySet":
        return self.filter(status__in=OPEN)

    def search(self, words: str) -> "ReviewQuerySet":
        key = search_key(words)
        return self.filter(Q(search_key__contains=key) | Q(cell__search_key__contains=key))


class Review(models.Model):
    """A review of a cell, or of the committee (no cell), over whole months, both included."""

    VERBS = {
        "present": ({ReviewStatus.DRAFT, ReviewStatus.RETURNED}, ReviewStatus.PRESENTED),
        "withdraw": ({ReviewStatus.PRESENTED}, ReviewStatus.DRAFT),
        "return": ({ReviewStatus.PRESENTED}, ReviewStatus.RETURNED),
        "sign": ({ReviewStatus.DRAFT, ReviewStatus.PRESENTED}, ReviewStatus.SIGNED),
        "replace": ({ReviewStatus.SIGNED}, ReviewStatus.REPLACED),
    }
    EDITABLE = {ReviewStatus.DRAFT, ReviewStatus.RETURNED}

    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name="chi bộ"
    )
    kind = models.CharField(
        "loại", max_length=12, choices=ReviewKind, default=ReviewKind.PRELIMINARY
    )
    first_month = MonthField("từ tháng")
    last_month = MonthField("đến tháng")
    title = ShortText("trích yếu", max_length=300)
    search_key = KeyField(source="title", make=search_key, max_length=300)
    created_at = models.DateTimeField()
    planned_on = models.DateField("ngày dự kiến", null=True, blank=True)  # Q24: staff prepare both
    planned_number = models.PositiveIntegerField("số dự kiến", null=True, blank=True)
    # What page, PDF and Word of a signed review are made of: ``composition.content_of``
    signed_content = models.JSONField(null=True, editable=False)
    documents = GenericRelation(IssuedDocument)
    status = models.CharField(
        "trạng thái", max_length=12, choices=ReviewStatus, default=ReviewStatus.DRAFT
    )
    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "báo cáo sơ kết, tổng kết"
        ordering = ["-last_month", F("cell__code").asc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="a_review_ends_after_it_began"
            ),
            models.UniqueConstraint(
                Coalesce("cell", 0),
                "kind",
                "first_month",
                "last_month",
                condition=Q(status__in=["draft", "presented", "returned"]),
                name="one_open_review_of_a_span",
            ),
            models.UniqueConstraint(
                Coalesce("cell", 0),
                "kind",
                "first_month",
                "last_month",
                condition=Q(status="signed"),
                name="one_signed_review_of_a_span",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["signed", "replaced"]) & Q(signed_content__isnull=False)
                | Q(status__in=["draft", "presented", "returned"], signed_content__isnull=True),
                name="a_signed_review_keeps_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        span = span_label(self.first_month, self.last_month)
        return f"Báo cáo {self.get_kind_display()} {span}, {self.whose}"

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.pk])

    @property
    def whose(self) -> str:
        return self.cell.name if self.cell else "toàn Đảng bộ"

    @property
    def is_signed(self) -> bool:
        return self.signed_content is not None

    @property
    def is_editable(self) -> bool:
        return self.status in self.EDITABLE


def span_label(first: date, last: date) -> str:
    if first == last:
        return f"tháng {month_on_paper(first)}"
    if first.month == 1 and last.month == 12:
        return (
            f"năm {first.year}" if first.year == last.year else f"các năm {first.year}–{last.year}"
        )
    return f"từ tháng {month_on_paper(first)} đến tháng {month_on_paper(last)}"


class ReviewSection(models.Model):
    """The words of one section; its version stops two writers from overwriting each other."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    text = LongText("lời", max_length=LONG_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "phần của báo cáo"
        ordering = ["review", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="one_text_a_section")]

    def __str__(self) -> str:
        return f"{self.review}: {self.key}"
