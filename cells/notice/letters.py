"""Notices by mail: what waits is claimed, sent as one letter a member, given back when it fails.

The steps of users never come here: a run of its own sends, every minute.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string

from cells import clock
from cells.member.models import Member
from cells.notice.models import Notice, NoticeQuerySet

DAYS = 7  # older news is on the home page long enough; a first set-up does not mail years
TRIES = 20
AUTOMATIC = {"Auto-Submitted": "auto-generated"}

NOT_SET_UP = "Chưa đặt CHI03_EMAIL_URL nên không gửi thư nào."
REASONS: list[tuple[type[Exception], str]] = [  # the first that fits
    (socket.gaierror, "Không tìm thấy máy chủ thư {server}. Xem lại tên máy trong {url}."),
    (ConnectionRefusedError, "Máy chủ thư {server} không nhận kết nối. Xem lại cổng trong {url}."),
    (TimeoutError, "Máy chủ thư {server} không trả lời."),
    (ssl.SSLError, "Không lập được kết nối mã hoá với {server}: {error}."),
    (
        smtplib.SMTPAuthenticationError,
        "Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu trong {url}.",
    ),
    (
        smtplib.SMTPNotSupportedError,
        "Máy chủ thư không nhận cách mã hoá hoặc đăng nhập đã ghi trong {url}.",
    ),
    (smtplib.SMTPSenderRefused, "Máy chủ thư không nhận người gửi ghi trong CHI03_EMAIL_FROM."),
    (smtplib.SMTPRecipientsRefused, "Máy chủ thư không nhận địa chỉ người nhận."),
    (smtplib.SMTPServerDisconnected, "Máy chủ thư {server} ngắt kết nối giữa chừng."),
    (ValidationError, "Địa chỉ thư người nhận không đúng."),
    (Exception, "Máy chủ thư {server} báo lỗi: {error}."),
]
# The letter's own trouble; after any other the server is gone, and the run ends
OF_THE_LETTER = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    ValueError,
    ValidationError,
)


@dataclass
class Run:
    """What one run did, in letters and in notices."""

    letters: int = 0
    notices: int = 0
    failed: int = 0


def waiting() -> NoticeQuerySet:
    """Unseen news of people with an address, while it is news and its letter was not given up."""
    fresh = Notice.objects.unseen().filter(at__gte=clock.now() - timedelta(days=DAYS))
    fresh = fresh.filter(mailed_at__isnull=True, mail_failures__lt=TRIES)
    return fresh.exclude(member__email="")


def send_waiting() -> Run:
    """One letter for each member with news. Two runs at once never send the same twice."""
    run = Run()
    keys = waiting().order_by("member").values_list("member", flat=True).distinct()
    if members := list(Member.objects.filter(pk__in=list(keys))):
        with get_connection() as server:
            for member in members:
                send_to(member, server, run)
    return run


def send_to(member: Member, server: BaseEmailBackend, run: Run) -> None:
    notices = claim(member)
    if not notices:
        return
    try:
        server.send_messages([letter(member, notices)])
    except (OSError, ValueError, ValidationError) as error:
        give_back(notices)
        run.failed += 1
        if not isinstance(error, OF_THE_LETTER):
            raise
    else:
        run.letters += 1
        run.notices += len(notices)


@transaction.atomic
def claim(member: Member) -> list[Notice]:
    """Take what waits for this member. Others see all of it taken or nothing, so that one person's
    news goes into one letter; whoever loses the first row leaves them all to the other run."""
    return take(waiting().filter(member=member).order_by("pk"))


def take(notices: Iterable[Notice]) -> list[Notice]:
    mine: list[Notice] = []
    for notice in notices:
        here = Notice.objects.unseen().filter(pk=notice.pk, mailed_at__isnull=True)
        if here.update(mailed_at=clock.now()):
            mine.append(notice)
        elif not mine:
            break
    return mine


def give_back(notices: list[Notice]) -> None:
    mine = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    mine.update(mailed_at=None, mail_failures=F("mail_failures") + 1)


def letter(member: Member, notices: list[Notice]) -> EmailMessage:
    """Plain text; says what happened and where to look, nothing of what stands in the paper."""
    validate_email(member.email)
    context = {"member": member, "notices": notices, "site": settings.CHI03_ADDRESS}
    return EmailMessage(
        subject=f"{len(notices)} thông báo mới về hồ sơ của đồng chí",
        body=render_to_string("mail/notices.txt", context),
        to=[member.email],
        headers=AUTOMATIC,
    )


def send_test(address: str) -> None:
    validate_email(address)
    body = render_to_string("mail/test.txt", {"site": settings.CHI03_ADDRESS})
    message = EmailMessage(subject="Thư thử", body=body, to=[address], headers=AUTOMATIC)
    with get_connection() as server:
        server.send_messages([message])


def reason_of(error: Exception) -> str:
    """What went wrong with the mail, as whoever set it up can mend it."""
    sentence = next(said for kind, said in REASONS if isinstance(error, kind))
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return sentence.format(server=server, url="CHI03_EMAIL_URL", error=error)
