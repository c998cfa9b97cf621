"""Việc cần làm: what waits for this person, each one click from its form, gone when it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from cells import clock
from cells.audit import AuditEntry
from cells.models import Cell, User
from cells.scope import TASK_FORCE
from pledges.models import MonthlyReport, MoralStandard, Pledge
from pledges.monthly_report.models import ReportStatus
from pledges.pledge.models import PledgeStatus
from reports.home import figures

RETURNED = "Cần bổ sung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One card: its state, by when, what, why, and the one button."""

    state: str
    css: str
    title: str
    action: str
    url: str
    due: str = ""
    text: str = ""
    said: str = ""


def tasks_of(user: User) -> list[Task]:
    """Tasks of all the capacities a person holds, own papers first."""
    tasks: list[Task] = []
    if user.rights.member_id:
        tasks += [*own_pledges(user), *own_reports(user), *to_confirm(user)]
    if user.rights.cells_as_officer or TASK_FORCE in user.rights.bodies:
        tasks += [*to_answer(user)]
    if user.rights.cells_as_officer:
        tasks += [*cards_to_write(user)]
    return tasks


def own_pledges(user: User) -> Iterator[Task]:
    pledges = list(Pledge.objects.filter(member=user.rights.member_id, status__in=Pledge.EDITABLE))
    notes = last_notes(Pledge, [pledge.pk for pledge in pledges])
    for pledge in pledges:
        is_returned = pledge.status == PledgeStatus.RETURNED
        yield Task(
            state=pledge.state_label,
            css=css_of(pledge.state_label),
            title=f"Đăng ký làm theo năm {pledge.year}",
            action="Bổ sung bản đăng ký" if is_returned else "Viết bản đăng ký",
            url=reverse("pledge-write", args=[pledge.pk]),
            due="" if is_returned else due_words(pledge.due_on),
            said=notes.get(pledge.pk, "") if is_returned else "",
        )


def own_reports(user: User) -> Iterator[Task]:
    own = MonthlyReport.objects.filter(
        pledge__member=user.rights.member_id, status__in=MonthlyReport.EDITABLE
    )
    reports = list(own.order_by("-status", "month"))  # returned before draft
    notes = last_notes(MonthlyReport, [report.pk for report in reports])
    for report in reports:
        is_returned = report.status == ReportStatus.RETURNED
        begun = "Viết tiếp báo cáo" if report.saved_at else "Viết báo cáo"
        yield Task(
            state=report.state_label,
            css=css_of(report.state_label),
            title=f"Báo cáo tháng {report.month.month}/{report.month.year}",
            action="Bổ sung báo cáo" if is_returned else begun,
            url=reverse("monthly-report-write", args=[report.pk]),
            due="" if is_returned else due_words(report.due_on),
            said=notes.get(report.pk, "") if is_returned else "",
        )


def to_confirm(user: User) -> Iterator[Task]:
    entered = MonthlyReport.objects.filter(
        pledge__member=user.rights.member_id,
        entered_by__isnull=False,
        confirmed_at__isnull=True,
        has_paper_slip=False,
        status__in=[ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED],
    ).select_related("entered_by__member")
    for report in entered:
        yield Task(
            state="Ghi hộ",
            css="sent",
            title=f"Xác nhận báo cáo tháng {report.month.month}/{report.month.year}",
            text=f"Đồng chí {report.entered_by} đã ghi hộ báo cáo này.",
            action="Xem và xác nhận",
            url=report.get_absolute_url(),
        )


def to_answer(user: User) -> Iterator[Task]:
    for row in figures.waiting_pledges(user):
        yield Task(
            state="Chờ trả lời",
            css="sent",
            title=f"{row['how_many']} bản đăng ký năm {row['year']}",
            text=row["name"],
            action="Trả lời bản đăng ký",
            url=queue("pledge-queue", cell=row["cell"], year=row["year"]),
        )
    for row in figures.waiting_reports(user):
        month = row["month"]
        yield Task(
            state="Chờ trả lời",
            css="sent",
            title=f"{row['how_many']} báo cáo tháng {month.month}/{month.year}",
            text=row["name"],
            action="Trả lời báo cáo",
            url=queue("monthly-report-queue", cell=row["cell"], month=f"{month:%Y-%m}"),
        )


def cards_to_write(user: User) -> Iterator[Task]:
    """A cell without a card in force is told so; one that is being written is one click away."""
    cells = Cell.objects.party().filter(pk__in=user.rights.cells_as_officer)
    year = clock.today().year
    cards = {
        card.cell_id: card
        for card in MoralStandard.objects.filter(cell__in=cells).order_by("status")
    }
    for cell in cells:
        card = cards.get(cell.pk)
        if card is None:
            yield Task(
                state="Chưa viết",
                css="draft",
                title=f"Chuẩn mực đạo đức năm {year}",
                text=f"{cell.name} chưa có chuẩn mực nào, đang dùng tiêu chí của Đảng uỷ.",
                action="Soạn chuẩn mực",
                url=queue("standard-new", cell=cell.pk),
            )


def missing_boards(user: User) -> list[Task]:
    """For who follows several cells: who has not done it, before who has."""
    today = clock.today()
    cells = Cell.objects.visible_to(user).party().open_on(today)
    boards = []
    if how_many := figures.unregistered(cells, today).count():
        boards.append(
            late(
                f"{how_many} đồng chí chưa có bản đăng ký năm {today.year} được chi bộ nhận",
                "Xem danh sách",
                queue("pledge-list", year=today.year),
            )
        )
    for row in figures.overdue_by_month(cells, today)[:3]:
        month = row["month"]
        boards.append(
            late(
                f"{row['how_many']} báo cáo tháng {month.month}/{month.year} còn thiếu, "
                f"ở {row['in_cells']} chi bộ",
                "Xem danh sách",
                queue("monthly-report-list", month=f"{month:%Y-%m}", state="late"),
            )
        )
    if without := list(figures.cells_without_secretary(today).filter(pk__in=cells)):
        names = ", ".join(cell.short_name for cell in without)
        boards.append(
            late(
                f"{len(without)} chi bộ chưa có bí thư: {names}", "Xem chi bộ", reverse("cell-list")
            )
        )
    return boards


def late(title: str, action: str, url: str) -> Task:
    return Task(state="Còn thiếu", css="late", title=title, action=action, url=url)


def last_notes(model: Any, keys: list[int]) -> dict[int, str]:
    """What was said when each of these papers was last returned: “who: words”."""
    if not keys:
        return {}
    kind = ContentType.objects.get_for_model(model)
    entries = AuditEntry.objects.filter(content_type=kind, object_id__in=keys, target="returned")
    return {
        entry.object_id: f"{entry.actor_label}: “{entry.note}”"
        for entry in entries.order_by("position")
    }


def css_of(label: str) -> str:
    return {"Quá hạn": "late", RETURNED: "return"}.get(label, "draft")


def due_words(due_on: date) -> str:
    days = (due_on - clock.today()).days
    when = f"Hạn {due_on:%d/%m}"
    if days < 0:
        return f"{when}, quá {-days} ngày"
    return f"{when}, còn {days} ngày" if days else f"{when}, hôm nay"


def queue(name: str, **query: Any) -> str:
    return f"{reverse(name)}?{urlencode(query)}"
