"""What a session's page shows to whom: the cell its invitation and agenda, officers the rest."""

from typing import Any

from cells.session.absence.models import AbsenceRequest
from cells.session.models import Attendance, AttendanceState, Session, SessionStatus
from cells.session.planning.agenda import lacks_tasks, shown_agenda
from cells.session.roll.figures import roll_count
from cells.session.sections import shown


def page_context(session: Session, user: Any) -> dict[str, Any]:
    is_officer = user.has_perm("cells.prepare_session", session)
    may_read = user.has_perm("cells.read_session", session)
    agenda = shown_agenda(session, user)
    own = user.rights.member_id
    return {
        "agenda": agenda,
        "documents": [shown.item.document for shown in agenda if shown.item.document],
        "partners": list(session.partners.select_related("cell")),
        "is_officer": is_officer,
        "may_read": may_read,
        "is_planned": session.status == SessionStatus.PLANNED,
        "lacks_tasks": is_officer and session.is_editable and lacks_tasks(session),
        "roll": roll_count(session),
        "away": away(session) if may_read else [],
        "own_line": own_line(session, own),
        "absences": absences(session, user),
        "own_absence": own_absence(session, own),
        "tasks": tasks_for(session, own, may_read=may_read),
        "sections": shown(session, user),
    }


def away(session: Session) -> list[Attendance]:
    """Who was asked and did not come; for those who keep the minutes."""
    absent = [AttendanceState.EXCUSED, AttendanceState.UNEXCUSED]
    return list(session.attendances.filter(state__in=absent).select_related("member"))


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
