"""The yearly pledge: what a member will do, agreed by the cell."""

from itertools import chain
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cells import clock
from cells.fields import LongText, ShortText
from cells.member.judging import judged_by
from cells.models import Cell, Member, Membership, User
from cells.scope import in_scope
from cells.text import mid_sentence, search_key
from pledges.standard.models import Criterion


def in_line(words: str) -> str:
    """On one line, without the mark that ended it: the sentence goes on behind it."""
    line = " ".join(words.split())
    is_open = line.endswith(("...", "v.v."))
    return line if is_open else line.rstrip(" .,;")


class PledgeStatus(models.TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Cần bổ sung"
    ACCEPTED = "accepted", "Đã nhận"
    CLOSED = "closed", "Đã khép"


# What people call it: two words more than there are statuses, see ``state_label``
NOT_YET_ACCEPTED = "Chưa được nhận"
OVERDUE = "Quá hạn"
STATE_LABELS = ["Chưa viết", OVERDUE, *PledgeStatus.labels]
REGISTERED = frozenset({PledgeStatus.ACCEPTED, PledgeStatus.CLOSED})


def still_here(pledge: str = "") -> Exists:
    """Whose pledge it is belongs to its cell today; a guest does not. Cell and person are asked of
    the one table, also where ``pledge__`` leads to it: over two no index finds the pair."""
    home = Membership.objects.regular().open_on(clock.today())
    return Exists(home.filter(member=OuterRef(f"{pledge}member"), cell=OuterRef(f"{pledge}cell")))


def came_to(cells: frozenset[int]) -> Q:
    """Made elsewhere, this year or last, by somebody who belongs to one of these cells by now."""
    home = Membership.objects.regular().open_on(clock.today()).filter(cell__in=cells)
    year = clock.today().year
    return Q(
        Exists(home.filter(member=OuterRef("member"), kind=OuterRef("cell__kind"))),
        year__in=[year, year - 1],
    )


class PledgeQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "PledgeQuerySet":
        """Own, own cell's for officers, all for bodies; and what leaders of one's cell sent,
        what people sent elsewhere who have come to a cell one is officer of (Q11)."""
        rights = user.rights
        others = Q(by_leader=True, cell__in=rights.cells_as_member)
        if rights.cells_as_officer:
            others |= came_to(rights.cells_as_officer)
        sent = Q(status__in=[PledgeStatus.SUBMITTED, *REGISTERED])
        return self.filter(in_scope(user, cell="cell", member="member") | (others & sent))

    def of_those_still_here(self) -> "PledgeQuerySet":
        """Nobody is pushed for a pledge in a cell they have left."""
        return self.filter(still_here())

    def with_people(self) -> "PledgeQuerySet":
        return self.select_related("member", "cell")

    def of_year(self, year: int) -> "PledgeQuerySet":
        return self.filter(year=year)

    def awaiting_answer(self) -> "PledgeQuerySet":
        return self.filter(status=PledgeStatus.SUBMITTED)

    def search(self, words: str) -> "PledgeQuerySet":
        return self.filter(member__search_key__contains=search_key(words))

    def judged_by(self, user: Any) -> "PledgeQuerySet":
        return self.filter(judged_by(user))

    def in_state(self, label: str) -> "PledgeQuerySet":
        """The rows that ``state_label`` calls so, or all that the cell has not agreed to yet."""
        late = Q(status="draft", due_on__lt=clock.today())
        draft = Q(status="draft") & ~late
        return self.filter(
            {
                OVERDUE: late,
                "Chưa viết": draft & Q(saved_at__isnull=True),
                "Nháp": draft & Q(saved_at__isnull=False),
                NOT_YET_ACCEPTED: Q(still_here()) & ~Q(status__in=REGISTERED),
            }.get(label)
            or Q(status__in=[value for value, word in PledgeStatus.choices if word == label])
        )


class Pledge(models.Model):
    """One member, one cell, one year."""

    VERBS = {
        "submit": ({PledgeStatus.DRAFT, PledgeStatus.RETURNED}, PledgeStatus.SUBMITTED),
        "withdraw": ({PledgeStatus.SUBMITTED}, PledgeStatus.DRAFT),
        "accept": ({PledgeStatus.SUBMITTED}, PledgeStatus.ACCEPTED),
        "return": ({PledgeStatus.SUBMITTED}, PledgeStatus.RETURNED),
        "reopen": ({PledgeStatus.ACCEPTED}, PledgeStatus.RETURNED),
        "close": ({PledgeStatus.ACCEPTED}, PledgeStatus.CLOSED),
        "resume": ({PledgeStatus.CLOSED}, PledgeStatus.RETURNED),  # back in the cell within a year
    }
    EDITABLE = {PledgeStatus.DRAFT, PledgeStatus.RETURNED}

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="pledges", verbose_name="đảng viên"
    )
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="pledges", verbose_name="chi bộ")
    year = models.PositiveSmallIntegerField("năm")
    by_leader = models.BooleanField(
        "của cán bộ chủ chốt", default=False
    )  # fixed when the year opens
    due_on = models.DateField("hạn đăng ký")
    reflection = LongText("nhận thức của bản thân", max_length=2000, blank=True)
    measures = LongText("biện pháp thực hiện", max_length=2000, blank=True)
    entered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="người ghi hộ"
    )
    first_submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(
        "trạng thái", max_length=12, choices=PledgeStatus, default=PledgeStatus.DRAFT
    )
    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "bản đăng ký làm theo"
        ordering = ["-year", "member__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "cell", "year"], name="one_pledge_a_year"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(first_submitted_at__isnull=False),
                name="a_sent_pledge_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "closed"]) | Q(accepted_at__isnull=False),
                name="an_accepted_pledge_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["year", "cell", "status"], name="pledge_year_cell_status")]

    def __str__(self) -> str:
        return f"Bản đăng ký năm {self.year} của {self.member}"

    def get_absolute_url(self) -> str:
        return reverse("pledge", args=[self.pk])

    @property
    def author_id(self) -> int:
        return self.member_id

    @property
    def is_untouched(self) -> bool:
        """Opened for them, and nobody has written a word: nothing is lost with it."""
        return self.status == PledgeStatus.DRAFT and self.version == 0 and self.saved_at is None

    @property
    def state_label(self) -> str:
        """The users' word: only the status is stored, the rest follows from the row."""
        if self.status != PledgeStatus.DRAFT:
            return self.get_status_display()
        if self.due_on < clock.today():
            return OVERDUE
        return "Nháp" if self.saved_at else "Chưa viết"


class PledgeItemQuerySet(QuerySet):
    def with_lines(self) -> "PledgeItemQuerySet":
        """``has_lines``: a report rests on the item, so its words stay for good."""
        return self.annotate(
            has_lines=Exists(self.model.objects.filter(pk=OuterRef("pk"), lines__isnull=False))
        )


class PledgeItem(models.Model):
    """One thing that others can see: what, how much, how often or by when, who confirms."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, verbose_name="chuẩn mực liên quan"
    )  # the version it was signed on; empty only while drafting
    action = LongText("tôi sẽ", blank=True)
    measure = ShortText("mức, số lần", blank=True)
    rhythm = ShortText("nhịp", max_length=100, blank=True)
    due_on = models.DateField("đến ngày", null=True, blank=True)
    confirmer = ShortText("người xác nhận", max_length=100, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False
    )  # last year's, taken over because its author asked for it
    difference = LongText("năm nay khác gì", blank=True)
    ended_on = models.DateField("kết thúc ngày", null=True, blank=True)
    end_reason = ShortText("lý do kết thúc", blank=True)
    objects = PledgeItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "việc đăng ký"
        ordering = ["pledge", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "position"], name="one_item_a_position"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
                name="an_ended_item_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.action

    @property
    def owes_difference(self) -> bool:
        """Copied, and not yet said what is different this year."""
        return self.copied_from_id is not None and not self.difference

    @property
    def when(self) -> str:
        """How often, by when, or both, as the paper prints it."""
        by = f"đến {self.due_on:%d/%m/%Y}" if self.due_on else ""
        return ", ".join(part for part in (self.rhythm, by) if part)

    @property
    def sentence_parts(self) -> list[tuple[str, bool]]:
        """The sentence as it is previewed, read and printed, piece by piece; True: a gap, with what
        is missing there."""
        parts = [
            ("Tôi sẽ ", mid_sentence(in_line(self.action)), "… việc gì"),
            (", ", mid_sentence(in_line(self.measure)), "… mức, số lần"),
            (", ", mid_sentence(in_line(self.when)), "… nhịp hoặc hạn"),
            ("; ", in_line(self.confirmer), "… ai"),
        ]
        found = [[(lead, False), (words or gap, not words)] for lead, words, gap in parts]
        return [*chain(*found), (" xác nhận.", False)]

    @property
    def sentence(self) -> str:
        return "".join(words for words, _ in self.sentence_parts)

    def lacks(self) -> list[str]:
        """What the sentence of this item still misses."""
        parts = [
            ("chưa ghi việc sẽ làm", self.action),
            ("chưa ghi mức, số lần", self.measure),
            ("chưa ghi nhịp hoặc hạn", self.when),
            ("chưa ghi người xác nhận", self.confirmer),
            ("chưa chọn chuẩn mực liên quan", self.criterion_id),
            ("chưa trả lời năm nay khác gì", not self.owes_difference),
        ]
        return [lack for lack, is_there in parts if not is_there]
