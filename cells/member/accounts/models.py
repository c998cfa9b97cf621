"""Accounts: who may sign in, and what an account may do because of its member's dated posts."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast
from simple_history.models import HistoricalRecords

from cells import clock
from cells.member.models import SECRETARIES, Body, CommitteePost, Member, Membership, PostTitle
from cells.organisation.models import Cell
from cells.rights import NO_RIGHTS, Rights
from cells.text import search_key


class AccountRequest(models.TextChoices):
    SLIP = "slip", "cấp phiếu đăng nhập"
    DISABLE = "disable", "ngừng tài khoản"


class AccountState(models.TextChoices):
    """Follows from the row; nobody sets it."""

    ASKED = "asked", "Chờ cấp phiếu"
    DISABLED = "disabled", "Đã ngừng"
    WITHOUT_SLIP = "without_slip", "Chưa có phiếu"
    ISSUED = "issued", "Đã cấp phiếu"
    EXPIRED = "expired", "Phiếu hết hạn"
    IN_USE = "in_use", "Đang dùng"


class UserQuerySet(models.QuerySet):
    def search(self, words: str) -> "UserQuerySet":
        by_name = Q(member__search_key__contains=search_key(words))
        return self.filter(by_name | Q(username__icontains=words.strip()))

    def waiting(self) -> "UserQuerySet":
        """Accounts for which staff have asked something of the sysadmin."""
        return self.exclude(asked_for="")

    def without_slip(self) -> "UserQuerySet":
        return self.filter(asked_for=AccountRequest.SLIP, code_expires_at__isnull=True)

    def of_cell(self, cell: Cell) -> "UserQuerySet":
        here = Membership.objects.open_on(clock.today()).filter(cell=cell)
        return self.filter(member__in=here.values("member"))

    def visible_to(self, user: Any) -> "UserQuerySet":
        """Accounts are the sysadmin's affair; one's own stands on the profile."""
        return self if user.rights.is_sysadmin else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. What it may do comes from its member's dated posts, never from a tick box."""

    STEPS = {  # an account has no status to move; these are the words of its trail
        "ask": "Đề nghị mở tài khoản",
        "ask_slip": "Đề nghị phiếu mới",
        "ask_disable": "Đề nghị ngừng",
        "issue": "In phiếu đăng nhập",
        "password": "Đặt mật khẩu",
        "disable": "Ngừng tài khoản",
        "enable": "Mở lại",
        "rename": "Đổi tên đăng nhập",
        "merge": "Gộp hồ sơ",
    }

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    member = models.OneToOneField(
        Member, models.PROTECT, null=True, blank=True, related_name="user", verbose_name="đảng viên"
    )
    is_active = models.BooleanField("đang dùng", default=True)
    is_sysadmin = models.BooleanField("quản trị hệ thống", default=False, editable=False)
    must_change_password = models.BooleanField(default=False, editable=False)
    code_expires_at = models.DateTimeField(
        null=True, editable=False
    )  # of the last slip's code; empty: no slip yet
    asked_for = models.CharField(
        "đề nghị", max_length=8, choices=AccountRequest, blank=True, editable=False
    )
    asked_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="người đề nghị",
    )
    asked_at = models.DateTimeField("đề nghị lúc", null=True, editable=False)
    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = "tài khoản"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_for="", asked_at__isnull=True)
                | (~Q(asked_for="") & Q(asked_at__isnull=False)),
                name="a_request_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member) if self.member_id else self.username

    @property
    def state(self) -> AccountState:
        if not self.is_active:
            is_new = self.code_expires_at is None and self.asked_for == AccountRequest.SLIP
            return AccountState.ASKED if is_new else AccountState.DISABLED
        if not self.has_usable_password():
            return AccountState.WITHOUT_SLIP
        if not self.must_change_password:
            return AccountState.IN_USE
        return AccountState.EXPIRED if self.code_is_over else AccountState.ISSUED

    @property
    def code_is_over(self) -> bool:
        """The one-time code of the slip may no longer open anything."""
        over = self.code_expires_at is not None and self.code_expires_at < clock.now()
        return self.must_change_password and over

    @cached_property
    def rights(self) -> Rights:
        """Asked of the database once for one loaded user, that is once a request."""
        if not self.is_active:
            return NO_RIGHTS
        if self.member_id is None:
            return Rights(is_sysadmin=self.is_sysadmin)
        return rights_of(self.member_id, clock.today(), is_sysadmin=self.is_sysadmin)

    @property
    def is_staff(self) -> bool:
        """Opens the back office; what is seen there is the admin classes' affair."""
        return self.is_active and (self.rights.is_sysadmin or Body.TASK_FORCE in self.rights.bodies)

    @property
    def is_superuser(self) -> bool:
        """Nobody: a superuser would pass every rule without being asked."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and rules.has_perm(perm, self, obj)

    def has_perms(self, perms: Iterable[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


def rights_of(member_id: int, day: date, *, is_sysadmin: bool = False) -> Rights:
    """One question for places in cells and posts in bodies: every request asks it."""
    in_cells = Membership.objects.open_on(day).filter(member=member_id).order_by()
    in_bodies = CommitteePost.objects.open_on(day).filter(member=member_id).order_by()
    places = in_cells.values_list(Cast("cell_id", CharField()), "office", "cell__kind")
    held = list(places.union(in_bodies.values_list("body", "title", Value("")), all=True))
    memberships = [(int(cell), office, kind) for cell, office, kind in held if kind]
    posts = [(body, title) for body, title, kind in held if not kind]
    signing = {PostTitle.SECRETARY, PostTitle.DEPUTY}
    return Rights(
        member_id=member_id,
        cells_as_member=frozenset(cell for cell, *_ in memberships),
        cells_as_secretary=frozenset(
            cell for cell, office, _ in memberships if office in SECRETARIES
        ),
        cells_as_officer=frozenset(cell for cell, office, _ in memberships if office),
        kinds_as_member=frozenset(kind for *_, kind in memberships),
        kinds_as_officer=frozenset(kind for _, office, kind in memberships if office),
        bodies=frozenset(body for body, _ in posts),
        signs_for_committee=any(
            body == Body.STANDING and title in signing for body, title in posts
        ),
        is_sysadmin=is_sysadmin,
    )
