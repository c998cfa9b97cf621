"""Reminder: who was reminded of which missing paper, when and in which way; one row for each."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cells import clock
from cells.models import Cell, Member
from cells.scope import in_scope
from pledges.monthly_report.models import MonthlyReport
from pledges.pledge.models import Pledge


class Way(models.TextChoices):
    MAIL = "mail", "Thư điện tử"
    APP = "app", "Trong ứng dụng"
    SLIP = "slip", "Giấy nhắc"


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ReminderQuerySet":
        """The author's, the officers' and the bodies': colleagues may read what their leaders have
        sent, and not how often they were reminded of it."""
        of_pledges = in_scope(user, cell="cell", member="pledge__member")
        return self.filter(
            of_pledges | in_scope(user, cell="cell", member="report__pledge__member")
        )


class Reminder(models.Model):
    """One person told of one paper: the author, or – ``rung`` of the officers – who answers it."""

    recipient = models.ForeignKey(
        Member, models.CASCADE, related_name="reminders", verbose_name="người được nhắc"
    )
    pledge = models.ForeignKey(Pledge, models.CASCADE, null=True, related_name="reminders")
    report = models.ForeignKey(MonthlyReport, models.CASCADE, null=True, related_name="reminders")
    cell = models.ForeignKey(Cell, models.CASCADE, related_name="+")  # copied from the paper
    rung = models.SmallIntegerField("nấc", null=True)  # days after the due day; by hand: empty
    sent_on = models.DateField("nhắc ngày", default=clock.today)
    way = models.CharField("cách nhắc", max_length=4, choices=Way)
    printed_on = models.DateField("in ngày", null=True)
    handed_on = models.DateField("đưa giấy ngày", null=True)  # of what was printed: it arrived
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )  # empty: by the calendar
    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "lượt nhắc"
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pledge__isnull=True) ^ Q(report__isnull=True),
                name="a_reminder_is_about_one_paper",
            ),
            models.CheckConstraint(
                condition=Q(handed_on__isnull=True) | Q(printed_on__isnull=False),
                name="what_was_handed_over_was_printed",
            ),
            *[
                models.UniqueConstraint(
                    fields=["recipient", paper, once], name=f"one_reminder_{paper}_{once}"
                )
                for paper in ("pledge", "report")
                for once in ("rung", "sent_on")
            ],
        ]
        indexes = [
            models.Index(fields=["recipient", "sent_on"], name="reminder_recipient_day"),
            models.Index(
                fields=["cell"],
                condition=Q(way="slip", printed_on__isnull=True),
                name="reminder_to_print",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, nhắc ngày {self.sent_on:%d/%m/%Y}"
