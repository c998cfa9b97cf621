"""Commendations: nominated, proposed by the cell's vote, gathered by staff, awarded by the leaders
– or awarded by the cell itself, where the form is the cell's to give."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cells.fields import KeyField, LongText, ShortText
from cells.models import Cell, IssuedDocument, Member, Session, User
from cells.organisation.models import CellKind
from cells.text import ITEM_LENGTH, search_key
from pledges.models import MonthlyReportLine

# ---- plain data that staff keep


class Giver(models.TextChoices):
    CELL = "cell", "Chi bộ"
    COMMITTEE = "committee", "Đảng uỷ"


class Subject(models.TextChoices):
    """Whom a commendation praises."""

    MEMBER = "member", "đảng viên, đoàn viên"
    CELL = "cell", "chi bộ"
    UNION = "union", "tổ công đoàn, chi đoàn"


class CommendationFormQuerySet(QuerySet):
    def in_use(self) -> "CommendationFormQuerySet":
        return self.filter(is_in_use=True)


class CommendationForm(models.Model):
    """A form of praise: which body gives it, to whom, whether a certificate goes with it."""

    code = ShortText("mã", max_length=30, unique=True, help_text="Không dấu, ví dụ: giay-khen")
    name = ShortText("hình thức", max_length=60, unique=True)
    given_by = models.CharField("do ai khen", max_length=10, choices=Giver)
    for_members = models.BooleanField("khen đảng viên, đoàn viên", default=False)
    for_cells = models.BooleanField("khen chi bộ", default=False)
    for_unions = models.BooleanField("khen tổ công đoàn, chi đoàn", default=False)
    has_certificate = models.BooleanField("có giấy khen để in", default=False)
    is_in_use = models.BooleanField("đang dùng", default=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=100)
    objects = CommendationFormQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "hình thức khen"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def is_for(self, subject: str) -> bool:
        return bool(getattr(self, f"for_{Subject(subject).value}s"))


class Occasion(models.Model):
    """What is rewarded in a year: its end, a sơ kết, a campaign."""

    name = ShortText("dịp", max_length=120, help_text="Ví dụ: tổng kết năm, sơ kết hai năm")
    year = models.PositiveSmallIntegerField("năm")
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "dịp khen"
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "year"], name="an_occasion_once_a_year"),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2100),
                name="an_occasion_of_our_time",
                violation_error_message="Ghi năm từ 1930 đến 2100.",
            ),
        ]

    def __str__(self) -> str:
        return self.name if str(self.year) in self.name else f"{self.name} {self.year}"


# ---- a batch of the committee


class BatchStatus(models.TextChoices):
    DRAFT = "draft", "Nháp"
    PRESENTED = "presented", "Trình ký"
    AWARDED = "awarded", "Đã khen"


class CommendationBatchQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "CommendationBatchQuerySet":
        """The bodies of the committee; the others meet its rows one by one."""
        return self.all() if user.rights.bodies else self.none()

    def search(self, words: str) -> "CommendationBatchQuerySet":
        return self.filter(search_key__contains=search_key(words))


class CommendationBatch(models.Model):
    """What one decision awards: gathered by staff, decided and signed by the leaders."""

    VERBS = {
        "present": ({BatchStatus.DRAFT}, BatchStatus.PRESENTED),
        "withdraw": ({BatchStatus.PRESENTED}, BatchStatus.DRAFT),
        "return": ({BatchStatus.PRESENTED}, BatchStatus.DRAFT),
        "award": ({BatchStatus.PRESENTED}, BatchStatus.AWARDED),
    }
    EDITABLE = {BatchStatus.DRAFT}

    occasion = models.ForeignKey(
        Occasion, models.PROTECT, null=True, blank=True, related_name="batches", verbose_name="dịp"
    )
    title = ShortText("về việc", max_length=290)
    search_key = KeyField(source="title", make=search_key, max_length=300)
    created_at = models.DateTimeField("lập lúc")
    planned_on = models.DateField("ngày dự kiến", null=True, blank=True)
    planned_number = models.PositiveIntegerField("số dự kiến", null=True, blank=True)
    # The tờ trình as it was presented; what is refused later stays on it
    presented_paper = models.JSONField(null=True, editable=False)
    # What the decision and the certificates say: ``content.content_of``, the paper as printed
    signed_content = models.JSONField(null=True, editable=False)
    documents = GenericRelation(IssuedDocument)
    status = models.CharField(
        "trạng thái", max_length=12, choices=BatchStatus, default=BatchStatus.DRAFT
    )
    objects = CommendationBatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đợt khen"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="awarded", signed_content__isnull=False)
                | Q(status__in=["draft", "presented"], signed_content__isnull=True),
                name="an_awarded_batch_keeps_what_it_says",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", presented_paper__isnull=True)
                | Q(status__in=["presented", "awarded"], presented_paper__isnull=False),
                name="a_presented_batch_keeps_its_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"Đợt khen: {self.title}"[:200]

    def get_absolute_url(self) -> str:
        return reverse("commendation-batch", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.status in self.EDITABLE

    @property
    def is_awarded(self) -> bool:
        return self.signed_content is not None


# ---- one commendation


class CommendationStatus(models.TextChoices):
    NOMINATED = "nominated", "Được đề cử"
    PROPOSED = "proposed", "Chi bộ đề nghị"
    GATHERED = "gathered", "Đã tổng hợp"
    AWARDED = "awarded", "Đã khen"
    DECLINED = "declined", "Không đề nghị"  # by the cell, or taken back before it was gathered
    REFUSED = "refused", "Không khen"  # by a leader, out of a presented batch


# Of these there is one a subject, form and occasion. Outside of any occasion a person is praised
# for one deed after the other, but one nomination waits at a time
HOLDS_ITS_PLACE = Q(status__in=["nominated", "proposed", "gathered"]) | Q(
    status="awarded", occasion__isnull=False
)
NOBODYS_DECISION = Q(decision_number="", awarded_on__isnull=True)


class CommendationQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "CommendationQuerySet":
        """The bodies and the cell's officers every row; who nominated, that one; and what was
        awarded, the praised person and their whole cell."""
        rights = user.rights
        if rights.bodies:
            return self.all()
        mine = Q(member__isnull=False, member=rights.member_id)
        awarded = Q(status="awarded") & (Q(cell__in=rights.cells_as_member) | mine)
        nominated = Q(nominated_by=user.pk) & ~mine
        return self.filter(Q(cell__in=rights.cells_as_officer) | awarded | nominated)

    def with_names(self) -> "CommendationQuerySet":
        """A batch without what it keeps of its papers: that is read when one is printed."""
        kept = ("batch__signed_content", "batch__presented_paper")
        return self.select_related("cell", "member", "form", "occasion", "batch").defer(*kept)

    def search(self, words: str) -> "CommendationQuerySet":
        key = search_key(words)
        of_cell = Q(member__isnull=True, cell__search_key__contains=key)
        return self.filter(Q(member__search_key__contains=key) | of_cell)

    def awarded(self) -> "CommendationQuerySet":
        return self.filter(status=CommendationStatus.AWARDED)

    def holding_places(self) -> "CommendationQuerySet":
        return self.filter(HOLDS_ITS_PLACE)

    def to_gather(self) -> "CommendationQuerySet":
        """Backed by the cell's vote, for the committee to decide."""
        proposed = self.filter(status=CommendationStatus.PROPOSED)
        return proposed.filter(form__given_by=Giver.COMMITTEE)

    def not_of(self, user: Any) -> "CommendationQuerySet":
        """Without what praises this person."""
        own = user.rights.member_id
        return self.exclude(member=own) if own else self.all()


