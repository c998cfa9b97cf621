"""Sessions of cells: when and on what, who came, what was said, decided and left to do."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cells import clock
from cells.document.models import Document
from cells.fields import KeyField, LongText, MonthField, ShortText
from cells.member.models import Member
from cells.organisation.models import Cell
from cells.programme.models import StudyForm, StudySlot, Topic
from cells.scope import in_scope
from cells.session.choices import (
    TOOK_PLACE,
    AbsenceReason,
    AgendaKind,
    AttendanceState,
    RollCategory,
    SessionStatus,
    TaskState,
    Threshold,
    VoteBase,
)
from cells.session.task.querysets import SessionTaskQuerySet
from cells.text import ITEM_LENGTH, LONG_LENGTH, search_key


class SessionQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "SessionQuerySet":
        """Those of one's own cells, as host or as partner; all for the bodies."""
        partner = SessionPartner.objects.filter(in_scope(user, cell="cell"))
        return self.filter(in_scope(user, cell="cell") | Q(pk__in=partner.values("session")))

    def of_cell(self, cell: Cell) -> "SessionQuerySet":
        """Hosted, or joined as a partner."""
        joined = SessionPartner.objects.filter(cell=cell)
        return self.filter(Q(cell=cell) | Q(pk__in=joined.values("session")))

    def that_took_place(self) -> "SessionQuerySet":
        return self.filter(status__in=TOOK_PLACE)

    def search(self, words: str) -> "SessionQuerySet":
        key = search_key(words)
        return self.filter(Q(search_key__contains=key) | Q(cell__search_key__contains=key))


class Session(models.Model):
    """One meeting of a cell: prepared, held, put on paper and signed by chair and minute-taker."""

    VERBS = {
        "close": ({SessionStatus.PLANNED}, SessionStatus.HELD),
        "resume": ({SessionStatus.HELD}, SessionStatus.PLANNED),
        "sign": ({SessionStatus.HELD}, SessionStatus.HALF_SIGNED),
        "countersign": ({SessionStatus.HALF_SIGNED}, SessionStatus.SIGNED),
        "reopen": ({SessionStatus.HALF_SIGNED, SessionStatus.SIGNED}, SessionStatus.HELD),
        "cancel": ({SessionStatus.PLANNED}, SessionStatus.CANCELLED),
    }
    EDITABLE = {SessionStatus.PLANNED, SessionStatus.HELD}

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="sessions", verbose_name="chi bộ")
    form = models.CharField("hình thức", max_length=10, choices=StudyForm)
    title = ShortText("nội dung chính", max_length=300)
    search_key = KeyField(source="title", make=search_key, max_length=300)
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name="chủ đề quý",
    )
    slot = models.OneToOneField(
        StudySlot, models.SET_NULL, null=True, blank=True, related_name="session"
    )
    # Of a regular session: the month whose reports it hears (Q1)
    report_month = MonthField("nghe báo cáo tháng", null=True, blank=True)
    starts_at = models.DateTimeField("bắt đầu lúc")
    ends_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    place = ShortText("địa điểm")
    chair = models.ForeignKey(
        Member, models.PROTECT, related_name="chaired_sessions", verbose_name="chủ trì"
    )
    minute_taker = models.ForeignKey(
        Member, models.PROTECT, related_name="recorded_sessions", verbose_name="người ghi biên bản"
    )
    partner_name = ShortText(
        "đơn vị ngoài cùng dự", blank=True, help_text="Ví dụ: Công đoàn cơ quan"
    )
    guests = LongText(
        "đại biểu dự", max_length=2000, blank=True, help_text="Mỗi dòng một đại biểu, kèm chức vụ"
    )
    invitation = LongText("lời dặn trong giấy mời", max_length=2000, blank=True)
    conclusion = LongText("kết luận chung", max_length=LONG_LENGTH, blank=True)
    no_task_reason = ShortText("không giao việc, vì", max_length=300, blank=True)
    # Of everything on the page "chuẩn bị" and of the conclusion; items and roll have their own
    version = models.PositiveIntegerField(default=0)
    prepared_at = models.DateTimeField(default=clock.now, editable=False)
    roll_version = models.PositiveIntegerField(default=0)  # of the host's roll
    roll_saved_at = models.DateTimeField(null=True, editable=False)
    roll_saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    status = models.CharField(
        "trạng thái", max_length=12, choices=SessionStatus, default=SessionStatus.PLANNED
    )
    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "buổi sinh hoạt"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="a_session_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["cell", "report_month"],
                condition=Q(report_month__isnull=False) & ~Q(status="cancelled"),
                name="one_regular_session_hears_a_month",
            ),
        ]
        indexes = [models.Index(fields=["cell", "starts_at"], name="session_cell_starts")]

    def __str__(self) -> str:
        return f"Sinh hoạt {self.get_form_display().lower()} {self.day:%d/%m/%Y}, {self.cell}"

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.pk])

    @property
    def day(self) -> date:
        """The local date: what a person would say."""
        return timezone.localtime(self.starts_at).date()

    @property
    def needs_a_task(self) -> bool:
        """Studying a topic must lead to something done, or to a written why not."""
        return self.form == StudyForm.THEMATIC or self.topic_id is not None

    @property
    def is_editable(self) -> bool:
        return self.status in self.EDITABLE


