"""Directives and guidance that cells work by, and which cell has been briefed on what."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from cells.fields import KeyField, ShortText
from cells.organisation.models import Cell
from cells.text import search_key


class DocumentQuerySet(models.QuerySet):
    def search(self, words: str) -> "DocumentQuerySet":
        key = search_key(words)
        return self.filter(Q(search_key__contains=key) | Q(symbol_key__contains=key))


class Document(models.Model):
    """A paper from above or of the committee itself: what cells are to be briefed on."""

    kind = ShortText("thể loại", max_length=60, help_text="Ví dụ: Chỉ thị, Hướng dẫn")
    symbol = ShortText("số, ký hiệu", max_length=60, help_text="Ví dụ: 03-CT/TW")
    symbol_key = KeyField(source="symbol", make=search_key, max_length=60)
    issuer = ShortText("cơ quan ban hành", max_length=200)
    dated_on = models.DateField("ngày ban hành")
    abstract = ShortText("trích yếu", max_length=400)
    search_key = KeyField(source="abstract", make=search_key, max_length=400)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="thay thế văn bản",
    )
    needs_briefing = models.BooleanField("chi bộ phải quán triệt", default=True)
    objects = DocumentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "văn bản chỉ đạo"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "issuer", "dated_on"],
                name="a_document_stands_once_in_the_register",
                violation_error_message="Văn bản này đã có trong sổ.",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")),
                name="no_document_replaces_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol}"


class Briefing(models.Model):
    """A cell was briefed (quán triệt) on a document, in a session that tells who was present.

    Written by closing the session whose agenda names the document, never by hand.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="briefings", verbose_name="văn bản"
    )
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="briefings", verbose_name="chi bộ")
    session = models.ForeignKey(
        "cells.Session", models.PROTECT, related_name="briefings", verbose_name="buổi sinh hoạt"
    )

    class Meta:
        verbose_name = verbose_name_plural = "quán triệt văn bản"
        ordering = ["document", "cell__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "cell", "session"], name="one_briefing_a_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {self.document}"
