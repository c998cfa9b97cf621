"""The sweep: a cell in session takes note of a month's reports, all but those that are ticked."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.member.judging import officers_of, who_answers
from cells.models import Session
from cells.scope import permission
from cells.session.services import hold_open
from cells.workflow import Clash, IllegalMove
from pledges.monthly_report.hearing import heard_in
from pledges.monthly_report.models import MonthlyReport, ReportStatus
from pledges.monthly_report.services import acknowledge_monthly_report

OWN = "của chính đồng chí"
WROTE_IT = "do đồng chí ghi hộ, người khác trong cấp uỷ trả lời"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that was sent; ``why_not`` says why this user may not judge it."""

    report: MonthlyReport
    why_not: str

    @property
    def answerer(self) -> str:
        return who_answers(self.report) if self.why_not == OWN else ""


def waiting_in(session: Session, user: Any) -> list[Waiting]:
    """In the order of names. The rule of ``may_accept``, asked once for all rows of one cell."""
    reports = heard_in(session).filter(status=ReportStatus.SUBMITTED).with_people()
    officers = set(officers_of(session.cell_id).values_list("member", flat=True))
    return [Waiting(report, why_not(report, user, officers)) for report in reports.with_lines()]


def why_not(report: MonthlyReport, user: Any, officers: set[int]) -> str:
    own = user.rights.member_id
    if report.author_id == own:
        return OWN
    is_the_pen = report.entered_by_id == user.pk
    return WROTE_IT if is_the_pen and officers - {own, report.author_id} else ""


@dataclass(slots=True)
class Swept:
    """What became of the reports that stood on the page."""

    taken: int = 0
    left: int = 0
    not_theirs: list[str] = field(default_factory=list)
    changed: int = 0

    @property
    def words(self) -> str:
        said = [f"Đã ghi nhận {self.taken} báo cáo tại buổi sinh hoạt."]
        if self.left:
            said.append(f"Để lại {self.left} báo cáo có đánh dấu.")
        for reason in sorted(set(self.not_theirs)):
            said.append(f"Bỏ qua {self.not_theirs.count(reason)} báo cáo {reason}.")
        if self.changed:
            said.append(f"{self.changed} báo cáo vừa được rút lại, gửi bản khác hoặc đã trả lời.")
        return " ".join(said)


def sweep(session: Session, *, read: dict[int, int], leave: Collection[int], by: Any) -> Swept:
    """``read``: the version of each report as it stood on the page; what came in since waits.

    Each report is a step of its own, with its audit row and its notice; one that its author takes
    back meanwhile stops no other.
    """
    refuse_ahead(session)
    with transaction.atomic():
        hold_open(session)
    swept = Swept()
    for each in waiting_in(session, by):
        if each.report.pk in read:
            take_note(session, each, read[each.report.pk], leave, swept, by)
    still_there = heard_in(session).filter(pk__in=read)
    swept.changed += still_there.count() - swept.taken - swept.left - len(swept.not_theirs)
    swept.changed = max(swept.changed, 0)
    return swept


def refuse_ahead(session: Session) -> None:
    if session.day > clock.today():
        raise ValidationError(
            f"Buổi sinh hoạt ngày {session.day:%d/%m/%Y} chưa diễn ra. "
            "Trả lời trước thì mở “Trả lời báo cáo”."
        )


def take_note(
    session: Session,
    each: Waiting,
    version: int,
    leave: Collection[int],
    swept: Swept,
    by: Any,
) -> None:
    report = each.report
    if each.why_not or not by.has_perm(permission("acknowledge", report), report):
        swept.not_theirs.append(each.why_not or "không thuộc quyền trả lời của đồng chí")
    elif report.pk in leave:
        swept.left += 1
    else:
        swept.taken += taken(session, report, version, by)


def taken(session: Session, report: MonthlyReport, version: int, by: Any) -> bool:
    try:
        with transaction.atomic():
            hold_open(session)  # signed meanwhile: the minutes already say how many
            acknowledge_monthly_report(report, by=by, version=version, session=session)
    except (Clash, IllegalMove):
        return False
    return True
