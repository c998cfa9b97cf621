"""Directives and guidance that cells work by, and which cell has been briefed on what."""

from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cells.fields import KeyField, ShortText
from cells.organisation.models import Cell
from cells.scope import in_scope
from cells.text import search_key
from cells.uploads.models import StoredFile


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Everybody's to read who belongs here."""
        is_of_us = user.rights.cells_as_member or user.rights.bodies
        return self.all() if is_of_us else self.none()

    def search(self, words: str) -> "DocumentQuerySet":
        """Each word somewhere in what a reader would call the paper by: “chỉ thị 03”."""
        found = self
        for word in search_key(words).split():
            keys = ("search_key", "symbol_key", "kind_key", "issuer_key")
            places = [Q(**{f"{key}__contains": word}) for key in keys]
            found = found.filter(places[0] | places[1] | places[2] | places[3])
        return found

    def with_state(self) -> "DocumentQuerySet":
        newer = Document.objects.filter(replaces=OuterRef("pk"))
        return self.annotate(is_replaced=Exists(newer))

    def to_brief(self) -> "DocumentQuerySet":
        """What cells are still to be briefed on: in force, and not for information only."""
        newer = Document.objects.filter(replaces=OuterRef("pk"))
        return self.filter(~Exists(newer), needs_briefing=True)

    def with_briefed(self, cells: Any) -> "DocumentQuerySet":
        """How many of these cells were briefed. Grouped rows lose the model's own order."""
        here = Q(briefings__cell__in=cells)
        counted = self.annotate(briefed=Count("briefings__cell", filter=here, distinct=True))
        return counted.order_by("-dated_on", "-pk")


class Document(models.Model):
    """A paper from above or of the committee itself: what cells are to be briefed on."""

    STEPS = {"add_file": "Thêm tệp", "remove_file": "Bỏ tệp"}

    kind = ShortText("thể loại", max_length=60, help_text="Ví dụ: Chỉ thị, Hướng dẫn")
    kind_key = KeyField(source="kind", make=search_key, max_length=60)
    symbol = ShortText("số, ký hiệu", max_length=60, help_text="Ví dụ: 03-CT/TW")
    symbol_key = KeyField(source="symbol", make=search_key, max_length=60)
    issuer = ShortText("cơ quan ban hành", max_length=200)
    issuer_key = KeyField(source="issuer", make=search_key, max_length=200)
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
    version = models.PositiveIntegerField(default=0, editable=False)
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

    def get_absolute_url(self) -> str:
        return reverse("directive", args=[self.pk])


class DocumentFile(StoredFile):
    document = models.ForeignKey(Document, models.PROTECT, related_name="files")

    class Meta(StoredFile.Meta):
        verbose_name = verbose_name_plural = "tệp của văn bản"


class BriefingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "BriefingQuerySet":
        return self.filter(in_scope(user, cell="cell"))


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
    objects = BriefingQuerySet.as_manager()

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
