"""Plans (kế hoạch) of the committee and of cells: lines with an owner, a day and a result."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from cells import clock
from cells.document.models import Document
from cells.fields import KeyField, LongText, ShortText
from cells.member.models import Member
from cells.organisation.models import Cell
from cells.programme.models import Term
from cells.scope import of_own_body
from cells.text import search_key


class PlanKind(models.TextChoices):
    YEAR = "year", "Kế hoạch năm"
    TERM = "term", "Kế hoạch nhiệm kỳ"


class PlanQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "PlanQuerySet":
        """As the papers of a body; besides, a cell's members read their own cell's plan, and
        everybody who belongs here reads the committee's: cells work by it as by its documents."""
        rights = user.rights
        if not (rights.cells_as_member or rights.bodies):
            return self.none()
        own = Q(cell__in=rights.cells_as_member)
        return self.filter(of_own_body(user) | own | Q(cell__isnull=True))

    def with_counts(self, today: date) -> "PlanQuerySet":
        is_open = Q(tasks__state=TaskState.OPEN)
        return self.annotate(
            task_count=Count("tasks"),
            done_count=Count("tasks", filter=Q(tasks__state=TaskState.DONE)),
            open_count=Count("tasks", filter=is_open),
            overdue_count=Count("tasks", filter=is_open & Q(tasks__due_on__lt=today)),
        )

    def search(self, words: str) -> "PlanQuerySet":
        key = search_key(words)
        return self.filter(Q(search_key__contains=key) | Q(cell__search_key__contains=key))


class Plan(models.Model):
    """A year's or a term's plan of one body; its lines say who does what by when."""

    STEPS = {"draft": "Lập kế hoạch", "amend": "Sửa kế hoạch", "add": "Thêm việc"}

    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="chi bộ"
    )  # empty: the committee's
    kind = models.CharField("loại", max_length=4, choices=PlanKind, default=PlanKind.YEAR)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="nhiệm kỳ"
    )
    title = ShortText("tên kế hoạch", max_length=300)
    search_key = KeyField(source="title", make=search_key, max_length=300)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="văn bản kế hoạch",
    )
    version = models.PositiveIntegerField(default=0)
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kế hoạch"
        ordering = [F("cell__code").asc(nulls_first=True), "-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="year", year__isnull=False, term__isnull=True)
                | Q(kind="term", year__isnull=True, term__isnull=False),
                name="a_plan_is_of_a_year_or_of_a_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.cell or 'Đảng uỷ'}"

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

    @property
    def span_name(self) -> str:
        return f"năm {self.year}" if self.year else self.term.name

    @property
    def days(self) -> tuple[date, date | None]:
        """First and last day on which its lines may fall due."""
        if self.year:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        return self.term.since, self.term.until


class TaskState(models.TextChoices):
    OPEN = "open", "Đang làm"
    DONE = "done", "Đã xong"
    DROPPED = "dropped", "Thôi không làm"


class PlanTaskQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "PlanTaskQuerySet":
        """The lines of plans that one reads, and those one owns wherever they stand."""
        plans = Plan.objects.visible_to(user).order_by()
        own = Q(owner=user.rights.member_id, owner__isnull=False)
        return self.filter(Q(plan__in=plans.values("pk")) | own)

    def overdue(self, today: date) -> "PlanTaskQuerySet":
        return self.filter(state=TaskState.OPEN, due_on__lt=today)

    def search(self, words: str) -> "PlanTaskQuerySet":
        key = search_key(words)
        named = Q(owner__search_key__contains=key) | Q(owner_key__contains=key)
        return self.filter(Q(search_key__contains=key) | named)


class PlanTask(models.Model):
    """One line of a plan; never deleted, dropped with a reason instead."""

    STEPS = {
        "add": "Thêm việc",
        "amend": "Sửa việc",
        "report": "Ghi kết quả",
        "finish": "Xong",
        "drop": "Thôi không làm",
        "resume": "Làm tiếp",
    }

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name="kế hoạch")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = LongText("việc")
    owner_key = KeyField(source="owner_name", make=search_key)
    search_key = KeyField(source="text", make=search_key, max_length=500)
    owner = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_tasks",
        verbose_name="người phụ trách",
    )
    owner_name = ShortText("người, đơn vị phụ trách", max_length=120, blank=True)
    due_on = models.DateField("hạn")
    state = models.CharField("tình trạng", max_length=8, choices=TaskState, default=TaskState.OPEN)
    result = LongText("kết quả", max_length=2000, blank=True)
    finished_on = models.DateField("xong ngày", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "việc trong kế hoạch"
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_plan_task_a_place"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False, owner_name="")
                | Q(owner__isnull=True) & ~Q(owner_name=""),
                name="a_plan_task_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state="done", finished_on__isnull=False)
                | ~Q(state="done") & Q(finished_on__isnull=True),
                name="a_finished_plan_task_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="plan_task_state_due")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("plan-task", args=[self.pk])

    @property
    def cell_id(self) -> int | None:
        """Whose rules hold: those of its plan's body."""
        return self.plan.cell_id

    @property
    def owner_label(self) -> str:
        return self.owner.full_name if self.owner else self.owner_name

    @property
    def badge(self) -> tuple[str, str]:
        """Word and look; what is past its day says so."""
        if self.is_overdue(clock.today()):
            return "Quá hạn", "late"
        looks = {TaskState.OPEN: "draft", TaskState.DONE: "done", TaskState.DROPPED: "exempt"}
        return str(self.get_state_display()), looks[TaskState(self.state)]

    def is_overdue(self, today: date) -> bool:
        return self.state == TaskState.OPEN and self.due_on < today
