"""“Đề cử” where people come upon something: a line of a report, a session; and what an address
that was reached from there asks for."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from cells.models import Cell, Member, Session
from cells.scope import permission
from cells.session.choices import TOOK_PLACE
from pledges.models import MonthlyReport, MonthlyReportLine
from pledges.monthly_report.models import ReportStatus
from pledges.monthly_report.offers import Offer

TITLE = "Đề cử khen"
TEMPLATE = "reports/commendation/_session.html"
SENT = {ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED}


def offer_on_line(line: MonthlyReportLine, user: Any) -> Offer | None:
    """On what somebody else did, once it was handed in."""
    report = line.report
    is_told = line.pk and line.sentence and report.status in SENT
    if not is_told or report.author_id == user.rights.member_id:
        return None
    if not user.has_perm(permission("nominate", report.cell), report.cell):
        return None
    return Offer("Đề cử khen", f"{reverse('commendation-new')}?{urlencode({'line': line.pk})}")


def section_context(session: Session, user: Any) -> dict[str, Any] | None:
    """Of a session that took place, to whoever belongs to its cell."""
    if session.status not in TOOK_PLACE:
        return None
    if not user.has_perm(permission("nominate", session.cell), session.cell):
        return None
    url = f"{reverse('commendation-new')}?{urlencode({'session': session.pk})}"
    return {"url": url}


def paragraphs(session: Session) -> list[str]:
    """That somebody was nominated there, for its minutes – not who: the whole cell reads them, and
    the nominated learn of it when it is awarded."""
    how_many = session.commendations.count()
    return [f"Đề cử khen: {how_many} trường hợp."] if how_many else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address says; without a cell it is asked for first."""

    cell: Cell | None = None
    line: MonthlyReportLine | None = None
    session: Session | None = None
    member_key: str = ""

    @property
    def author(self) -> Member | None:
        """Whose line it is: nobody else is praised for it."""
        return self.line.report.pledge.member if self.line else None

    @property
    def words(self) -> str:
        return self.line.sentence if self.line else ""


def asked(query: Any, user: Any, cells: QuerySet[Cell]) -> Asked:
    """A line or session that its reader may not see is not there."""
    if "line" in query:
        line = readable_line(key_of(query, "line"), user)
        return Asked(
            cell=found(cells, line.report.cell_id),
            line=line,
            member_key=str(line.report.author_id),
        )
    if "session" in query:
        sessions = Session.objects.visible_to(user).that_took_place()
        session = found(sessions, key_of(query, "session"))
        return Asked(cell=found(cells, session.cell_id), session=session)
    if "cell" in query:
        member = query.get("member", "")
        return Asked(cell=found(cells, key_of(query, "cell")), member_key=member)
    few = list(cells[:2])
    return Asked(cell=few[0] if len(few) == 1 else None)


def readable_line(key: int, user: Any) -> MonthlyReportLine:
    seen = MonthlyReport.objects.visible_to(user).filter(status__in=SENT)
    rows = MonthlyReportLine.objects.select_related("report__pledge__member", "item")
    line = found(rows.filter(report__in=seen), key)
    if line.report.author_id == user.rights.member_id:
        raise Http404
    return line


def found(rows: QuerySet, key: int) -> Any:
    row = rows.filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def key_of(query: Any, name: str) -> int:
    given = query.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else 0
