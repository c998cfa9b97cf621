"""Closing a session that read directives is what briefs its cells; resuming it takes that back."""

from cells.document.models import Briefing
from cells.organisation.models import Cell
from cells.session.models import Session


def brief(session: Session) -> None:
    """Host and partners were briefed on every document of the agenda. Safe to call again."""
    read = session.items.filter(document__isnull=False).values_list("document", flat=True)
    joined = Cell.objects.filter(joined_sessions__session=session)
    cells = {session.cell_id, *joined.values_list("pk", flat=True)}
    Briefing.objects.bulk_create(
        [
            Briefing(document_id=document, cell_id=cell, session=session)
            for document in sorted(set(read))
            for cell in sorted(cells)
        ],
        ignore_conflicts=True,
    )


def unbrief(session: Session) -> None:
    Briefing.objects.filter(session=session).delete()
