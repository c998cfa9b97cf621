"""People: who belongs to which cell and since when, and which posts they hold."""

from datetime import date, timedelta
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cells import clock
from cells.fields import KeyField, NameText, ShortText
from cells.member.cards import CardText, card_key
from cells.organisation.models import Cell, CellKind
from cells.text import name_key, search_key, sort_key


class Sex(models.TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


SOON = timedelta(days=60)  # a mandate whose last day is so near wants the next one prepared


class DatedQuerySet(models.QuerySet):
    """Rows with ``since`` and ``until``; the last day belongs to the row."""

    def open_on(self, day: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def ending(self, day: date) -> Self:
        """Open, and over soon."""
        return self.open_on(day).filter(until__lte=day + SOON)


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "MemberQuerySet":
        """Whole profiles: own, those of the cells one is officer of, all for the bodies."""
        rights = user.rights
        if rights.bodies:
            return self
        return self.filter(Q(pk=rights.member_id) | Q(in_cells(rights.cells_as_officer)))

    def named_to(self, user: Any) -> "MemberQuerySet":
        """Lines of a member list: besides whole profiles, the colleagues of one's own cells."""
        rights = user.rights
        if rights.bodies:
            return self
        cells = rights.cells_as_officer | rights.cells_as_member
        return self.filter(Q(pk=rights.member_id) | Q(in_cells(cells)))

    def in_cell(self, cell: Cell, day: date) -> "MemberQuerySet":
        open_here = Membership.objects.open_on(day).filter(member=OuterRef("pk"), cell=cell)
        return self.filter(Exists(open_here))

    def of_party(self, day: date, cell: Cell | None = None) -> "MemberQuerySet":
        """Đảng viên of a chi bộ (or of any) on a day: regular membership, and admitted by then."""
        here = Membership.objects.open_on(day).filter(
            member=OuterRef("pk"), kind=CellKind.PARTY, is_temporary=False
        )
        if cell is not None:
            here = here.filter(cell=cell)
        return self.filter(Exists(here), admitted_on__lte=day)

    def standing_on(self, kind: "StandingKind", day: date) -> "MemberQuerySet":
        return self.filter(
            Exists(Standing.objects.open_on(day).filter(member=OuterRef("pk"), kind=kind))
        )

    def obliged(self, day: date, cell: Cell | None = None) -> "MemberQuerySet":
        """Who must pledge and report: chính thức or dự bị, neither exempt nor suspended."""
        released = Standing.objects.open_on(day).filter(member=OuterRef("pk"))
        return self.of_party(day, cell).exclude(Exists(released))

    def search(self, words: str) -> "MemberQuerySet":
        return self.filter(
            Q(search_key__contains=search_key(words)) | Q(card_number__startswith=card_key(words))
        )


def in_cells(cells: frozenset[int]) -> Exists:
    open_here = Membership.objects.open_on(clock.today()).filter(
        member=OuterRef("pk"), cell__in=cells
    )
    return Exists(open_here)


class Member(models.Model):
    """A person of the committee's cells. No ID number, religion, ethnicity or health, ever."""

    STEPS = {  # a person has no status to move; these are the words of their trail
        "join": "Vào chi bộ",
        "propose_transfer": "Giới thiệu chuyển sinh hoạt",
        "receive_transfer": "Chuyển sinh hoạt",
        "cancel_transfer": "Huỷ giấy chuyển sinh hoạt",
        "stay": "Sinh hoạt tạm thời",
        "end_stay": "Kết thúc sinh hoạt tạm thời",
        "leave": "Thôi sinh hoạt",
        "standing": "Ghi miễn, đình chỉ sinh hoạt",
        "office": "Đổi chức vụ trong chi bộ",
        "post": "Ghi chức vụ trong đảng uỷ",
        "merge": "Gộp hồ sơ",
        "export": "Xuất bảng tính",
    }

    full_name = NameText("họ và tên")
    name_key = KeyField(source="full_name", make=name_key, db_index=True)
    search_key = KeyField(source="full_name", make=search_key, db_index=True)
    sort_key = KeyField(source="full_name", make=sort_key, db_index=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        "năm sinh",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    card_number = CardText("số thẻ đảng viên", max_length=20, blank=True)
    admitted_on = models.DateField("ngày vào Đảng", null=True, blank=True)
    official_on = models.DateField("ngày chính thức", null=True, blank=True)
    job_title = ShortText("chức vụ", max_length=120, blank=True)
    unit = ShortText("đơn vị", max_length=120, blank=True)
    email = models.EmailField("email", blank=True)
    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "đảng viên"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["card_number"],
                condition=~Q(card_number=""),
                name="one_member_a_card",
                violation_error_message="Số thẻ này đã có ở một đảng viên khác.",
            ),
            models.CheckConstraint(
                condition=Q(official_on__isnull=True)
                | Q(admitted_on__isnull=True)
                | Q(official_on__gte=F("admitted_on")),
                name="official_after_admission",
                violation_error_message="Ngày chính thức không thể trước ngày vào Đảng.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.pk])

    @property
    def author_id(self) -> int:
        """A profile is its person's own paper."""
        return self.pk


class StandingKind(models.TextChoices):
    EXEMPT = "exempt", "miễn sinh hoạt"
    SUSPENDED = "suspended", "đình chỉ sinh hoạt"


class Standing(models.Model):
    """Only what dates cannot tell. Chính thức and dự bị follow from the dates."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="standings", verbose_name="đảng viên"
    )
    kind = models.CharField("tình trạng", max_length=10, choices=StandingKind)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "miễn, đình chỉ sinh hoạt"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(until__isnull=True),
                name="one_open_standing_a_member",
                violation_error_message="Tình trạng trước chưa kết thúc. Ghi ngày kết thúc đã.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_standing_ends_after_it_began",
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"


class Office(models.TextChoices):
    SECRETARY = "secretary", "Bí thư"
    DEPUTY = "deputy_secretary", "Phó bí thư"
    COMMITTEE = "committee", "Chi uỷ viên"


SECRETARIES = frozenset({Office.SECRETARY, Office.DEPUTY})


class EndReason(models.TextChoices):
    """Why somebody left the committee's ranks: a code, never a medical fact or a free word."""

    MOVED_AWAY = "moved_away", "chuyển đi đảng bộ khác"
    WITHDREW = "withdrew", "xin ra khỏi Đảng"
    REMOVED = "removed", "đưa ra khỏi Đảng"
    EXPELLED = "expelled", "khai trừ"
    DIED = "died", "từ trần"
    OTHER = "other", "lý do khác"


class MembershipQuerySet(DatedQuerySet):
    def officers(self) -> "MembershipQuerySet":
        return self.exclude(office="")

    def regular(self) -> "MembershipQuerySet":
        """Where somebody belongs; a guest of another cell still belongs to their own."""
        return self.filter(is_temporary=False)


class Membership(models.Model):
    """A member in a cell from a day on. A new office or cell closes a row and opens the next."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="memberships", verbose_name="đảng viên"
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="memberships", verbose_name="chi bộ"
    )
    kind = models.CharField(
        "loại", max_length=8, choices=CellKind, editable=False
    )  # copied from the cell
    is_temporary = models.BooleanField("sinh hoạt tạm thời", default=False)
    office = models.CharField("chức vụ trong chi bộ", max_length=20, choices=Office, blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    end_reason = models.CharField(
        "lý do thôi sinh hoạt", max_length=12, choices=EndReason, blank=True
    )  # of who has left; empty where the next row follows
    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "sinh hoạt trong chi bộ"
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(until__isnull=True, is_temporary=False),
                name="one_open_regular_membership_a_kind",
                violation_error_message="Đồng chí này còn sinh hoạt ở nơi khác. Kết thúc đã.",
            ),
            models.UniqueConstraint(
                fields=["cell"],
                condition=Q(until__isnull=True, office="secretary"),
                name="cell_has_one_secretary",
                violation_error_message="Chi bộ đang có bí thư. Kết thúc dòng ấy trước.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_membership_ends_after_it_began",
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
        ]
        indexes = [models.Index(fields=["cell", "until"], name="membership_cell_until")]

    def __str__(self) -> str:
        return f"{self.member}, {self.cell}"


class Body(models.TextChoices):
    STANDING = "standing", "Ban Thường vụ"
    EXECUTIVE = "executive", "Ban Chấp hành"
    INSPECTION = "inspection", "Uỷ ban Kiểm tra"
    TASK_FORCE = "task_force", "Bộ phận giúp việc"
    PEOPLE_INSPECTORATE = "people_inspectorate", "Ban Thanh tra nhân dân"


class PostTitle(models.TextChoices):
    SECRETARY = "secretary", "Bí thư"
    DEPUTY = "deputy_secretary", "Phó bí thư"
    HEAD = "head", "Trưởng"
    DEPUTY_HEAD = "deputy_head", "Phó trưởng"
    MEMBER = "member", "Uỷ viên"


class CommitteePostQuerySet(DatedQuerySet):
    def visible_to(self, user: Any) -> "CommitteePostQuerySet":
        """The bodies know who sits in them; everybody knows their own posts."""
        return self if user.rights.bodies else self.filter(member=user.rights.member_id or 0)


class CommitteePost(models.Model):
    """A dated post in a body of the committee; the day it ends, its rights end."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="posts", verbose_name="đảng viên"
    )
    body = models.CharField("tổ chức", max_length=20, choices=Body)
    title = models.CharField(
        "chức danh", max_length=20, choices=PostTitle, default=PostTitle.MEMBER
    )
    duties = ShortText("nhiệm vụ", blank=True)
    cells = models.ManyToManyField(Cell, blank=True, verbose_name="chi bộ theo dõi")
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    objects = CommitteePostQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "chức vụ trong đảng uỷ"
        ordering = ["body", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "body"],
                condition=Q(until__isnull=True),
                name="one_open_post_a_body",
                violation_error_message="Đồng chí này đang có chức vụ ở đó. Kết thúc đã.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_post_ends_after_it_began",
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.get_title_display()} {self.get_body_display()}"

    @property
    def author_id(self) -> int:
        """Nobody writes their own post."""
        return self.member_id
