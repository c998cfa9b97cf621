"""Việc cần làm: what waits for this person, each one click from its form, gone when it is done."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.template.defaultfilters import truncatechars
from django.urls import reverse

from cells.audit import AuditEntry
from cells.member.moves.models import TransferStatus
from cells.models import Cell, Transfer, User
from cells.organisation.models import REGISTERING, CellKind
from cells.scope import TASK_FORCE
from cells.text import month_words
from pledges.models import MonthlyReport, MonthlyReportLine, MoralStandard, Pledge
from pledges.monthly_report.models import ReportStatus
from pledges.pledge.models import PledgeStatus, still_here
from pledges.reminder.figures import people_on_slips
from pledges.standard.models import StandardStatus
from reports.evaluation.choices import EvaluationStatus
from reports.evaluation.models import MemberEvaluation
from reports.evaluation.round.months import TOO_LATE
from reports.home import evaluations, figures, sessions
from reports.home.cards import OVERDUE, RETURNED, Task, css_of, due_words, queue
from reports.home.honours import praise_tasks
from reports.review.models import Review, ReviewStatus


def tasks_of(user: User, own: list[Any]) -> list[Task]:
    """Tasks of all the capacities a person holds, own papers first; ``own``: ``reports_of``."""
    tasks: list[Task] = []
    ahead = sessions.next_sessions(user.rights.cells_as_member | user.rights.cells_as_officer)
    rated = evaluations.papers_of(user) if user.rights.member_id else []
    if user.rights.member_id:
        own_papers = [*own_self_reviews(rated), *own_pledges(user), *own_reports(own)]
        tasks += sorted(own_papers, key=is_no_hurry)
        tasks += [*sessions.own_given_tasks(user), *sessions.to_attend(user, ahead)]
    if user.rights.cells_as_officer or TASK_FORCE in user.rights.bodies:
        tasks += [*to_answer(user)]
    of_cells = evaluations.cells_of(user)
    tasks += [*evaluations.to_weigh(user, rated), *evaluations.other_cells(of_cells)]
    if user.rights.cells_as_officer:
        tasks += [*sessions.to_hold(user, ahead), *sessions.overdue_tasks(user)]
        tasks += [*of_led_cells(user), *evaluations.own_cells(of_cells)]
    tasks += reviews_to_finish(user)
    tasks += praise_tasks(user)
    if TASK_FORCE in user.rights.bodies:
        tasks += [*people_to_receive(user), *evaluations.rounds_to_run(rated)]
    if user.rights.is_sysadmin:
        tasks += [*accounts_asked_for()]
    return tasks


def is_no_hurry(task: Task) -> bool:
    """What is late or was sent back stands before what is only begun."""
    return task.state not in {OVERDUE, RETURNED}


def own_pledges(user: User) -> Iterator[Task]:
    own = Pledge.objects.filter(member=user.rights.member_id, status__in=Pledge.EDITABLE)
    pledges = list(own.of_those_still_here().select_related("cell"))
    notes = last_notes(Pledge, [pledge.pk for pledge in pledges])
    for pledge in pledges:
        is_returned = pledge.status == PledgeStatus.RETURNED
        yield Task(
            state=pledge.state_label,
            css=css_of(pledge.state_label),
            title=f"Đăng ký làm theo năm {pledge.year}{side(pledge)}",
            action="Bổ sung bản đăng ký" if is_returned else "Viết bản đăng ký",
            url=reverse("pledge-write", args=[pledge.pk]),
            due="" if is_returned else due_words(pledge.due_on),
            said=notes.get(pledge.pk, "") if is_returned else "",
            paper=(Pledge, pledge.pk) if is_returned else None,
        )


def side(paper: Any) -> str:
    """A youth branch's paper says so: its author may have the like in a chi bộ."""
    return ", Đoàn Thanh niên" if paper.cell.kind == CellKind.YOUTH else ""


def own_self_reviews(rated: list[dict[str, Any]]) -> Iterator[Task]:
    own = evaluations.own_evaluations(rated)
    returned = [one.pk for one in own if one.status == EvaluationStatus.RETURNED]
    notes = last_notes(MemberEvaluation, returned)
    for one in own:
        yield evaluations.own_evaluation_task(one, notes.get(one.pk, ""))


