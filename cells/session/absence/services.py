"""What happens to a request to be away: asked once, answered once, taken back by its author."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.audit import trace
from cells.member.models import Member, Membership
from cells.notice.services import heed, tell
from cells.organisation.models import Cell
from cells.session.absence.models import AbsenceRequest, AbsenceStatus
from cells.session.models import Session, SessionStatus
from cells.text import required_words
from cells.workflow import IllegalMove, move, take_turns


@transaction.atomic
def request_absence(
    session: Session, *, member: Member, reason: str, note: str, by: Any
) -> AbsenceRequest:
    """Ask to be away from a session that has not been held."""
    take_turns(session)
    session.refresh_from_db(fields=["status"])
    if session.status != SessionStatus.PLANNED:
        raise IllegalMove(f"{session} is no longer planned")
    if AbsenceRequest.objects.open().filter(session=session, member=member).exists():
        raise ValidationError("Đồng chí đã xin vắng buổi này. Rút đơn ấy trước khi xin lại.")
    request = AbsenceRequest(
        session=session, cell=cell_of(session, member), member=member, reason=reason, note=note
    )
    request.full_clean()
    request.save()
    trace(request, by, "request", "", AbsenceStatus.REQUESTED)
    return request


def cell_of(session: Session, member: Member) -> Cell:
    """In which cell the member takes part: the host's before a partner's."""
    here = Membership.objects.open_on(session.day).filter(member=member)
    cells = [session.cell, *(partner.cell for partner in session.partners.select_related("cell"))]
    own = set(here.filter(cell__in=cells).values_list("cell", flat=True))
    found = next((cell for cell in cells if cell.pk in own), None)
    if found is None:
        raise ValidationError(
            f"Ngày {session.day:%d/%m/%Y} đồng chí không sinh hoạt ở chi bộ dự buổi này."
        )
    return found


def approve_absence(request: AbsenceRequest, *, by: Any) -> None:
    answer(request, "approve", by=by, sentence="Đồng chí được vắng buổi sinh hoạt ngày {day}.")


def decline_absence(request: AbsenceRequest, *, by: Any, note: str) -> None:
    note = required_words(note, "Ghi vì sao đề nghị đồng chí ấy vẫn dự.")
    sentence = "Đơn xin vắng buổi ngày {day} chưa được đồng ý, có lời ghi."
    answer(request, "decline", by=by, sentence=sentence, note=note)


@transaction.atomic
def answer(request: AbsenceRequest, verb: str, *, by: Any, sentence: str, note: str = "") -> None:
    hold_planned(request)
    move(request, verb, by=by, note=note)
    said = sentence.format(day=f"{request.session.day:%d/%m/%Y}")
    tell(request.member_id, request, verb=verb, sentence=said, by=by)


@transaction.atomic
def withdraw_absence(request: AbsenceRequest, *, by: Any) -> None:
    hold_planned(request)
    move(request, "withdraw", by=by)
    heed(request, by=by)


def hold_planned(request: AbsenceRequest) -> None:
    """After the session the roll says who was there, and no request changes any more."""
    here = Session.objects.filter(pk=request.session_id, status=SessionStatus.PLANNED)
    if not here.update(id=request.session_id):
        raise IllegalMove(f"{request.session} is no longer planned")


def agreed_absences(session: Session) -> dict[int, tuple[str, str]]:
    """Member → reason and words: the roll begins with them."""
    agreed = AbsenceRequest.objects.approved(session)
    return {each.member_id: (each.reason, each.note) for each in agreed}
