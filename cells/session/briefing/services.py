"""Closing a session that read directives is what briefs its cells; resuming it takes that back."""

from cells.document.models import Briefing
from cells.session.models import AgendaKind, Session, SessionStatus


def brief(session: Session) -> None:
    """Exactly the documents of the agenda, for the host and every partner; safe to run again."""
    documents = session.items.filter(kind=AgendaKind.DOCUMENT, document__isnull=False)
    wanted = set(documents.values_list("document", flat=True))
    cells = {session.cell_id, *session.partners.values_list("cell", flat=True)}
    there = Briefing.objects.filter(session=session)
    there.exclude(document__in=wanted, cell__in=cells).delete()
    Briefing.objects.bulk_create(
        [
            Briefing(document_id=document, cell_id=cell, session=session)
            for document in sorted(wanted)
            for cell in sorted(cells)
        ],
        ignore_conflicts=True,
    )


def brief_anew(session: Session) -> None:
    """Until the minutes are signed agenda and partners may change, and the briefings with them."""
    if Session.objects.filter(pk=session.pk, status=SessionStatus.HELD).exists():
        brief(session)


def unbrief(session: Session) -> None:
    Briefing.objects.filter(session=session).delete()
