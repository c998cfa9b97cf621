"""What a session's page shows to whom: the cell its invitation and agenda, officers the rest."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from cells.session.absence.models import AbsenceRequest
from cells.session.models import ASKED, Attendance, AttendanceState, Session, SessionStatus
from cells.session.planning.agenda import lacks_tasks, shown_agenda
from cells.session.planning.links import address
from cells.session.sections import sections


@dataclass(frozen=True, slots=True, kw_only=True)
class RollWords:
    """How many were asked and came, as the roll says; who was away is for those who keep it."""

    asked: int
    present: int
    excused: int
    unexcused: int
    away: list[Attendance]


def page_context(session: Session, user: Any) -> dict[str, Any]:
    is_officer = user.has_perm("cells.prepare_session", session)
    may_read = user.has_perm("cells.read_session", session)
    agenda = shown_agenda(session)
    own = user.rights.member_id
    return {
        "agenda": agenda,
        "documents": [
            (item.document, address("directive", item.document.pk))
            for item in (shown.item for shown in agenda)
            if item.document
        ],
        "partners": list(session.partners.select_related("cell")),
        "is_officer": is_officer,
        "may_read": may_read,
        "is_planned": session.status == SessionStatus.PLANNED,
        "lacks_tasks": is_officer and session.is_editable and lacks_tasks(session),
        "roll": roll_words(session, with_names=may_read),
        "own_line": own_line(session, own),
        "absences": absences(session, user),
        "own_absence": own_absence(session, own),
        "tasks": tasks_for(session, own, may_read=may_read),
        "sections": shown_sections(session, user),
    }


def roll_words(session: Session, *, with_names: bool) -> RollWords | None:
    lines = Attendance.objects.filter(session=session, category__in=ASKED)
    states = {state: Count("pk", filter=Q(state=state)) for state in AttendanceState.values}
    counts = lines.order_by().aggregate(asked=Count("pk"), **states)
    if not counts["asked"]:
        return None
    away = lines.exclude(state=AttendanceState.PRESENT).select_related("member")
    return RollWords(away=list(away) if with_names else [], **counts)


def own_line(session: Session, member_id: int | None) -> Attendance | None:
    if member_id is None or session.status == SessionStatus.PLANNED:
        return None
    return Attendance.objects.filter(session=session, member=member_id).exclude(state="").first()


def own_absence(session: Session, member_id: int | None) -> AbsenceRequest | None:
    if member_id is None or session.status != SessionStatus.PLANNED:
        return None
    own = AbsenceRequest.objects.filter(session=session, member=member_id)
    return own.exclude(status="withdrawn").order_by("-pk").first()


def absences(session: Session, user: Any) -> list[AbsenceRequest]:
    """To the officers of the cells that take part, each their own people's."""
    if session.status != SessionStatus.PLANNED or not user.rights.cells_as_officer:
        return []
    asked = AbsenceRequest.objects.open().filter(
        session=session, cell__in=user.rights.cells_as_officer
    )
    return list(asked.with_people().order_by("-status", "member__sort_key"))


def tasks_for(session: Session, member_id: int | None, *, may_read: bool) -> list[Any]:
    """All of them where the minutes may be read, else one's own."""
    tasks = session.tasks.select_related("owner")
    return list(tasks if may_read else tasks.filter(owner=member_id or 0))


def shown_sections(session: Session, user: Any) -> list[dict[str, Any]]:
    """What floors above know, each with a template and a context of its own."""
    found = []
    for section in sections:
        context = section.context(session, user)
        if context is not None:
            found.append({"title": section.title, "template": section.template, "given": context})
    return found
