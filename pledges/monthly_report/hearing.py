"""What a cell's session hears of a month's reports: who sent, how it went, what is still open."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from cells.models import Session
from cells.session.models import SessionStatus
from cells.text import month_words
from pledges.monthly_report.models import (
    EXCUSED,
    LATE,
    WITH_THE_CELL,
    LineState,
    MonthlyReport,
    MonthlyReportLine,
    MonthlyReportQuerySet,
    ReportStatus,
)

TITLE = "Báo cáo kết quả làm theo"
TEMPLATE = "pledges/monthly_report/_hearing.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Counts of the month in that cell; ``swept`` were taken note of in this very session."""

    month: date
    due: int
    sent: int
    late: int
    waiting: int
    swept: int
    done: int
    partly: int
    not_yet: int
    unchanged: int

    @property
    def lines(self) -> int:
        return self.done + self.partly + self.not_yet + self.unchanged


def heard_in(session: Session) -> MonthlyReportQuerySet:
    if session.report_month is None:
        return MonthlyReport.objects.none()
    return MonthlyReport.objects.filter(cell=session.cell_id, month=session.report_month)


def hearing_of(session: Session) -> Hearing | None:
    """None where the session hears no month, or nobody was asked for it."""
    if session.report_month is None:
        return None
    counts = (
        heard_in(session)
        .order_by()
        .aggregate(
            due=Count("pk", filter=~EXCUSED),
            sent=Count("pk", filter=WITH_THE_CELL),
            late=Count("pk", filter=LATE),
            waiting=Count("pk", filter=Q(status=ReportStatus.SUBMITTED)),
            swept=Count("pk", filter=Q(acknowledged_in=session)),
        )
    )
    if not counts["due"]:
        return None
    return Hearing(month=session.report_month, **counts, **states_of(session))


def states_of(session: Session) -> dict[str, int]:
    """Of what was sent; “không thay đổi” is an answer of its own."""
    lines = told_lines(session)
    counts = {
        state: Count("pk", filter=Q(state=state, is_unchanged=False)) for state in LineState.values
    }
    unchanged = Count("pk", filter=Q(is_unchanged=True) & ~Q(state=""))
    return lines.order_by().aggregate(**counts, unchanged=unchanged)


def told_lines(session: Session) -> QuerySet[MonthlyReportLine]:
    sent = heard_in(session).filter(WITH_THE_CELL)
    return MonthlyReportLine.objects.filter(report__in=sent)


# On the session's page


def section_context(session: Session, user: Any) -> dict[str, Any] | None:
    """For those who keep the session, and the bodies; names only where their reports are seen."""
    if not (user.rights.bodies or user.has_perm("cells.record_session", session)):
        return None
    hearing = hearing_of(session)
    if hearing is None:
        return None
    seen = heard_in(session).visible_to(user).with_people()
    names_all = user.rights.bodies or session.cell_id in user.rights.cells_as_officer
    unsent = seen.filter(status=ReportStatus.DRAFT) if names_all else seen.none()
    return {
        "session": session,
        "hearing": hearing,
        "unsent": list(unsent),
        "late": list(seen.filter(LATE)) if names_all else [],
        "names_all": names_all,
        "may_sweep": may_sweep_in(session, user),
    }


def may_sweep_in(session: Session, user: Any) -> bool:
    is_open = session.status in (SessionStatus.PLANNED, SessionStatus.HELD)
    return is_open and user.has_perm("cells.sweep_session", session)


# In its minutes


def paragraphs(session: Session) -> list[str]:
    hearing = hearing_of(session)
    if hearing is None:
        return []
    month = month_words(hearing.month)
    late = f", {hearing.late} gửi muộn" if hearing.late else ""
    said = [f"{hearing.sent}/{hearing.due} đồng chí đã gửi báo cáo tháng {month}{late}."]
    if hearing.lines:
        said.append(f"{states_sentence(hearing)}.")
    if hearing.swept:
        said.append(f"Ghi nhận {hearing.swept} báo cáo tại buổi sinh hoạt.")
    return said


def states_sentence(hearing: Hearing) -> str:
    told = [
        (hearing.done, "đã làm"),
        (hearing.partly, "làm được một phần"),
        (hearing.not_yet, "chưa làm"),
        (hearing.unchanged, "không thay đổi"),
    ]
    return ", ".join(f"{count} nội dung {words}" for count, words in told if count)
