"""The words of minutes that somebody edited, and every signing with what it says for good."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cells.fields import LongText, ShortText
from cells.issue.models import IssuedDocument
from cells.member.accounts.models import User
from cells.session.models import Session
from cells.text import LONG_LENGTH

# Of one part: notes of an item and what a dozen people said on it stand in one text
PART_LENGTH = 3 * LONG_LENGTH
REASON_LENGTH = 300


class MinutesPart(models.Model):
    """One part in somebody's own words; without text it says what is composed from the data."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="minutes_parts")
    key = models.CharField(max_length=40)
    text = LongText("lời", max_length=PART_LENGTH, blank=True)
    # Digest of the composed words that the editor had in front of them: other data, other digest
    composed_from = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "lời sửa của biên bản"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="one_text_a_part_of_minutes")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.key}"


class Minutes(models.Model):
    """One signing of a session's minutes: what it says, who signed, and why it was undone.

    Begun by the first signature; after reopening a session the next signing is another row, so
    that each can be a paper of the register.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="minutes")
    content = models.JSONField(editable=False)  # ``composition.as_json``
    begun_at = models.DateTimeField("ký lần đầu lúc")
    signed_at = models.DateTimeField("ký xong lúc", null=True)
    reopened_at = models.DateTimeField("mở lại lúc", null=True)
    reopened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reopen_reason = ShortText("lý do mở lại", max_length=REASON_LENGTH, blank=True)
    documents = GenericRelation(IssuedDocument, related_query_name="minutes")

    class Meta:
        verbose_name = verbose_name_plural = "biên bản sinh hoạt"
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(reopened_at__isnull=True),
                name="a_session_has_one_set_of_minutes_in_force",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopen_reason="")
                | Q(reopened_at__isnull=False) & ~Q(reopen_reason=""),
                name="reopened_minutes_say_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Biên bản {str(self.session)[:1].lower()}{str(self.session)[1:]}"

    def get_absolute_url(self) -> str:
        return reverse("session-minutes", args=[self.session_id])


class Signatory(models.TextChoices):
    CHAIR = "chair", "Chủ trì"
    MINUTE_TAKER = "minute_taker", "Người ghi biên bản"


class MinutesSignature(models.Model):
    """One of the two: pressed by the person, or put on paper and recorded by an officer."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="signatures")
    role = models.CharField("ký với tư cách", max_length=12, choices=Signatory)
    name = ShortText("họ và tên", max_length=100)
    title = ShortText("chức vụ", max_length=120, blank=True)
    is_on_paper = models.BooleanField("ký trên giấy", default=False)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorder_name = ShortText("người ghi nhận", max_length=150)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = verbose_name_plural = "chữ ký biên bản"
        ordering = ["minutes", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "role"], name="each_signs_minutes_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"