def reports_of(user: User, year: int) -> list[Any]:
    """One's own of the year, and those of any year that still ask for something; ``is_asked`` says
    which. Whoever has left the cell is not pushed."""
    entered = Q(
        entered_by__isnull=False,
        confirmed_at__isnull=True,
        has_paper_slip=False,
        status__in=[ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED],
    )
    to_write = Q(status__in=MonthlyReport.EDITABLE) & ~TOO_LATE
    is_asked = Q(still_here("pledge__")) & (entered | to_write)
    own = MonthlyReport.objects.written_by(user.rights.member_id).annotate(
        is_asked=ExpressionWrapper(is_asked, BooleanField())
    )
    rows = own.filter(Q(is_asked=True) | Q(month__year=year))
    rows = rows.select_related("entered_by__member", "cell")
    return list(rows.order_by("-status", "month"))


def own_reports(own: list[Any]) -> Iterator[Task]:
    """Those to write – returned stands before draft – and those that somebody else wrote."""
    asked = [report for report in own if report.is_asked]
    to_write = [report for report in asked if report.status in MonthlyReport.EDITABLE]
    yield from to_write_tasks(to_write)
    yield from (to_confirm(report) for report in asked if report not in to_write)


def to_write_tasks(reports: list[MonthlyReport]) -> Iterator[Task]:
    notes = last_notes(MonthlyReport, [report.pk for report in reports])
    named = defaultdict(list)
    for line in MonthlyReportLine.objects.to_mend(reports):
        named[line.report_id].append(f"“{truncatechars(line.item.action, 80)}”")
    for report in reports:
        is_returned = report.status == ReportStatus.RETURNED
        begun = "Viết tiếp báo cáo" if report.saved_at else "Viết báo cáo"
        yield Task(
            state=report.state_label,
            css=css_of(report.state_label),
            title=f"Báo cáo tháng {month_words(report.month)}{side(report)}",
            text=f"Cần bổ sung ở việc {', '.join(items)}." if (items := named[report.pk]) else "",
            action="Bổ sung báo cáo" if is_returned else begun,
            url=reverse("monthly-report-write", args=[report.pk]),
            due="" if is_returned else due_words(report.due_on),
            said=notes.get(report.pk, "") if is_returned else "",
            paper=(MonthlyReport, report.pk) if is_returned else None,
        )


def to_confirm(report: MonthlyReport) -> Task:
    return Task(
        state="Ghi hộ",
        css="sent",
        title=f"Xác nhận báo cáo tháng {month_words(report.month)}{side(report)}",
        text=f"Đồng chí {report.entered_by} đã ghi hộ báo cáo này.",
        action="Xem và xác nhận",
        url=report.get_absolute_url(),
    )


def to_answer(user: User) -> Iterator[Task]:
    waiting = figures.waiting(user)
    pledges = [row for row in waiting if row["month"] is None]
    for year, rows in groupby(pledges, itemgetter("year")):
        yield answer_task(
            list(rows), f"bản đăng ký năm {year}", "Trả lời bản đăng ký", "pledge-queue", year=year
        )
    for month, rows in groupby(waiting[len(pledges) :], itemgetter("month")):
        what = f"báo cáo tháng {month_words(month)}"
        when = f"{month:%Y-%m}"
        yield answer_task(list(rows), what, "Trả lời báo cáo", "monthly-report-queue", month=when)


def answer_task(rows: list[dict], what: str, action: str, name: str, **query: Any) -> Task:
    """All that waits for one period: of one cell by its name, of several by their number."""
    is_one = len(rows) == 1
    if is_one:
        query["cell"] = rows[0]["cell"]
    return Task(
        state="Chờ trả lời",
        css="sent",
        title=f"{sum(row['how_many'] for row in rows)} {what}",
        text=rows[0]["name"] if is_one else f"ở {len(rows)} chi bộ",
        action=action,
        url=queue(name, **query),
    )


def of_led_cells(user: User) -> Iterator[Task]:
    """Slips that wait for the printer, and cells without a card of their own: one question."""
    cards = MoralStandard.objects.filter(cell=OuterRef("pk"))
    drafts = cards.filter(status=StandardStatus.DRAFT).order_by("-pk").values("pk")
    led = user.rights.cells_as_officer
    cells = list(
        Cell.objects.filter(pk__in=led).annotate(
            has_card=Exists(cards.adopted()), draft=Subquery(drafts[:1]), slips=people_on_slips(led)
        )
    )
    yield from (slips_to_hand_over(cell) for cell in cells if cell.slips)
    lacking = [cell for cell in cells if cell.kind in REGISTERING and not cell.has_card]
    yield from map(card_to_write, lacking)


