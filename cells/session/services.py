"""What every step on a session does first."""

from django.db.models import F

from cells.session.models import Session
from cells.workflow import IllegalMove


def hold_open(session: Session) -> None:
    """Hold the row to the end of the transaction, or say that its minutes are closed.

    Whoever comes second waits here, and then sees what the first one did.
    """
    open_rows = Session.objects.filter(pk=session.pk, status__in=Session.EDITABLE)
    if not open_rows.update(version=F("version")):
        raise IllegalMove(f"{session} is closed")