class Commendation(models.Model):
    """One praise of one person, or – without a member – of the cell or union itself."""

    VERBS = {
        "propose": ({CommendationStatus.NOMINATED}, CommendationStatus.PROPOSED),
        "decline": (
            {CommendationStatus.NOMINATED, CommendationStatus.PROPOSED},
            CommendationStatus.DECLINED,
        ),
        "grant": ({CommendationStatus.PROPOSED}, CommendationStatus.AWARDED),
        "gather": ({CommendationStatus.PROPOSED}, CommendationStatus.GATHERED),
        "release": ({CommendationStatus.GATHERED}, CommendationStatus.PROPOSED),
        "refuse": ({CommendationStatus.GATHERED}, CommendationStatus.REFUSED),
        "award": ({CommendationStatus.GATHERED}, CommendationStatus.AWARDED),
    }
    EDITABLE = {CommendationStatus.NOMINATED}

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="commendations", verbose_name="chi bộ"
    )
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commendations",
        verbose_name="người được khen",
    )
    form = models.ForeignKey(
        CommendationForm, models.PROTECT, related_name="commendations", verbose_name="hình thức"
    )
    occasion = models.ForeignKey(
        Occasion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commendations",
        verbose_name="dịp",
    )
    achievement = LongText("thành tích", max_length=ITEM_LENGTH)
    # Where it came from; neither: nominated directly
    line = models.ForeignKey(
        MonthlyReportLine, models.SET_NULL, null=True, blank=True, related_name="commendations"
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="commendations"
    )
    nominated_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="người đề cử"
    )
    nominated_at = models.DateTimeField("đề cử lúc")
    entitled = models.PositiveSmallIntegerField("số được biểu quyết", null=True)
    present = models.PositiveSmallIntegerField("số có mặt", null=True)
    in_favour = models.PositiveSmallIntegerField("số tán thành", null=True)
    batch = models.ForeignKey(
        CommendationBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commendations",
        verbose_name="đợt khen",
    )
    decision_number = ShortText("quyết định, nghị quyết số", max_length=60, blank=True)
    awarded_on = models.DateField("khen ngày", null=True, blank=True)
    status = models.CharField(
        "trạng thái",
        max_length=12,
        choices=CommendationStatus,
        default=CommendationStatus.NOMINATED,
    )
    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đề nghị khen"
        ordering = ["-nominated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["nominated", "declined"]) | Q(entitled__isnull=False),
                name="a_proposal_has_its_vote",
            ),
            models.CheckConstraint(
                condition=Q(entitled__isnull=True, present__isnull=True, in_favour__isnull=True)
                | Q(present__lte=F("entitled"), in_favour__lte=F("present")),
                name="nobody_absent_votes_for_a_praise",
            ),
            models.CheckConstraint(
                condition=Q(status="awarded", awarded_on__isnull=False) & ~Q(decision_number="")
                | ~Q(status="awarded") & NOBODYS_DECISION,
                name="an_award_has_its_decision",
            ),
            models.CheckConstraint(
                condition=~Q(status="gathered") | Q(batch__isnull=False),
                name="what_is_gathered_has_its_batch",
            ),
            # To a database one “no occasion” is unlike the next: it would let two of them stand
            models.UniqueConstraint(
                "member",
                "form",
                Coalesce("occasion", Value(0), output_field=models.BigIntegerField()),
                condition=Q(member__isnull=False) & HOLDS_ITS_PLACE,
                name="one_praise_a_person_form_and_occasion",
            ),
            models.UniqueConstraint(
                "cell",
                "form",
                Coalesce("occasion", Value(0), output_field=models.BigIntegerField()),
                condition=Q(member__isnull=True) & HOLDS_ITS_PLACE,
                name="one_praise_a_cell_form_and_occasion",
            ),
        ]
        indexes = [models.Index(fields=["status", "cell"], name="commendation_status_cell")]

    def __str__(self) -> str:
        return f"{self.form}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("commendation", args=[self.pk])

    @property
    def subject(self) -> str:
        return self.member.full_name if self.member else self.cell.name

    @property
    def subject_kind(self) -> str:
        return subject_kind(self.cell, self.member)

    @property
    def is_of_person(self) -> bool:
        return self.member_id is not None

    @property
    def occasion_words(self) -> str:
        return str(self.occasion) if self.occasion else UNEXPECTED


UNEXPECTED = "Đột xuất"  # without an occasion


def subject_kind(cell: Cell, member: Member | None) -> Subject:
    if member:
        return Subject.MEMBER
    return Subject.CELL if cell.kind == CellKind.PARTY else Subject.UNION
