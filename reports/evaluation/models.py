"""The yearly rating: one round a year, in it one paper for every person and every cell."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from cells import clock
from cells.fields import LongText, ShortText
from cells.models import Cell, IssuedDocument, Member, Membership, Session, User
from cells.scope import in_scope
from cells.text import search_key
from reports.evaluation.choices import (
    NOT_RATED,
    NOT_REVIEWED,
    WEIGHED,
    WRITING,
    Case,
    Employer,
    EvaluationStatus,
    RoundStatus,
)
from reports.evaluation.querysets import EvaluationQuerySet
from reports.evaluation.scheme.models import RatingLevel, RatingScheme, Subject, points


def level(label: str) -> models.ForeignKey:
    """A level of the round's scheme; services see to it that it is one of this kind of paper."""
    return models.ForeignKey(
        RatingLevel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class EvaluationRoundQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "EvaluationRoundQuerySet":
        """For who has a part in it besides their own paper, which everybody finds by itself."""
        follows = user.rights.bodies or user.rights.cells_as_officer
        return self if follows else self.none()

    def running(self) -> "EvaluationRoundQuerySet":
        return self.exclude(status=RoundStatus.CLOSED)


class EvaluationRound(models.Model):
    """One a year, under the scheme it was opened with."""

    VERBS = {
        "publish": ({RoundStatus.OPEN}, RoundStatus.PUBLISHED),
        "close": ({RoundStatus.PUBLISHED}, RoundStatus.CLOSED),
    }
    EDITABLE = {RoundStatus.OPEN}

    year = models.PositiveSmallIntegerField("năm", unique=True)
    scheme = models.ForeignKey(
        RatingScheme, models.PROTECT, related_name="rounds", verbose_name="bộ mức xếp loại"
    )
    self_due_on = models.DateField("hạn tự kiểm điểm")
    cell_due_on = models.DateField("hạn chi bộ đề xuất")
    opened_at = models.DateTimeField("mở lúc", default=clock.now)
    published_at = models.DateTimeField("công bố lúc", null=True)
    closed_at = models.DateTimeField("khép lúc", null=True)
    documents = GenericRelation(IssuedDocument)  # the decision with its list, and amendments
    status = models.CharField(
        "trạng thái", max_length=10, choices=RoundStatus, default=RoundStatus.OPEN
    )
    objects = EvaluationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "vòng đánh giá, xếp loại"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cell_due_on__gte=F("self_due_on")),
                name="cells_propose_after_people_have_written",
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(published_at__isnull=False),
                name="a_published_round_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_at__isnull=False),
                name="a_closed_round_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Đánh giá, xếp loại năm {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.status == RoundStatus.CLOSED


