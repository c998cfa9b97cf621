"""Whom a moved or cancelled session concerns beyond its own page: who had asked to be away, and
the officers of the cells that join it. Nobody is told about a day that is over."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cells import clock
from cells.member.models import Membership
from cells.notice.services import tell
from cells.session.absence.models import AbsenceRequest
from cells.session.models import Session

ASKED = "Đơn xin vắng của đồng chí còn nguyên; dự được thì đồng chí rút đơn."


def tell_of_move(session: Session, old: datetime, *, invited: set[int], by: Any) -> None:
    """``invited``: the partners that had been told of the ``old`` time."""
    if session.starts_at == old or max(session.starts_at, old) < clock.now():
        return
    joined = session.partners.filter(cell__in=invited).values_list("cell", flat=True)
    said = f"Buổi sinh hoạt lúc {spoken(old)} chuyển sang {spoken(session.starts_at)}."
    absent = who_asked(session)
    for member in absent | officers_of(set(joined)):
        sentence = f"{said} {ASKED}" if member in absent else said
        tell(member, session, verb="move", sentence=sentence, by=by)


def tell_of_cancelling(session: Session, *, by: Any) -> None:
    if session.starts_at < clock.now():
        return
    joined = session.partners.values_list("cell", flat=True)
    said = f"Buổi sinh hoạt lúc {spoken(session.starts_at)} đã huỷ, có lời ghi."
    for member in who_asked(session) | officers_of(set(joined)):
        tell(member, session, verb="cancel", sentence=said, by=by)


def who_asked(session: Session) -> set[int]:
    asked = AbsenceRequest.objects.open().filter(session=session)
    return set(asked.values_list("member", flat=True))


def officers_of(cells: set[int]) -> set[int]:
    held = Membership.objects.open_on(clock.today()).officers().filter(cell__in=cells)
    return set(held.values_list("member", flat=True))


def spoken(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"
