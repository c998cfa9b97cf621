"""How far the cells are with briefing (quán triệt), and how many were there when it was read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from cells.document.models import Briefing, Document
from cells.organisation.models import Cell
from cells.session.models import COUNTED, AttendanceState

NAMED = 3  # missing documents that a line of the overview names


def followed_cells(user: Any, day: date) -> QuerySet:
    """Whose progress a person follows: officers their cells', bodies everybody's."""
    cells = Cell.objects.party().open_on(day)
    rights = user.rights
    return cells if rights.bodies else cells.filter(pk__in=rights.cells_as_officer)


def with_roll(briefings: QuerySet) -> QuerySet:
    """Each with ``counted`` and ``present`` of its own cell in that session, earliest first."""
    counts = Q(session__attendances__cell=F("cell"), session__attendances__category__in=COUNTED)
    came = counts & Q(session__attendances__state=AttendanceState.PRESENT)
    return (
        briefings.select_related("session")
        .annotate(
            counted=Count("session__attendances", filter=counts),
            present=Count("session__attendances", filter=came),
        )
        .order_by("session__starts_at", "pk")
    )


@dataclass(frozen=True)
class CellLine:
    """One cell and the sessions that read a document there; none: not briefed yet."""

    cell: Cell
    briefings: list[Briefing]


def lines_of(document: Document, cells: QuerySet) -> list[CellLine]:
    """Cells that were not briefed stand first. One replaced or for information asks nobody."""
    found: dict[int, list[Briefing]] = {}
    for briefing in with_roll(document.briefings.filter(cell__in=cells)):
        found.setdefault(briefing.cell_id, []).append(briefing)
    lines = [CellLine(cell, found.get(cell.pk, [])) for cell in cells.order_by("sort_key")]
    is_asked = Document.objects.to_brief().filter(pk=document.pk).exists()
    shown = [line for line in lines if is_asked or line.briefings]
    return sorted(shown, key=lambda line: bool(line.briefings))


def of_cell(cell: Cell) -> QuerySet:
    """What the cell is or was to be briefed on, the open ones first, each with ``here``."""
    own = Briefing.objects.filter(cell=cell)
    briefed = Exists(own.filter(document=OuterRef("pk")))
    asked = Document.objects.with_state().annotate(is_briefed=briefed)
    here = Prefetch("briefings", queryset=with_roll(own), to_attr="here")
    to_brief = Q(is_replaced=False, needs_briefing=True)
    return (
        asked.filter(to_brief | Q(is_briefed=True))
        .order_by("is_briefed", "-dated_on", "-pk")
        .prefetch_related(here)
    )


def with_progress(cells: QuerySet) -> QuerySet:
    """Each with ``briefed``, the number of documents to brief that were; the slowest first."""
    asked = Q(briefings__document__in=Document.objects.to_brief())
    briefed = Count("briefings__document", filter=asked, distinct=True)
    read = Prefetch("briefings", queryset=Briefing.objects.only("cell", "document"), to_attr="read")
    return cells.annotate(briefed=briefed).order_by("briefed", "sort_key").prefetch_related(read)


def missing(cell: Any, asked: list[Document]) -> list[Document]:
    """``cell`` as ``with_progress`` gives it."""
    read = {briefing.document_id for briefing in cell.read}
    return [document for document in asked if document.pk not in read]