class Evaluation(models.Model):
    """What the paper of a person and that of a cell have in common, each step kept."""

    VERBS = {
        "submit": (WRITING, EvaluationStatus.SUBMITTED),
        "withdraw": ({EvaluationStatus.SUBMITTED}, EvaluationStatus.DRAFT),
        "return": ({EvaluationStatus.SUBMITTED}, EvaluationStatus.RETURNED),
        # Once more as long as nobody has gone on with it: counts are typed, and mistyped
        "propose": (
            {EvaluationStatus.SUBMITTED, EvaluationStatus.PROPOSED},
            EvaluationStatus.PROPOSED,
        ),
        # Back to the cell, which votes and proposes anew
        "reconsider": (
            {EvaluationStatus.PROPOSED, EvaluationStatus.APPRAISED},
            EvaluationStatus.SUBMITTED,
        ),
        "appraise": (
            {EvaluationStatus.PROPOSED, EvaluationStatus.APPRAISED},
            EvaluationStatus.APPRAISED,
        ),
        "decide": (
            {EvaluationStatus.APPRAISED, EvaluationStatus.DECIDED},
            EvaluationStatus.DECIDED,
        ),
        "publish": ({EvaluationStatus.DECIDED}, EvaluationStatus.PUBLISHED),
        "amend": ({EvaluationStatus.PUBLISHED}, EvaluationStatus.PUBLISHED),
    }
    EDITABLE = set(WRITING)
    SUBJECT: Subject  # whose levels
    # Keys of the two below, by names of their own
    round: Any
    round_id: int
    cell: Any
    parts: Any  # rows of the self-review

    case = models.CharField("diện", max_length=16, choices=Case, default=Case.NORMAL)
    # The writer's own words and level; the parts stand in rows of their own
    self_level = level("tự nhận mức")
    self_general_points = points("tự chấm tiêu chí chung")
    self_task_points = points("tự chấm kết quả nhiệm vụ")
    # What others say before the vote
    unit_comment = LongText("nhận xét của đơn vị", max_length=2000, blank=True)
    union_comment = LongText("nhận xét của đoàn thể", max_length=2000, blank=True)
    # The paper ballot as it was counted: never a ballot, only the counts
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="buổi họp"
    )
    ballots_entitled = models.PositiveSmallIntegerField("đảng viên chính thức", null=True)
    ballots_issued = models.PositiveSmallIntegerField("phiếu phát ra", null=True)
    ballots_returned = models.PositiveSmallIntegerField("phiếu thu về", null=True)
    ballots_valid = models.PositiveSmallIntegerField("phiếu hợp lệ", null=True)
    votes = models.JSONField("số phiếu từng mức", default=dict)  # by code of the level
    # The three judgements, each kept
    proposed_level = level("chi bộ đề xuất")
    proposed_points = points("điểm chi bộ đề xuất")
    proposal_note = LongText("nhận xét của chi uỷ, chi bộ", max_length=2000, blank=True)
    appraised_level = level("ý kiến thẩm định")
    appraised_points = points("điểm thẩm định")
    appraisal_note = LongText("giải trình thẩm định", max_length=2000, blank=True)
    decided_level = level("mức quyết định")
    over_quota_reason = LongText("lý do vượt trần", max_length=1000, blank=True)
    superior_decision = ShortText("số, ngày quyết định của cấp trên", blank=True)
    frozen_evidence = models.JSONField(null=True, editable=False)  # as it stood at the decision
    documents = GenericRelation(IssuedDocument)  # sheet, notice, amendment
    first_submitted_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    appraised_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(
        "trạng thái", max_length=10, choices=EvaluationStatus, default=EvaluationStatus.DRAFT
    )
    objects = EvaluationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(first_submitted_at__isnull=False),
                name="a_sent_%(class)s_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "returned"])
                | Q(proposed_level__isnull=False, proposed_at__isnull=False),
                name="a_proposed_%(class)s_has_its_level",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["appraised", "decided", "published"])
                | Q(appraised_level__isnull=False, appraised_at__isnull=False),
                name="an_appraised_%(class)s_has_its_level",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "published"])
                | Q(
                    decided_level__isnull=False,
                    decided_at__isnull=False,
                    frozen_evidence__isnull=False,
                ),
                name="a_decided_%(class)s_keeps_its_evidence",
            ),
            models.CheckConstraint(
                condition=Q(
                    ballots_entitled__isnull=True,
                    ballots_issued__isnull=True,
                    ballots_returned__isnull=True,
                    ballots_valid__isnull=True,
                )
                | Q(
                    ballots_issued__lte=F("ballots_entitled"),
                    ballots_returned__lte=F("ballots_issued"),
                    ballots_valid__lte=F("ballots_returned"),
                ),
                name="ballots_of_a_%(class)s_add_up",
            ),
        ]

    @property
    def is_reviewed(self) -> bool:
        return self.case not in NOT_REVIEWED

    @property
    def is_rated(self) -> bool:
        return self.case not in NOT_RATED

    @property
    def standing_proposal(self) -> RatingLevel | None:
        """What the cell proposes; nothing while it is to vote, also once more."""
        return self.proposed_level if self.status in WEIGHED else None

    @property
    def is_untouched(self) -> bool:
        """Opened, and nobody has written a word."""
        return self.status == EvaluationStatus.DRAFT and self.version == 0 and self.saved_at is None

    @property
    def is_open(self) -> bool:
        """Whether its round still takes steps: who was put off is rated when they are back."""
        return not self.round.is_closed or self.case == Case.POSTPONED

    @property
    def is_sent(self) -> bool:
        """What a draft says, its own level included, is its writer's affair."""
        return self.status != EvaluationStatus.DRAFT

    @property
    def self_points(self) -> Any:
        given = [self.self_general_points, self.self_task_points]
        return None if None in given else sum(given)

    @property
    def state_label(self) -> str:
        """The users' word: the status, said more exactly where nothing is written yet."""
        if self.status != EvaluationStatus.DRAFT:
            return self.get_status_display()
        if not self.is_reviewed:
            return "Không kiểm điểm"
        if self.is_open and self.round.self_due_on < clock.today():
            return "Quá hạn"
        return "Nháp" if self.saved_at else "Chưa viết"


