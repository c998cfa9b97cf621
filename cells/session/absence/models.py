"""A member who cannot come says so beforehand; an officer of their cell answers."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse

from cells.fields import ShortText
from cells.member.models import Member
from cells.organisation.models import Cell
from cells.scope import in_scope
from cells.session.models import AbsenceReason, Session


class AbsenceStatus(models.TextChoices):
    REQUESTED = "requested", "Chờ trả lời"
    APPROVED = "approved", "Được vắng"
    DECLINED = "declined", "Không đồng ý"
    WITHDRAWN = "withdrawn", "Đã rút"


OPEN = (AbsenceStatus.REQUESTED, AbsenceStatus.APPROVED)


class AbsenceRequestQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "AbsenceRequestQuerySet":
        """The member, the officers of the member's cell, the bodies."""
        return self.filter(in_scope(user, cell="cell", member="member"))

    def with_people(self) -> "AbsenceRequestQuerySet":
        return self.select_related("member", "cell", "session__cell")

    def open(self) -> "AbsenceRequestQuerySet":
        return self.filter(status__in=OPEN)

    def approved(self, session: Session) -> "AbsenceRequestQuerySet":
        """Whom the roll knows to be away, with the reason."""
        return self.filter(session=session, status=AbsenceStatus.APPROVED)

    def awaiting_answer(self) -> "AbsenceRequestQuerySet":
        """Once the session is over there is a roll, and nothing left to be asked."""
        return self.filter(status=AbsenceStatus.REQUESTED, session__status="planned")


class AbsenceRequest(models.Model):
    """One member, one session; the reason is a code, never a word about health."""

    VERBS = {
        "approve": ({AbsenceStatus.REQUESTED}, AbsenceStatus.APPROVED),
        "decline": ({AbsenceStatus.REQUESTED}, AbsenceStatus.DECLINED),
        "withdraw": ({AbsenceStatus.REQUESTED, AbsenceStatus.APPROVED}, AbsenceStatus.WITHDRAWN),
    }
    EDITABLE: set[str] = set()

    session = models.ForeignKey(Session, models.PROTECT, related_name="absence_requests")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="+")  # where the member belongs
    member = models.ForeignKey(Member, models.PROTECT, related_name="absence_requests")
    reason = models.CharField("lý do", max_length=10, choices=AbsenceReason)
    note = ShortText("ghi rõ thêm", blank=True)
    status = models.CharField(
        "trạng thái", max_length=12, choices=AbsenceStatus, default=AbsenceStatus.REQUESTED
    )
    objects = AbsenceRequestQuerySet.as_manager()
    entered_by = None  # nobody asks on another's behalf

    class Meta:
        verbose_name = verbose_name_plural = "đơn xin vắng"
        ordering = ["session", "member__sort_key", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"],
                condition=Q(status__in=["requested", "approved"]),
                name="one_open_request_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"Xin vắng của {self.member}, {self.session.day:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("absence", args=[self.pk])

    @property
    def author_id(self) -> int:
        return self.member_id

    @property
    def reason_words(self) -> str:
        words = self.get_reason_display()
        return f"{words}: {self.note}" if self.note else words
