"""What a person is told about their papers: that somebody answered, never what was written."""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from cells import clock
from cells.member.models import Member


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """Nobody's but one's own."""
        return self.filter(member=user.rights.member_id or 0)

    def unseen(self) -> "NoticeQuerySet":
        return self.filter(seen_at__isnull=True)

    def about(self, paper: models.Model) -> "NoticeQuerySet":
        kind = ContentType.objects.get_for_model(paper)
        return self.filter(content_type=kind, object_id=paper.pk)


class Notice(models.Model):
    """A step that somebody else made with a member's paper; no ``mailed_at``: waits for mail."""

    member = models.ForeignKey(
        Member, models.CASCADE, related_name="notices", verbose_name="đảng viên"
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    paper = GenericForeignKey()
    verb = models.CharField("việc", max_length=20)
    sentence = models.CharField("lời báo", max_length=200)
    path = models.CharField("địa chỉ", max_length=200)
    at = models.DateTimeField("lúc", default=clock.now)
    seen_at = models.DateTimeField("đã xem lúc", null=True)
    mailed_at = models.DateTimeField("gửi thư lúc", null=True)
    mail_failures = models.PositiveSmallIntegerField("số lần gửi hỏng", default=0)
    objects = NoticeQuerySet.as_manager()
    is_open: bool  # the reader still reaches the paper; known after ``with_reach``

    class Meta:
        verbose_name = verbose_name_plural = "thông báo"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["member", "seen_at"], name="notice_member_seen"),
            models.Index(
                fields=["at"],
                condition=Q(seen_at__isnull=True, mailed_at__isnull=True),
                name="notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def is_seen(self) -> bool:
        return self.seen_at is not None
