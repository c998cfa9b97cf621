"""The year of a cell: its sessions, its study, its people's months, what it took on as a whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from cells import clock
from cells.models import Attendance, Briefing, Cell, Document, Member, Session, SessionTask
from cells.plan.study.figures import study_rows
from cells.programme.models import ROMAN, StudyForm
from cells.session.choices import SessionStatus
from cells.session.roll.figures import RollCount, counted, roll_counts
from cells.session.score.figures import MeanScore, mean_score
from cells.session.score.models import said as points_said
from pledges.models import CollectiveItem, CollectiveRegistration, MonthlyReport, Pledge
from pledges.monthly_report.models import EXCUSED, LATE, ON_TIME, missing_on
from pledges.pledge.models import REGISTERED
from pledges.standard.collective.models import CollectiveStatus, ResultState
from reports.commendation.models import Commendation
from reports.evaluation.evidence.of_member import (
    NO_TASK,
    PACES,
    fact,
    report_words,
    task_line,
    task_summary,
    tasks_due,
)
from reports.evaluation.evidence.parts import Evidence, Fact, Line, Section, Source, said, section
from reports.evaluation.evidence.praise import praise_section
from reports.evaluation.models import CellEvaluation

FORMS = {
    StudyForm.REGULAR: "Sinh hoạt thường kỳ",
    StudyForm.THEMATIC: "Sinh hoạt chuyên đề",
    StudyForm.TALK: "Nghe nói chuyện",
    StudyForm.STORIES: "Kể chuyện",
    StudyForm.VISIT: "Tham quan",
    StudyForm.SEMINAR: "Toạ đàm",
    StudyForm.JOINT: "Sinh hoạt phối hợp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Sessions of the year, hosted or joined, each with how many of the cell came."""

    cell: Cell
    sessions: list[Session]
    rolls: dict[int, RollCount]
    total: RollCount
    score: MeanScore

    @property
    def hosted(self) -> list[Session]:
        return [session for session in self.sessions if session.cell_id == self.cell.pk]


def of_cell(evaluation: CellEvaluation) -> Evidence:
    """One query a source, however many rows."""
    cell, year = evaluation.cell, evaluation.round.year
    meetings = meetings_of(cell, year)
    paces = paces_of(cell, year)
    obliged, registered = pledgers_of(cell, year)
    tasks = list(tasks_due(SessionTask.objects.filter(cell=cell), year))
    return Evidence(
        year=year,
        subject=str(cell),
        cells=(str(cell),),
        taken_on=said(clock.today()),
        facts=facts_of(meetings, paces, obliged, registered),
        items=(),
        sections=(
            session_section(meetings),
            attendance_section(meetings),
            topic_section(cell, year),
            pledge_section(cell, year, obliged, registered),
            report_section(cell, year, paces),
            briefing_section(cell, year),
            task_section(tasks),
            praise_section(Commendation.objects.filter(cell=cell, member=None), year),
            collective_section(cell, year),
        ),
    )


def facts_of(
    meetings: Gathering, paces: Counter[str], obliged: int, registered: int
) -> tuple[Fact, ...]:
    held = str(len(meetings.hosted))
    total, sent = meetings.total, paces["on_time"] + paces["late"]
    return (
        Fact(label="Buổi đã tổ chức", figure=held, unit="buổi", section="sessions"),
        fact("Dự sinh hoạt", total.present, total.counted, "lượt", "attendance"),
        fact("Đăng ký làm theo", registered, obliged, "đảng viên", "pledges"),
        fact("Báo cáo tháng", sent, sent + paces["missing"], "đã gửi", "reports"),
    )


# ---- sessions


