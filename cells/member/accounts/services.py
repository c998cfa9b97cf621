"""The life of an account: asked for by staff; given, ended, opened again by the sysadmin.

A slip carries a one-time code. The code is kept only as a password hash, so whoever needs it again
needs a new slip; the old code, the old password and every open session end with it.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from axes.utils import reset
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cells import clock
from cells.audit import trace
from cells.member.accounts.models import AccountRequest, AccountState, User
from cells.member.models import Member, Membership
from cells.organisation.models import Cell
from cells.text import ITEM_LENGTH, clean, search_key
from cells.workflow import IllegalMove

CODE_DAYS = 14
NAMESAKES_AT_ONCE = 10
# No vowels and no d, w: Vietnamese typing programs change them. No 0, 1, l, s, z: read wrongly
CODE_LETTERS = "23456789bcfghjkmnpqrtvx"
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What is printed and handed over; the only place where the code stands in clear."""

    username: str
    name: str
    cell: str
    code: str
    valid_until: date


def request_account(member: Member, *, by: User) -> User:
    """Staff ask the sysadmin for an account, or for a new slip where one exists."""
    account = User.objects.filter(member=member).first()
    return ask(account, AccountRequest.SLIP, by=by) if account else open_request(member, by=by)


@transaction.atomic
def open_request(member: Member, *, by: User | None) -> User:
    """An account that opens nothing yet: inactive, without a password."""
    account, is_new = get_or_open(member, by)
    if not is_new:
        raise IllegalMove(str(account))
    trace(account, by, "ask", "", AccountState.ASKED)
    return account


def get_or_open(member: Member, by: User | None) -> tuple[User, bool]:
    for _ in range(NAMESAKES_AT_ONCE):
        closed = {"password": make_password(None), "is_active": False}
        request = {"asked_for": AccountRequest.SLIP, "asked_by": by, "asked_at": clock.now()}
        try:
            return User.objects.get_or_create(
                member=member, defaults={"username": free_username(member), **closed, **request}
            )
        except IntegrityError:  # a namesake, asked for at this moment, took the user name first
            continue
    raise ValidationError("Nhiều người đang đề nghị cùng lúc. Đề nghị lại.")


def request_disabling(account: User, *, by: User, note: str) -> User:
    return ask(account, AccountRequest.DISABLE, by=by, note=needed_reason(note))


@transaction.atomic
def ask(account: User, what: AccountRequest, *, by: User, note: str = "") -> User:
    if account.asked_for == what:
        raise ValidationError("Đã có đề nghị này, quản trị hệ thống chưa xử lý.")
    if what == AccountRequest.DISABLE and not account.is_active:
        raise ValidationError("Tài khoản này đã ngừng.")
    swap(account, asked_for=what, asked_by=by, asked_at=clock.now())
    trace(account, by, f"ask_{what}", account.state, account.state, note)
    return account


@transaction.atomic
def issue_slip(account: User, *, by: User | None, note: str = "") -> Slip:
    """Give the account a fresh one-time code; whatever opened it before is dead."""
    source = account.state
    if source == AccountState.DISABLED:
        raise ValidationError("Tài khoản đã ngừng. Mở lại rồi mới in phiếu.")
    if account.code_expires_at is not None:
        note = needed_reason(note)
    code = new_code()
    last_day = clock.today() + timedelta(days=CODE_DAYS)
    swap(
        account,
        password=make_password(code),
        is_active=True,
        must_change_password=True,
        code_expires_at=timezone.make_aware(datetime.combine(last_day, time.max)),
        **ANSWERED,
    )
    reset(username=account.username)  # whoever locked themselves out starts again with the new code
    trace(account, by, "issue", source, AccountState.ISSUED, note)
    return slip_for(account, code, last_day)


ANSWERED: dict[str, object] = {"asked_for": "", "asked_by": None, "asked_at": None}