class SessionPartner(models.Model):
    """Another cell that takes part, with a roll of its own."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="partners")
    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="joined_sessions", verbose_name="chi bộ"
    )
    # Of this cell's roll: its officers and the host's never write over one another
    roll_version = models.PositiveIntegerField(default=0)
    roll_saved_at = models.DateTimeField(null=True, editable=False)
    roll_saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "chi bộ cùng dự"
        ordering = ["session", "cell__code"]
        constraints = [
            models.UniqueConstraint(fields=["session", "cell"], name="a_partner_takes_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {self.session}"


class AgendaItem(models.Model):
    """One line of the agenda, later the notes and the chair's conclusion on it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=10, choices=AgendaKind, default=AgendaKind.OTHER)
    title = ShortText("nội dung", max_length=300)
    presenter = ShortText("người thực hiện", blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name="văn bản",
    )
    notes = LongText("diễn biến", max_length=LONG_LENGTH, blank=True)
    conclusion = LongText("kết luận", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)  # of notes and conclusion
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )  # whose words a second editor meets

    class Meta:
        verbose_name = verbose_name_plural = "nội dung chương trình"
        ordering = ["session", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="document") | Q(document__isnull=True),
                name="only_a_briefing_names_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Speech(models.Model):
    """What one person said on an item: a member by record, or somebody else by name."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speeches")
    speaker = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="speeches",
        verbose_name="người phát biểu",
    )
    speaker_name = ShortText("họ tên đại biểu", max_length=120, blank=True)
    text = LongText("ý kiến", max_length=5000)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "ý kiến phát biểu"
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, speaker_name="")
                | Q(speaker__isnull=True) & ~Q(speaker_name=""),
                name="a_speech_has_one_speaker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.item}"

    @property
    def name(self) -> str:
        return self.speaker.full_name if self.speaker else self.speaker_name


class Vote(models.Model):
    """A question put to the vote; only counts are kept, never who voted how."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="votes")
    question = ShortText("nội dung biểu quyết", max_length=300)
    is_secret = models.BooleanField("bỏ phiếu kín", default=False)
    in_favour = models.PositiveSmallIntegerField("tán thành")
    against = models.PositiveSmallIntegerField("không tán thành", default=0)
    abstained = models.PositiveSmallIntegerField("không có ý kiến", default=0)
    entitled = models.PositiveSmallIntegerField("số đảng viên làm căn cứ tính")
    base = models.CharField("tính trên", max_length=10, choices=VoteBase, default=VoteBase.OFFICIAL)
    threshold = models.CharField(
        "cần đạt", max_length=10, choices=Threshold, default=Threshold.HALF
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "biểu quyết"
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entitled__gte=F("in_favour") + F("against") + F("abstained")),
                name="nobody_votes_twice",
                violation_error_message="Cộng các phiếu nhiều hơn số đảng viên được biểu quyết.",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_carried(self) -> bool:
        if self.threshold == Threshold.TWO_THIRDS:
            return 3 * self.in_favour >= 2 * self.entitled and self.entitled > 0
        return 2 * self.in_favour > self.entitled

    @property
    def counted_on(self) -> str:
        return VoteBase(self.base).within(self.item.session.cell)


COUNTED = (RollCategory.OFFICIAL, RollCategory.PROBATIONARY, RollCategory.YOUTH)
ASKED = (*COUNTED, RollCategory.TEMPORARY)  # whose absence has or lacks a reason


class Attendance(models.Model):
    """One line of the roll, frozen with the category the person had that day."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances")
    category = models.CharField("diện", max_length=12, choices=RollCategory)
    # Empty: not asked for (exempt, away, suspended) and did not come
    state = models.CharField("điểm danh", max_length=10, choices=AttendanceState, blank=True)
    reason = models.CharField("lý do", max_length=10, choices=AbsenceReason, blank=True)
    reason_note = ShortText("lý do ghi rõ", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "điểm danh"
        ordering = ["session", "cell__code", "member__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="one_line_a_person"),
            models.CheckConstraint(
                condition=Q(state="excused") & ~Q(reason="") | ~Q(state="excused") & Q(reason=""),
                name="an_excused_absence_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_state_display() or self.get_category_display()}"


class SessionTask(models.Model):
    """A solution with an owner and a date; while open it stands first on the next agenda."""

    STEPS = {
        "assign": "Giao việc",
        "reword": "Sửa lời giao",
        "progress": "Ghi tiến độ",
        "finish": "Xong",
        "drop": "Thôi",
        "reopen": "Mở lại",
    }

    session = models.ForeignKey(Session, models.PROTECT, related_name="tasks")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="session_tasks")
    text = LongText("việc cần làm")
    search_key = KeyField(source="text", make=search_key, max_length=ITEM_LENGTH)
    owner = models.ForeignKey(
        Member, models.PROTECT, related_name="session_tasks", verbose_name="người phụ trách"
    )
    due_on = models.DateField("hạn")
    state = models.CharField("tình trạng", max_length=8, choices=TaskState, default=TaskState.OPEN)
    progress = LongText("tiến độ, kết quả", max_length=2000, blank=True)
    finished_on = models.DateField("xong ngày", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    objects = SessionTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "việc sau sinh hoạt"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", finished_on__isnull=False)
                | ~Q(state="done") & Q(finished_on__isnull=True),
                name="a_finished_task_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["cell", "state", "due_on"], name="task_cell_state_due")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < clock.today()

    @property
    def is_untouched(self) -> bool:
        """Nobody has said anything about it yet: it may still be worded anew."""
        return self.is_open and not self.progress

    @property
    def state_label(self) -> str:
        return "Quá hạn" if self.is_overdue else self.get_state_display()