def came_to(cells: frozenset[int]) -> Q:
    """Reviewed elsewhere, this year or last, who belongs to one of these cells by now (Q11)."""
    home = Membership.objects.regular().open_on(clock.today()).filter(cell__in=cells)
    year = clock.today().year
    return Q(
        Exists(home.filter(member=OuterRef("member"), kind=OuterRef("cell__kind"))),
        round__year__in=[year, year - 1],
    )


class MemberEvaluationQuerySet(EvaluationQuerySet):
    def visible_to(self, user: Any) -> "MemberEvaluationQuerySet":
        """Own; own cell's for officers, and what people sent elsewhere who have come since; all
        for bodies."""
        seen = in_scope(user, cell="cell", member="member")
        if user.rights.cells_as_officer:
            seen |= came_to(user.rights.cells_as_officer) & ~Q(status=EvaluationStatus.DRAFT)
        return self.filter(seen)

    def followed_by(self, user: Any) -> "MemberEvaluationQuerySet":
        """What somebody has to see to; the paper of who came from elsewhere is only read."""
        rights = user.rights
        return self if rights.bodies else self.filter(cell__in=rights.cells_as_officer)

    def with_people(self) -> "MemberEvaluationQuerySet":
        return self.select_related("member", "cell", "round__scheme")

    def search(self, words: str) -> "MemberEvaluationQuerySet":
        return self.filter(member__search_key__contains=search_key(words))


class MemberEvaluation(Evaluation):
    """One person in one round, in the cell where they belonged when it was opened."""

    SUBJECT = Subject.MEMBER

    round = models.ForeignKey(
        EvaluationRound, models.PROTECT, related_name="member_evaluations", verbose_name="vòng"
    )
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="evaluations", verbose_name="đảng viên"
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="member_evaluations", verbose_name="chi bộ"
    )
    by_leader = models.BooleanField(
        "của cán bộ lãnh đạo, quản lý", default=False
    )  # fixed when the row is made: which form is filled in
    self_employer = models.CharField(
        "tự nhận mức của cán bộ, công chức, viên chức", max_length=10, choices=Employer, blank=True
    )
    employer_rating = models.CharField(
        "cơ quan xếp loại", max_length=10, choices=Employer, blank=True
    )
    residence_comment = LongText("nhận xét của nơi cư trú", max_length=2000, blank=True)
    host_comment = LongText("nhận xét của nơi sinh hoạt tạm thời", max_length=2000, blank=True)
    entered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="người ghi hộ"
    )
    objects = MemberEvaluationQuerySet.as_manager()

    class Meta(Evaluation.Meta):
        verbose_name = verbose_name_plural = "bản kiểm điểm, xếp loại đảng viên"
        ordering = ["-round__year", "member__sort_key", "pk"]
        constraints = [
            *Evaluation.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "member"], name="one_evaluation_a_member_and_round"
            ),
        ]
        indexes = [models.Index(fields=["round", "cell", "status"], name="member_evaluation_place")]

    def __str__(self) -> str:
        return f"Bản kiểm điểm năm {self.round.year} của {self.member}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation", args=[self.pk])

    @property
    def author_id(self) -> int:
        return self.member_id


class CellEvaluationQuerySet(EvaluationQuerySet):
    def visible_to(self, user: Any) -> "CellEvaluationQuerySet":
        """Officers their cells', bodies all; members of the cell once it is published."""
        rights = user.rights
        if rights.bodies:
            return self
        told = Q(cell__in=rights.cells_as_member, status=EvaluationStatus.PUBLISHED)
        return self.filter(Q(cell__in=rights.cells_as_officer) | told)

    def with_cells(self) -> "CellEvaluationQuerySet":
        return self.select_related("cell", "round__scheme")


class CellEvaluation(Evaluation):
    """One chi bộ in one round: written by its officers for the whole."""

    SUBJECT = Subject.CELL

    round = models.ForeignKey(
        EvaluationRound, models.PROTECT, related_name="cell_evaluations", verbose_name="vòng"
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="cell_evaluations", verbose_name="chi bộ"
    )
    objects = CellEvaluationQuerySet.as_manager()

    class Meta(Evaluation.Meta):
        verbose_name = verbose_name_plural = "kiểm điểm, xếp loại chi bộ"
        ordering = ["-round__year", "cell__code"]
        constraints = [
            *Evaluation.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "cell"], name="one_evaluation_a_cell_and_round"
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo kiểm điểm năm {self.round.year} của {self.cell}"

    def get_absolute_url(self) -> str:
        return reverse("cell-evaluation", args=[self.pk])
