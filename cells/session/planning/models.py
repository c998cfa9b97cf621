"""The secret address at which calendars read a cell's sessions."""

import secrets
from typing import Any

from django.db import models
from django.urls import reverse

from cells import clock
from cells.organisation.models import Cell

BYTES = 32


def new_secret() -> str:
    return secrets.token_urlsafe(BYTES)


class CalendarFeed(models.Model):
    """Kept in plain text: members copy the address again and again, and it tells only when and
    where; whoever reads the database reads the sessions themselves."""

    STEPS = {"renew": "Đổi địa chỉ lịch"}

    cell = models.OneToOneField(Cell, models.PROTECT, related_name="calendar_feed")
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    renewed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "địa chỉ lịch"

    def __str__(self) -> str:
        return f"Lịch của {self.cell}"

    def get_absolute_url(self) -> Any:
        return reverse("session-feed", args=[self.secret])
