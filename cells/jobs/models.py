"""Job: work that takes longer than a page may; how far it is, and the file that came out."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet, TextChoices
from django.db.models.functions import Now
from django.urls import reverse

from cells import clock
from cells.fields import ShortText
from cells.jobs.kinds import KINDS, Kind
from cells.uploads.models import StoredFile


class JobState(TextChoices):
    WAITING = "waiting", "Chờ đến lượt"
    RUNNING = "running", "Đang làm"
    PACKING = "packing", "Đang gộp tệp"
    DONE = "done", "Đã xong"
    CANCELLED = "cancelled", "Đã huỷ"
    FAILED = "failed", "Không làm được"


MAKING = frozenset({JobState.WAITING, JobState.RUNNING})
OPEN = MAKING | {JobState.PACKING}


def new_key() -> str:
    return secrets.token_hex(16)


class JobQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "JobQuerySet":
        """One's own; the sysadmin sees that there are others, and how far they are."""
        return self if user.rights.is_sysadmin else self.filter(requested_by=user.pk)

    def open(self) -> "JobQuerySet":
        return self.filter(state__in=OPEN)


class Job(models.Model):
    """One piece of long work for one person; ``state`` is swapped, never overwritten."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    kind = models.CharField("loại", max_length=30)
    args = models.JSONField(default=dict)
    title = ShortText("tên việc")
    state = models.CharField(
        "trạng thái", max_length=10, choices=JobState, default=JobState.WAITING
    )
    total = models.PositiveIntegerField("tất cả")
    done = models.PositiveIntegerField("đã xong", default=0)
    error = ShortText("vì sao không xong", blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="người yêu cầu"
    )
    created_at = models.DateTimeField("yêu cầu lúc", default=clock.now)
    finished_at = models.DateTimeField("xong lúc", null=True)
    # Real time, by the database's own clock: workers and pages need not agree on theirs
    heartbeat = models.DateTimeField(db_default=Now())
    stalls = models.PositiveSmallIntegerField(default=0)  # taken up anew, no piece made since
    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "việc chạy nền"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="a_job_has_something_to_do"),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="a_job_does_no_more_than_all"
            ),
        ]
        indexes = [
            models.Index(fields=["heartbeat"], condition=Q(state__in=sorted(OPEN)), name="job_open")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def its_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def kind_label(self) -> str:
        return self.its_kind.label

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class JobFile(StoredFile):
    """What came out, for whoever asked; thrown away after some days."""

    MEDIA_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}

    job = models.OneToOneField(Job, models.CASCADE, related_name="file")
    kind = models.CharField("loại", max_length=4, choices=[(name, name) for name in MEDIA_TYPES])

    class Meta(StoredFile.Meta):
        verbose_name = verbose_name_plural = "tệp của việc chạy nền"

    @property
    def media_type(self) -> str:
        return self.MEDIA_TYPES[self.kind]