def meetings_of(cell: Cell, year: int) -> Gathering:
    held = Session.objects.of_cell(cell).that_took_place().filter(starts_at__year=year)
    sessions = list(held.order_by("starts_at", "pk"))
    lines = Attendance.objects.filter(cell=cell, session__in=held.order_by().values("pk"))
    rows = lines.order_by().values_list("category", "state").annotate(people=Count("pk"))
    return Gathering(
        cell=cell,
        sessions=sessions,
        rolls=roll_counts(sessions, cell),
        total=counted(Counter({(category, state): people for category, state, people in rows})),
        score=mean_score(held.filter(cell=cell)),
    )


def session_section(meetings: Gathering) -> Section:
    forms = Counter(session.form for session in meetings.hosted)
    lines = [
        Line(key=f"form-{form}", title=f"{name}: {forms[form]} buổi")
        for form, name in FORMS.items()
        if forms[form]
    ]
    if joined := len(meetings.sessions) - len(meetings.hosted):
        lines.append(Line(key="joined", title=f"Dự buổi do chi bộ khác tổ chức: {joined} buổi"))
    if meetings.hosted:
        lines += [minutes_line(meetings.hosted), score_line(meetings.score)]
    return section(
        "sessions",
        "Sinh hoạt",
        lines,
        empty="Chưa có buổi sinh hoạt nào.",
        more=[session_line(session, meetings) for session in meetings.sessions],
    )


def minutes_line(hosted: list[Session]) -> Line:
    signed = len([session for session in hosted if session.status == SessionStatus.SIGNED])
    title = f"Biên bản đã ký đủ: {signed} trong {len(hosted)} buổi"
    return Line(key="minutes", title=title)


def score_line(score: MeanScore) -> Line:
    if score.points is None:
        return Line(key="score", title="Chưa có buổi nào chấm điểm đủ")
    title = f"Điểm sinh hoạt bình quân: {points_said(score.points)} trên 100"
    return Line(key="score", title=title, words=f"{score.sessions} buổi đã chấm điểm.")


def session_line(session: Session, meetings: Gathering) -> Line:
    roll = meetings.rolls[session.pk]
    signed = session.status == SessionStatus.SIGNED
    came = (
        f"có mặt {roll.present} trong {roll.counted} đồng chí" if roll.total else "chưa điểm danh"
    )
    return Line(
        key=f"session-{session.pk}",
        title=f"{said(session.day)}, {session.get_form_display().lower()}: {session.title}",
        words=f"{came[:1].upper()}{came[1:]}.",
        state=session.get_status_display(),
        css="done" if signed else "sent",
        source=Source(page="session", pk=session.pk),
    )


def attendance_section(meetings: Gathering) -> Section:
    total = meetings.total
    words = f"Vắng có lý do {total.excused} lượt, không lý do {total.unexcused} lượt."
    lines = []
    if total.counted:
        ratio = f"{total.ratio:.2f}%".replace(".", ",")
        title = f"Có mặt {total.present} trong {total.counted} lượt phải dự ({ratio})"
        lines = [Line(key="attendance", title=title, words=words)]
    return section("attendance", "Dự sinh hoạt", lines, empty="Chưa có buổi nào điểm danh.")


def topic_section(cell: Cell, year: int) -> Section:
    """Per quarter; who was founded later does not owe the quarters before."""
    asked: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for row in study_rows(cell, year, clock.today()):
        if row.state != "before":
            asked[row.topic.quarter] += 1
            held[row.topic.quarter] += row.state == "held"
    lines = [
        Line(
            key=f"topics-{quarter}",
            title=f"Quý {ROMAN[quarter]}: đã học {held[quarter]} trong {total} chủ đề",
            source=Source(page="study-plan", pk=cell.pk),
        )
        for quarter, total in sorted(asked.items())
    ]
    empty = "Năm này không có chủ đề quý nào."
    return section("topics", "Học tập chuyên đề", lines, empty=empty)


# ---- pledges and reports


def pledgers_of(cell: Cell, year: int) -> tuple[int, int]:
    """Who was to register, on the year's last day or today, and who of them has."""
    day = min(date(year, 12, 31), clock.today())
    own = Pledge.objects.filter(cell=cell, year=year, status__in=REGISTERED)
    of_them = Count("pk", filter=Q(pk__in=own.values("member")))
    found = Member.objects.obliged(day, cell).aggregate(all=Count("pk"), registered=of_them)
    return found["all"], found["registered"]


