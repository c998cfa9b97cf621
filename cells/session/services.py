"""What every part of a session asks before it writes."""

from django.db.models import F

from cells.session.models import Session, SessionStatus
from cells.workflow import IllegalMove

REOPENED_FIRST = "Cần sửa thì mở lại biên bản với lý do."
CLOSED = {
    SessionStatus.HALF_SIGNED: f"Biên bản đã có chữ ký thứ nhất. {REOPENED_FIRST}",
    SessionStatus.SIGNED: f"Biên bản đã ký đủ hai chữ ký. {REOPENED_FIRST}",
    SessionStatus.CANCELLED: "Buổi sinh hoạt đã huỷ, không ghi thêm được.",
}


def hold_open(session: Session) -> None:
    """An idle update: whoever closes, signs or cancels meanwhile waits for these words, or comes
    first and they are refused. Call inside the transaction that writes."""
    here = Session.objects.filter(pk=session.pk, status__in=Session.EDITABLE)
    if not here.update(cell=F("cell")):
        raise IllegalMove(str(session))


def why_closed(session: Session) -> str:
    """What happened to a session that takes no more words; asked anew, for it may have happened
    since ``session`` was read. Empty while it is open."""
    status = Session.objects.values_list("status", flat=True).get(pk=session.pk)
    return CLOSED.get(SessionStatus(status), "")
