"""A transfer between two cells of the committee: the old one introduces, the new one receives."""

from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from cells.fields import LongText, ShortText
from cells.member.models import Member
from cells.organisation.models import Cell, CellKind
from cells.scope import in_scope
from cells.text import search_key


class TransferStatus(models.TextChoices):
    PROPOSED = "proposed", "Chờ tiếp nhận"
    RECEIVED = "received", "Đã tiếp nhận"
    CANCELLED = "cancelled", "Đã huỷ"


class TransferQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "TransferQuerySet":
        """The person, the officers of both cells, the bodies."""
        arriving = Q(to_cell__in=user.rights.cells_as_officer)
        return self.filter(in_scope(user, cell="from_cell", member="member") | arriving)

    def with_people(self) -> "TransferQuerySet":
        return self.select_related("member", "from_cell", "to_cell")

    def open(self) -> "TransferQuerySet":
        return self.filter(status=TransferStatus.PROPOSED)

    def open_first(self) -> "TransferQuerySet":
        is_open = models.Case(models.When(status=TransferStatus.PROPOSED, then=0), default=1)
        return self.order_by(is_open, "-intended_on", "-pk")

    def search(self, words: str) -> "TransferQuerySet":
        return self.filter(member__search_key__contains=search_key(words))


class Transfer(models.Model):
    """Between the two steps the person stays in the old cell."""

    VERBS = {
        "receive": ({TransferStatus.PROPOSED}, TransferStatus.RECEIVED),
        "cancel": ({TransferStatus.PROPOSED}, TransferStatus.CANCELLED),
    }
    EDITABLE: set[str] = set()

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="transfers", verbose_name="đảng viên"
    )
    kind = models.CharField("loại", max_length=8, choices=CellKind)  # copied from the cell
    from_cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="transfers_out", verbose_name="từ"
    )
    to_cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="transfers_in", verbose_name="đến"
    )
    intended_on = models.DateField("dự định từ ngày")
    letter_number = ShortText("số giấy giới thiệu", max_length=40, blank=True)
    note = LongText("lý do", blank=True)
    received_on = models.DateField("sinh hoạt ở chi bộ mới từ ngày", null=True, blank=True)
    status = models.CharField(
        "trạng thái", max_length=12, choices=TransferStatus, default=TransferStatus.PROPOSED
    )
    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "giấy chuyển sinh hoạt"
        ordering = ["-intended_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(status="proposed"),
                name="one_open_transfer_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(from_cell=F("to_cell")), name="a_transfer_leads_elsewhere"
            ),
            models.CheckConstraint(
                condition=~Q(status="received") | Q(received_on__isnull=False),
                name="a_received_transfer_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Chuyển sinh hoạt của {self.member}"

    def get_absolute_url(self) -> str:
        return reverse("transfer", args=[self.pk])

    @property
    def author_id(self) -> int:
        """Nobody moves themselves: the person concerned stands where an author stands."""
        return self.member_id

    @property
    def cell_id(self) -> int:
        """Whose officers may still take it back."""
        return self.from_cell_id
