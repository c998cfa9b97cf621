"""The year of a person, from every chi bộ they belonged to in it."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Prefetch, Q, QuerySet, Value, When

from cells import clock
from cells.models import Attendance, Membership, SessionTask, Standing
from cells.organisation.models import CellKind
from cells.session.choices import TOOK_PLACE, AttendanceState, TaskState
from cells.session.models import ASKED
from cells.session.roll.figures import RollCount, counted_lines
from cells.text import month_words
from pledges.models import MonthlyReport, MonthlyReportLine, Pledge, PledgeItem
from pledges.monthly_report.models import (
    EXCUSED,
    LATE,
    ON_TIME,
    LineState,
    missing_on,
)
from pledges.pledge.models import PledgeStatus
from reports.commendation.models import Commendation
from reports.evaluation.choices import Case
from reports.evaluation.evidence.months import HANDED_IN, item_years, told_lines
from reports.evaluation.evidence.parts import (
    Evidence,
    Fact,
    ItemYear,
    Line,
    Section,
    Source,
    local_day,
    said,
    section,
)
from reports.evaluation.evidence.praise import praise_section
from reports.evaluation.models import MemberEvaluation

COMMENTS_SHOWN = 3
NO_TASK = "Không có việc nào đến hạn trong năm."


def of_member(evaluation: MemberEvaluation) -> Evidence:
    """One query a source, however many rows."""
    year = evaluation.round.year
    homes = homes_of(evaluation.member_id, year)
    pledges = pledges_of(evaluation.member_id, year)
    reports = reports_of(pledges)
    items = tuple(item_years(pledges, reports, year))
    roll = list(roll_of(evaluation.member_id, year))
    tasks = list(tasks_due(SessionTask.objects.filter(owner=evaluation.member_id), year))
    count = counted_lines((line.category, line.state) for line in roll)
    return Evidence(
        year=year,
        subject=evaluation.member.full_name,
        cells=tuple(dict.fromkeys([str(home.cell) for home in homes] or [str(evaluation.cell)])),
        taken_on=f"{clock.today():%d/%m/%Y}",
        facts=facts_of(count, reports, items, tasks),
        items=items,
        sections=(
            attendance_section(roll, count),
            pledge_section(pledges),
            report_section(reports),
            comment_section(reports),
            task_section(tasks),
            praise_section(Commendation.objects.filter(member=evaluation.member_id), year),
            standing_section(evaluation, homes),
        ),
    )


# ---- rows


def homes_of(member_id: int, year: int) -> list[Membership]:
    rows = Membership.objects.filter(member=member_id, kind=CellKind.PARTY)
    return list(in_year(rows, year).select_related("cell").order_by("since", "pk"))


def in_year(rows: QuerySet, year: int) -> QuerySet:
    """Dated rows that touch the year; the last day belongs to the row."""
    still = Q(until__isnull=True) | Q(until__gte=date(year, 1, 1))
    return rows.filter(still, since__lte=date(year, 12, 31))


def pledges_of(member_id: int, year: int) -> list[Pledge]:
    """In the order of the cells; words of a draft are nobody's business."""
    items = PledgeItem.objects.order_by("position")
    own = Pledge.objects.filter(member=member_id, year=year, cell__kind=CellKind.PARTY)
    prefetched = own.select_related("cell").prefetch_related(Prefetch("items", queryset=items))
    return list(prefetched.order_by("pk"))


def reports_of(pledges: list[Pledge]) -> list[MonthlyReport]:
    """Each with ``pace`` – on time, late, missing or nothing – and its lines."""
    pace = Choose(
        When(ON_TIME, then=Value("on_time")),
        When(LATE, then=Value("late")),
        When(missing_on(clock.today()), then=Value("missing")),
        When(EXCUSED, then=Value("excused")),
        default=Value(""),
        output_field=CharField(),
    )
    lines = MonthlyReportLine.objects.select_related("item")
    own = MonthlyReport.objects.filter(pledge__in=[pledge.pk for pledge in pledges])
    proofs = Count("lines__evidence")
    found = own.annotate(pace=pace, proofs=proofs).prefetch_related(
        Prefetch("lines", queryset=lines)
    )
    return list(found.select_related("cell").order_by("month", "pk"))


def roll_of(member_id: int, year: int) -> QuerySet[Attendance]:
    own = Attendance.objects.filter(member=member_id, cell__kind=CellKind.PARTY)
    held = own.filter(session__status__in=TOOK_PLACE, session__starts_at__year=year)
    return held.select_related("session", "cell").order_by("session__starts_at", "pk")


def tasks_due(tasks: QuerySet[SessionTask], year: int) -> QuerySet[SessionTask]:
    """Given in a session that is over, and due in that year."""
    due = tasks.filter(session__status__in=TOOK_PLACE, due_on__year=year)
    return due.filter(cell__kind=CellKind.PARTY).order_by("due_on", "pk")


# ---- the strip on top