@transaction.atomic
def issue_waiting_slips(limit: int, *, by: User, cell: Cell | None = None) -> list[Slip]:
    """First slips for accounts that wait for one, the longest waiting first; all or none."""
    waiting = User.objects.without_slip().select_related("member").order_by("asked_at", "pk")
    waiting = waiting.of_cell(cell) if cell else waiting
    return [issue_slip(account, by=by) for account in waiting[:limit]]


@transaction.atomic
def disable_account(account: User, *, by: User, note: str) -> None:
    """Sessions, password and slip end for good: opening again needs a new slip."""
    if account.pk == by.pk:
        raise ValidationError("Đồng chí không tự ngừng tài khoản của mình.")
    source, note = account.state, needed_reason(note)
    if source == AccountState.DISABLED:
        raise IllegalMove(f"{account} is disabled")
    swap(
        account,
        password=make_password(None),
        is_active=False,
        must_change_password=False,
        **ANSWERED,
    )
    trace(account, by, "disable", source, AccountState.DISABLED, note)


@transaction.atomic
def enable_account(account: User, *, by: User, note: str) -> None:
    if account.state != AccountState.DISABLED:
        raise IllegalMove(f"{account} is not disabled")
    note = needed_reason(note)
    swap(account, is_active=True)
    trace(account, by, "enable", AccountState.DISABLED, account.state, note)


@transaction.atomic
def rename_account(account: User, *, by: User, username: str) -> None:
    username = clean(username, max_length=60).lower()
    if not USERNAME.fullmatch(username):
        raise ValidationError(
            "Tên đăng nhập gồm chữ không dấu, số, dấu chấm, gạch; ít nhất 3 ký tự."
        )
    before = account.username
    try:
        with transaction.atomic():
            swap(account, username=username)
    except IntegrityError:
        raise ValidationError(f"Tên {username} đã có người dùng.") from None
    trace(account, by, "rename", account.state, account.state, f"{before} → {username}")


@transaction.atomic
def set_own_password(account: User, password: str) -> None:
    """The person's own choice; a code that brought them here is used up."""
    if account.code_is_over:
        raise ValidationError(CODE_IS_OVER)
    source = account.state
    swap(account, password=make_password(password), must_change_password=False)
    trace(account, account, "password", source, AccountState.IN_USE)


CODE_IS_OVER = "Mã trên phiếu đã hết hạn. Báo bộ phận giúp việc để nhận phiếu mới."


def swap(account: User, **changes: object) -> None:
    """Change the row only if nobody has changed it since it was loaded."""
    loaded = {"password": account.password, "is_active": account.is_active}
    loaded |= {"username": account.username, "asked_for": account.asked_for}
    if not User.objects.filter(pk=account.pk, **loaded).update(**changes):
        raise IllegalMove(str(account))
    for name, value in changes.items():
        setattr(account, name, value)


def needed_reason(note: str) -> str:
    if reason := clean(note, max_length=ITEM_LENGTH, lines=True):
        return reason
    raise ValidationError("Ghi lý do.")


def new_code() -> str:
    half = ["".join(secrets.choice(CODE_LETTERS) for _ in range(5)) for _ in range(2)]
    return "-".join(half)


def slip_for(account: User, code: str, last_day: date) -> Slip:
    return Slip(
        username=account.username,
        name=str(account),
        cell=cell_name(account),
        code=code,
        valid_until=last_day,
    )


def cell_name(account: User) -> str:
    memberships = Membership.objects.open_on(clock.today()).filter(member=account.member_id)
    here = memberships.order_by("is_temporary", "kind", "pk").select_related("cell").first()
    return here.cell.name if here else ""


def free_username(member: Member) -> str:
    """Given name and the card's last four: thinh0123; a number behind it where that is taken."""
    given = re.sub(r"[^a-z0-9]", "", search_key(member.full_name).split()[-1]) or "nguoi"
    stem = given + re.sub(r"\D", "", member.card_number)[-4:]
    used = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    free = (f"{stem}-{number}" for number in range(2, len(used) + 3))
    return stem if stem not in used and len(stem) > 2 else next(n for n in free if n not in used)