def pledge_section(cell: Cell, year: int, obliged: int, registered: int) -> Section:
    title = f"Đã đăng ký {registered} trong {obliged} đảng viên thuộc diện đăng ký"
    source = Source(page="pledge-list", query=f"year={year}&cell={cell.pk}")
    return Section(
        key="pledges",
        title="Bản đăng ký của đảng viên",
        lines=(Line(key="pledges", title=title, source=source),),
    )


def paces_of(cell: Cell, year: int) -> Counter[str]:
    conditions = {
        "on_time": ON_TIME,
        "late": LATE,
        "missing": missing_on(clock.today()),
        "excused": EXCUSED,
    }
    own = MonthlyReport.objects.filter(cell=cell, month__year=year)
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return Counter(own.aggregate(**counts))


def report_section(cell: Cell, year: int, paces: Counter[str]) -> Section:
    due = paces["on_time"] + paces["late"] + paces["missing"]
    span = f"cell={cell.pk}&since=01/{year}&until=12/{year}"
    lines = [
        Line(
            key=f"reports-{pace}",
            title=f"{name}: {paces[pace]} báo cáo",
            source=Source(page="monthly-report-list", query=f"{span}&state={pace}"),
        )
        for pace, (name, _css) in PACES.items()
        if paces[pace]
    ]
    summary = Line(key="reports", title=report_words(due, paces))
    return Section(
        key="reports",
        title="Báo cáo tháng của đảng viên",
        lines=(summary, *lines),
    )


# ---- the rest


def briefing_section(cell: Cell, year: int) -> Section:
    """What was read in the year, and what of its papers nobody has read yet."""
    own = Briefing.objects.filter(cell=cell)
    read = own.filter(session__starts_at__year=year).aggregate(
        documents=Count("document", distinct=True)
    )
    asked = Document.objects.to_brief().filter(dated_on__year=year)
    left = asked.exclude(pk__in=own.values("document")).count()
    source = Source(page="directive-briefings-cell", pk=cell.pk)
    title = f"Đã quán triệt {read['documents']} văn bản"
    words = f"Còn {left} văn bản ban hành trong năm chưa quán triệt." if left else ""
    return Section(
        key="briefings",
        title="Quán triệt văn bản",
        lines=(Line(key="briefings", title=title, words=words, source=source),),
    )


def task_section(tasks: list[SessionTask]) -> Section:
    """The sum, then what is overdue by name; what is done or running is folded."""
    late = [task for task in tasks if task.is_overdue]
    return section(
        "tasks",
        "Việc sau sinh hoạt",
        [task_summary(tasks), *map(task_line, late)] if tasks else [],
        empty=NO_TASK,
        more=[task_line(task) for task in tasks if task not in late],
    )


def collective_section(cell: Cell, year: int) -> Section:
    registered = CollectiveRegistration.objects.filter(cell=cell, year=year)
    items = CollectiveItem.objects.filter(
        registration__in=registered.exclude(status=CollectiveStatus.DRAFT)
    )
    lines = collective_lines(items.order_by("position"))
    empty = "Không có bản đăng ký của tập thể."
    return section("collective", "Đăng ký của tập thể", lines, empty=empty)


RESULT_CSS = {ResultState.DONE: "done", ResultState.PARTLY: "sent", ResultState.NOT_YET: "return"}


def collective_lines(items: Iterable[Any]) -> Iterable[Line]:
    for number, item in enumerate(items, start=1):
        yield Line(
            key=f"collective-{item.pk}",
            title=f"{number}. {item.action}",
            words=item.result,
            state=item.get_state_display() or "Chưa ghi kết quả",
            css=RESULT_CSS.get(item.state, "draft"),
            source=Source(page="collective", pk=item.registration_id),
        )