def facts_of(
    count: RollCount,
    reports: list[MonthlyReport],
    items: tuple[ItemYear, ...],
    tasks: list[SessionTask],
) -> tuple[Fact, ...]:
    paces = paces_of(reports)
    sent = paces["on_time"] + paces["late"]
    done = len([item for item in items if item.last == LineState.DONE])
    given = [task for task in tasks if task.state != TaskState.DROPPED]
    finished = len([task for task in given if task.state == TaskState.DONE])
    return (
        fact("Dự sinh hoạt", count.present, count.counted, "buổi", "attendance"),
        fact("Báo cáo tháng", sent, sent + paces["missing"], "đã gửi", "reports"),
        fact("Việc đăng ký", done, len(items), "đã làm", "items"),
        fact("Việc được giao", finished, len(given), "đã xong", "tasks"),
    )


def fact(label: str, part: int, whole: int, unit: str, section: str) -> Fact:
    return Fact(label=label, figure=f"{part}/{whole}", unit=unit, section=section)


def paces_of(reports: list[Any]) -> Counter[str]:
    return Counter(report.pace for report in reports)


# ---- sections


def attendance_section(roll: list[Attendance], count: RollCount) -> Section:
    absent = {AttendanceState.EXCUSED, AttendanceState.UNEXCUSED}
    missed = [line for line in roll if line.category in ASKED and line.state in absent]
    others = [line for line in roll if line not in missed]
    summary = Line(key="attendance", title=attendance_words(count), words=apart_words(count))
    return section(
        "attendance",
        "Dự sinh hoạt",
        [summary, *map(roll_line, missed)] if roll else [],
        empty="Chưa có buổi nào điểm danh.",
        more=map(roll_line, others),
    )


def attendance_words(count: RollCount) -> str:
    if not count.counted:
        return "Không có buổi nào tính vào tỷ lệ dự sinh hoạt."
    ratio = f"{count.ratio:.2f}%".replace(".", ",")
    return f"Có mặt {count.present} trong {count.counted} buổi ({ratio})."


def apart_words(count: RollCount) -> str:
    parts = []
    if count.excused or count.unexcused:
        parts.append(f"Vắng có lý do {count.excused} buổi, không lý do {count.unexcused} buổi.")
    if count.temporary:
        came = f"{count.temporary_present} trong {count.temporary} buổi"
        parts.append(f"Sinh hoạt tạm thời: có mặt {came}.")
    if count.came_unasked:
        parts.append(f"Thêm {count.came_unasked} buổi không tính vào tỷ lệ.")
    return " ".join(parts)


def roll_line(line: Attendance) -> Line:
    """The reason as its code: what was noted beside it stays on the roll."""
    reason = f", {line.get_reason_display()}" if line.reason else ""
    state = line.get_state_display() or line.get_category_display()
    css = {AttendanceState.PRESENT: "done", AttendanceState.UNEXCUSED: "late"}
    return Line(
        key=f"roll-{line.pk}",
        title=f"{said(line.session.day)}, {line.cell}",
        words=line.session.title,
        state=f"{state}{reason}",
        css=css.get(AttendanceState(line.state), "sent") if line.state else "draft",
        source=Source(page="session", pk=line.session_id),
    )


def pledge_section(pledges: list[Pledge]) -> Section:
    lines = map(pledge_line, pledges)
    return section("pledges", "Bản đăng ký", lines, empty="Không có bản đăng ký của năm này.")


def pledge_line(pledge: Pledge) -> Line:
    took = f"Chi bộ nhận ngày {local_day(pledge.accepted_at)}." if pledge.accepted_at else ""
    css = {PledgeStatus.ACCEPTED: "done", PledgeStatus.CLOSED: "done", PledgeStatus.DRAFT: "late"}
    return Line(
        key=f"pledge-{pledge.pk}",
        title=f"Bản đăng ký năm {pledge.year}, {pledge.cell}",
        words=took,
        state=pledge.state_label,
        css=css.get(PledgeStatus(pledge.status), "sent"),
        source=Source(page="pledge", pk=pledge.pk),
    )


def report_section(reports: list[Any]) -> Section:
    """A line for what was not as it should be; the months of the items show the rest."""
    paces = paces_of(reports)
    due = paces["on_time"] + paces["late"] + paces["missing"]
    summary = Line(key="reports", title=report_words(due, paces))
    told = [report for report in reports if report.pace in {"late", "missing", "excused"}]
    return section(
        "reports",
        "Báo cáo tháng",
        [summary, *map(report_line, told), *proof_lines(reports)] if reports else [],
        empty="Chưa có báo cáo nào.",
        more=[report_line(report) for report in reports if report.pace == "on_time"],
    )


def report_words(due: int, paces: Counter[str]) -> str:
    words = (
        f"Phải gửi {due} báo cáo: đúng hạn {paces['on_time']}, muộn {paces['late']}, "
        f"thiếu {paces['missing']}."
    )
    return f"{words} Được miễn {paces['excused']}." if paces["excused"] else words