def slips_to_hand_over(cell: Any) -> Task:
    """For whom neither a letter nor the screen is: somebody prints the slip and brings it."""
    return Task(
        state="Chưa in",
        css="draft",
        title=f"{cell.slips} giấy nhắc cần in và đưa tận tay",
        text=f"{cell}: lời nhắc trong ứng dụng và qua thư không tới được.",
        action="Xem và in giấy nhắc",
        url=f"{reverse('reminder-cell', args=[cell.pk])}#giay-nhac",
    )


def card_to_write(cell: Any) -> Task:
    """A cell without a card of its own is told so; a begun one is one click away."""
    return Task(
        state="Nháp" if cell.draft else "Chưa viết",
        css="draft",
        title=f"Chuẩn mực đạo đức của {cell.short_name}",
        text=(
            f"{cell.kind_words.capitalize()} chưa ban hành chuẩn mực riêng, "
            "đang dùng tiêu chí của Đảng uỷ."
        ),
        action="Viết tiếp chuẩn mực" if cell.draft else "Soạn chuẩn mực",
        url=reverse("standard-write", args=[cell.draft])
        if cell.draft
        else queue("standard-new", cell=cell.pk),
    )


def people_to_receive(user: User) -> Iterator[Task]:
    """Transfers that wait for staff; nobody receives their own."""
    waiting = Transfer.objects.open().exclude(member=user.rights.member_id).with_people()
    transfers = list(waiting.order_by("intended_on", "pk"))
    if not transfers:
        return
    first, is_one = transfers[0], len(transfers) == 1
    name = f"đồng chí {first.member}" if is_one else f"{len(transfers)} đồng chí"
    yield Task(
        state="Chờ tiếp nhận",
        css="sent",
        title=f"Tiếp nhận {name} chuyển sinh hoạt",
        text=f"Từ {first.from_cell} đến {first.to_cell}." if is_one else "",
        action="Xem và tiếp nhận" if is_one else "Xem các giấy",
        url=first.get_absolute_url()
        if is_one
        else queue("transfer-list", state=TransferStatus.PROPOSED),
    )


def reviews_to_finish(user: User) -> Iterator[Task]:
    """Presented ones wait for whoever signs, returned ones for whoever wrote them."""
    rights = user.rights
    to_sign, to_mend = Q(cell__in=rights.cells_as_secretary), Q(cell__in=rights.cells_as_officer)
    if rights.signs_for_committee:
        to_sign |= Q(cell__isnull=True)
    if TASK_FORCE in rights.bodies:
        to_mend |= Q(cell__isnull=True)
    presented, returned = Q(status=ReviewStatus.PRESENTED), Q(status=ReviewStatus.RETURNED)
    waiting = Review.objects.filter(presented & to_sign | returned & to_mend)
    reviews = list(waiting.select_related("cell"))
    yield from (to_sign_task(one) for one in reviews if one.status == ReviewStatus.PRESENTED)
    back = [one for one in reviews if one.status == ReviewStatus.RETURNED]
    notes = last_notes(Review, [one.pk for one in back])
    yield from (to_mend_task(one, notes.get(one.pk, "")) for one in back)


def to_sign_task(review: Review) -> Task:
    return Task(
        state=review.get_status_display(),
        css="sent",
        title=review.title[:1].upper() + review.title[1:],
        text=f"Báo cáo của {review.whose} chờ đồng chí ký.",
        action="Đọc lại và ký",
        url=review.get_absolute_url(),
    )


def to_mend_task(review: Review, said: str) -> Task:
    return Task(
        state=RETURNED,
        css="return",
        title=review.title[:1].upper() + review.title[1:],
        text=f"Báo cáo của {review.whose}.",
        action="Sửa báo cáo",
        url=review.get_absolute_url(),
        said=said,
    )


def accounts_asked_for() -> Iterator[Task]:
    if how_many := User.objects.waiting().count():
        yield Task(
            state="Chờ xử lý",
            css="sent",
            title=f"{how_many} đề nghị về tài khoản",
            action="Xem các đề nghị",
            url=queue("account-list", use="waiting"),
        )


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
