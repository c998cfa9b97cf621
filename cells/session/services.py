"""What every part of a session asks before it writes."""

from django.db.models import F

from cells.session.models import Session
from cells.workflow import IllegalMove


def hold_open(session: Session) -> None:
    """An idle update: whoever closes, signs or cancels meanwhile waits for these words, or comes
    first and they are refused. Call inside the transaction that writes."""
    here = Session.objects.filter(pk=session.pk, status__in=Session.EDITABLE)
    if not here.update(cell=F("cell")):
        raise IllegalMove(str(session))