PACES = {
    "on_time": ("Gửi đúng hạn", "done"),
    "late": ("Gửi muộn", "sent"),
    "missing": ("Chưa gửi", "late"),
    "excused": ("Được miễn", "exempt"),
}


def of_month(report: Any) -> str:
    return f"Tháng {month_words(report.month)}, {report.cell}"


def report_line(report: Any) -> Line:
    state, css = PACES[report.pace]
    due = f"hạn {said(report.due_on)}"
    sent = report.first_submitted_at if report.pace in {"on_time", "late"} else None
    return Line(
        key=f"report-{report.pk}",
        title=of_month(report),
        words=f"Gửi {local_day(sent)}, {due}." if sent else f"{due.capitalize()}.",
        state=state,
        css=css,
        source=Source(page="monthly-report", pk=report.pk),
    )


def proof_lines(reports: list[Any]) -> list[Line]:
    """How many files were added, and where they are; who added none is not named for it."""
    return [
        Line(
            key=f"proof-{report.pk}",
            title=f"{of_month(report)}: kèm {report.proofs} minh chứng",
            source=Source(page="monthly-report", pk=report.pk),
        )
        for report in reports
        if report.proofs and report.status in HANDED_IN
    ]


def comment_section(reports: list[MonthlyReport]) -> Section:
    """What the cell said, the latest first; never what the member wrote."""
    told = [
        comment_line(report, line)
        for report in reversed(reports)
        for line in told_lines(report)
        if line.comment
    ]
    return section(
        "comments",
        "Chi bộ đã nhận xét",
        told[:COMMENTS_SHOWN],
        empty="Chưa có nhận xét nào.",
        more=told[COMMENTS_SHOWN:],
    )


def comment_line(report: MonthlyReport, line: MonthlyReportLine) -> Line:
    return Line(
        key=f"comment-{line.pk}",
        title=f"{of_month(report)}: {line.item.action}",
        words=f"“{line.comment}”",
        source=Source(page="monthly-report", pk=report.pk),
    )


def task_section(tasks: list[SessionTask]) -> Section:
    lines = [task_summary(tasks), *map(task_line, tasks)] if tasks else []
    return section("tasks", "Việc được giao sau sinh hoạt", lines, empty=NO_TASK)


def task_summary(tasks: list[SessionTask]) -> Line:
    states = Counter(task.state for task in tasks)
    late = len([task for task in tasks if task.is_overdue])
    counts = {
        "đang làm": states[TaskState.OPEN] - late,
        "thôi": states[TaskState.DROPPED],
    }
    more = "".join(f", {word} {count}" for word, count in counts.items() if count)
    done = f"xong {states[TaskState.DONE]}, quá hạn {late}"
    return Line(key="tasks", title=f"{len(tasks)} việc đến hạn trong năm: {done}{more}")


def task_line(task: SessionTask) -> Line:
    words = f"Hạn {said(task.due_on)}."
    if task.finished_on:
        words = f"Xong {said(task.finished_on)}, hạn {said(task.due_on)}."
    state, css = task_state(task)
    return Line(
        key=f"task-{task.pk}",
        title=task.text,
        words=words,
        state=state,
        css=css,
        source=Source(page="task", pk=task.pk),
    )


def task_state(task: SessionTask) -> tuple[str, str]:
    if task.finished_on and task.finished_on > task.due_on:
        return "Xong muộn", "sent"
    css = {TaskState.DONE: "done", TaskState.DROPPED: "exempt"}
    return task.state_label, "late" if task.is_overdue else css.get(TaskState(task.state), "draft")


def standing_section(evaluation: MemberEvaluation, homes: list[Membership]) -> Section:
    """Codes only: where somebody belonged, and why something was not asked of them."""
    rows = Standing.objects.filter(member=evaluation.member_id)
    standings = in_year(rows, evaluation.round.year).order_by("since", "pk")
    profile = Source(page="member", pk=evaluation.member_id)
    lines = [
        Line(
            key=f"home-{home.pk}",
            title=str(home.cell),
            words=f"{span_words(home)}.",
            state="Sinh hoạt tạm thời" if home.is_temporary else home.get_office_display(),
            css="draft" if home.is_temporary or home.office else "",
            source=profile,
        )
        for home in homes
    ]
    lines += [
        Line(
            key=f"standing-{row.pk}",
            title=row.get_kind_display().capitalize(),
            words=f"{span_words(row)}.",
            source=profile,
        )
        for row in standings
    ]
    if evaluation.case != Case.NORMAL:
        lines.append(Line(key="case", title=f"Diện đánh giá: {evaluation.get_case_display()}"))
    empty = "Không sinh hoạt tại chi bộ nào trong năm."
    return section("standing", "Nơi sinh hoạt, diện", lines, empty=empty)


def span_words(row: Any) -> str:
    until = f" đến hết ngày {said(row.until)}" if row.until else ""
    return f"Từ ngày {said(row.since)}{until}"
