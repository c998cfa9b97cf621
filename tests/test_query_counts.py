"""Every list asks the database as many questions for three rows as for three hundred."""

from datetime import date, datetime, timedelta
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from openpyxl import load_workbook

from cells import clock
from cells.export.views import SUFFIX
from cells.models import (
    AbsenceRequest,
    AgendaItem,
    Attendance,
    Briefing,
    Cell,
    CommitteePost,
    Job,
    Material,
    Member,
    Membership,
    Notice,
    Plan,
    PlanTask,
    Session,
    SessionPartner,
    SessionTask,
    Speech,
    StudySlot,
    Theme,
    Topic,
    Transfer,
    User,
    Vote,
)
from pledges.models import (
    CollectiveItem,
    CollectiveRegistration,
    Criterion,
    MonthlyReport,
    MonthlyReportLine,
    MoralStandard,
    Pledge,
    PledgeItem,
)
from reports.models import (
    CellEvaluation,
    Commendation,
    CommendationBatch,
    HelpRequest,
    MemberEvaluation,
    Review,
)
from tests.factories import (
    AgendaItemFactory,
    BriefingFactory,
    CellFactory,
    CommendationBatchFactory,
    CommendationFactory,
    CommendationFormFactory,
    CriterionFactory,
    DocumentFactory,
    DocumentFileFactory,
    DocumentTypeFactory,
    EvaluationRoundFactory,
    IssuedDocumentFactory,
    MoralStandardFactory,
    PlanFactory,
    ReviewFactory,
    SessionFactory,
    SessionTaskFactory,
    TermFactory,
    TopicFactory,
    TransferFactory,
    VoteFactory,
    moment,
)

FEW, MANY, LIMIT = 3, 300, 20


LISTS = {  # url name → who reads it, with which query
    "cell-list": ("staff", ""),
    "member-list": ("staff", ""),
    "post-list": ("staff", ""),
    "task-force": ("staff", ""),
    "theme-list": ("staff", ""),
    "study-overview": ("staff", ""),
    "plan-list": ("leader", ""),
    "plan-overdue": ("leader", ""),
    "data-check": ("staff", ""),
    "overview": ("staff", ""),
    "overview-leaders": ("staff", ""),
    "overview-help": ("staff", ""),
    "new-year": ("staff", ""),
    "transfer-list": ("staff", ""),
    "account-list": ("sysadmin", ""),
    "standard-list": ("staff", ""),
    "collective-list": ("staff", ""),
    "pledge-list": ("staff", ""),
    "pledge-queue": ("secretary", ""),
    "monthly-report-list": ("staff", ""),
    "monthly-report-queue": ("secretary", ""),
    "monthly-report-grid": ("secretary", ""),
    "reminder-overdue": ("staff", ""),
    "review-list": ("leader", ""),
    "commendation-list": ("staff", ""),
    "commendation-new": ("member", ""),
    "commendation-coverage": ("staff", ""),
    "commendation-unpraised": ("staff", ""),
    "commendation-batch-list": ("leader", ""),
    "admin:reports_commendation_changelist": ("staff", ""),
    "round-list": ("staff", ""),
    "evaluation-list": ("staff", ""),
    "register": ("leader", ""),
    "directive-list": ("staff", ""),
    "directive-briefings": ("staff", ""),
    "admin:cells_document_changelist": ("staff", ""),
    "session-list": ("secretary", ""),
    "task-list": ("staff", ""),
    "home": ("staff", ""),
    "notice-list": ("secretary", ""),
    "job-list": ("sysadmin", ""),
    "admin:cells_cell_changelist": ("staff", ""),
    "admin:cells_member_changelist": ("staff", ""),
    "admin:cells_membership_changelist": ("staff", ""),
    "admin:pledges_pledge_changelist": ("staff", ""),
    "admin:pledges_monthlyreport_changelist": ("staff", ""),
    "admin:pledges_moralstandard_changelist": ("staff", ""),
}
ENDS = date(2014, 4, 30)


ROWS = [
    *["members", "obliged", "registered", "due", "missing", "items", "cells", "criteria"],
    *["sessions", "joined", "attended", "briefings", "cells_behind"],
]


def fill(cast, criterion, numbers: range) -> None:
    """As many people with papers in the cast's cell; and as many cells, cards and reviews."""
    people = Member.objects.bulk_create(
        Member(
            full_name=f"Lê Văn {chr(65 + n % 26)}",
            card_number=f"9{n:06}",
            admitted_on=date(2001, 1, 1),
        )
        for n in numbers
    )
    Membership.objects.bulk_create(
        Membership(member=person, cell=cast.cell, kind="party", since=date(2010, 1, 1))
        for person in people
    )
    CommitteePost.objects.bulk_create(
        CommitteePost(member=person, body="executive", since=date(2012, 1, 1), until=ENDS)
        for person in people
    )
    User.objects.bulk_create(
        User(username=f"q{n}", member=person) for n, person in zip(numbers, people, strict=True)
    )
    asked = {"kind": "yearend", "title": "Bộ", "total": 1, "requested_by": cast.users["staff"]}
    Job.objects.bulk_create(Job(**asked) for _ in numbers)
    cells = Cell.objects.bulk_create(Cell(code=f"Q{n}", name=f"Chi bộ Q{n}") for n in numbers)
    cards = MoralStandard.objects.bulk_create(
        MoralStandard(
            cell=cell,
            year=2014,
            status="adopted",
            resolution_number="1",
            adopted_on=date(2014, 1, 2),
        )
        for cell in cells
    )
    CollectiveItem.objects.bulk_create(
        CollectiveItem(registration=registration, position=1, action="Một")
        for registration in CollectiveRegistration.objects.bulk_create(
            CollectiveRegistration(
                cell=cell, year=2014, status="registered", registered_on=date(2014, 1, 2)
            )
            for cell in cells
        )
    )
    Criterion.objects.bulk_create(
        Criterion(standard=card, position=1, behaviour="Một") for card in cards
    )
    Review.objects.bulk_create(ReviewFactory.build(cell=cell) for cell in cells)
    register(numbers)
    direct(cast.cell, cells, numbers)
    study(cells, numbers)
    follow(people, cells)
    plan_work(cells, people)
    Transfer.objects.bulk_create(
        TransferFactory.build(member=person, from_cell=cast.cell, to_cell=cast.other_cell)
        for person in people
    )
    write_papers(cast.cell, people, criterion)
    rate(cast.cell, people, numbers)
    hold_sessions(cast.cell, people)
    tell_of_papers(cast.members["secretary"], numbers)
    come_together(cast, people, numbers)
    hold_session(people, numbers)
    commend(people, cells)
    HelpRequest.objects.bulk_create(HelpRequest(cell=cell, words="Giúp") for cell in cells)


def commend(people, cells) -> None:
    """As many nominated, proposed and gathered; and as many batches."""
    target = CommendationBatch.objects.get(title="đợt đông", status="presented")
    draft = CommendationBatch.objects.get(title="đợt đông", status="draft")
    voted = {"entitled": 3, "present": 3, "in_favour": 3}
    steps = [
        {"status": "nominated"},
        {"status": "proposed", "occasion": None, **voted},
        {"status": "gathered", "batch": target, "occasion": None, **voted},
        {"status": "gathered", "batch": draft, "occasion": None, **voted},
    ]
    steps = [
        {**step, "form": CommendationFormFactory(code=f"form-{place}", name=f"Hình thức {place}")}
        for place, step in enumerate(steps)
    ]
    Commendation.objects.bulk_create(
        Commendation(member=person, cell=cell, nominated_at=clock.now(), achievement="Tốt", **step)
        for person, cell in zip(people, cells, strict=True)
        for step in steps
    )
    CommendationBatch.objects.bulk_create(
        CommendationBatchFactory.build(occasion=None) for _ in people
    )


def come_together(cast, people, numbers) -> None:
    """As many sessions, with a partner and a briefing each, and a line of the roll each."""
    starts = timezone.make_aware(datetime(2014, 1, 6, 14))
    officer = cast.members["secretary"]
    sessions = Session.objects.bulk_create(
        Session(
            cell=cast.cell,
            form="talk",
            title=f"Buổi {n}",
            starts_at=starts + timedelta(hours=n),
            chair=officer,
            minute_taker=officer,
            status="signed",
        )
        for n in numbers
    )
    document = DocumentFactory(symbol=f"{numbers[0]}-HD/ĐUCQ")
    SessionPartner.objects.bulk_create(
        SessionPartner(session=session, cell=cast.other_cell) for session in sessions
    )
    Briefing.objects.bulk_create(
        Briefing(session=session, cell=cast.cell, document=document) for session in sessions
    )
    Attendance.objects.bulk_create(
        Attendance(
            session=session, cell=cast.cell, member=person, category="official", state="present"
        )
        for session, person in zip(sessions, people, strict=True)
    )


def tell_of_papers(member, numbers) -> None:
    """As much news, of pledges and reports in turn."""
    papers = [Pledge.objects.order_by("-pk"), MonthlyReport.objects.order_by("-pk")]
    Notice.objects.bulk_create(
        Notice(member=member, paper=papers[n % 2][n // 2], verb="x", sentence="Đã nhận", path="/")
        for n in numbers
    )


def hold_session(people, numbers) -> None:
    """As many items, speeches, votes and tasks in the one session there is, and names on its roll;
    some of the month's reports were written by whoever sweeps them."""
    session = Session.objects.get(report_month=date(2014, 1, 1))
    earlier = Session.objects.filter(cell=session.cell_id, status="held").earliest("pk")
    items = AgendaItem.objects.bulk_create(
        AgendaItem(session=session, position=n, title="Một") for n in numbers
    )
    Speech.objects.bulk_create(
        Speech(item=item, speaker=person, text="Nói")
        for item, person in zip(items, people, strict=True)
    )
    Vote.objects.bulk_create(VoteFactory.build(item=item) for item in items)
    Attendance.objects.bulk_create(
        Attendance(
            session=session, cell=session.cell, member=p, category="official", state="present"
        )
        for p in people
    )
    SessionTask.objects.bulk_create(
        SessionTaskFactory.build(session=each, cell=session.cell, owner=person)
        for each in (session, earlier)
        for person in people
    )
    writer = User.objects.get(username="secretary")
    others = [person for person in people[2::3] if person.full_name[-1] not in "AB"]
    third = MonthlyReport.objects.filter(pledge__member__in=others)  # not what the queue opens
    third.update(entered_by=writer)


def study(cells, numbers: range) -> None:
    """As many years with topics and documents, topics this year, and slots of cells."""
    theme = Theme.objects.get(year=2014)
    Theme.objects.bulk_create(
        Theme(
            year=1000 + n,
            title=f"Năm {n}",
            programme=theme.programme,
            pledge_due_on=date(1000 + n, 1, 31),
        )
        for n in numbers
    )
    topics = Topic.objects.bulk_create(
        Topic(theme=theme, quarter=1 + n % 4, position=100 + n, title=f"Chủ đề {n}")
        for n in numbers
    )
    Material.objects.bulk_create(
        Material(topic=topic, document=DocumentFactory()) for topic in topics
    )
    StudySlot.objects.bulk_create(
        StudySlot(cell=cell, topic=topic, month=date(2014, 3 * topic.quarter, 1))
        for cell, topic in zip(cells, topics, strict=True)
    )


def follow(people, cells) -> None:
    for person, cell in zip(people, cells, strict=True):
        post = CommitteePost.objects.create(
            member=person, body="task_force", since=date(2012, 1, 1)
        )
        post.cells.add(cell)


def plan_work(cells, people) -> None:
    plans = Plan.objects.bulk_create(
        Plan(cell=cell, kind="year", year=2014, title="Kế hoạch") for cell in cells
    )
    target = Plan.objects.get(cell=None)
    PlanTask.objects.bulk_create(
        PlanTask(plan=plan, position=place, text="Họp", owner=person, due_on=date(2014, 1, 5))
        for place, (plan, person) in enumerate(zip(plans, people, strict=True), start=1)
    )
    first = 1 + target.tasks.count()
    PlanTask.objects.bulk_create(
        PlanTask(plan=target, position=place, text="Họp", owner=person, due_on=date(2014, 1, 5))
        for place, person in enumerate(people, start=first)
    )


def direct(home, cells, numbers: range) -> None:
    """As many directives, all read at home; and the first one by every other cell too."""
    papers = [DocumentFactory(replaces=None) for _ in numbers]
    session = SessionFactory(cell=home, held=True)
    read = [BriefingFactory.build(document=each, cell=home, session=session) for each in papers]
    first = DocumentFactory._meta.model.objects.earliest("pk")
    read += [BriefingFactory.build(document=first, cell=cell, session=session) for cell in cells]
    Briefing.objects.bulk_create(read)
    for _ in numbers:
        DocumentFileFactory(document=first)


def hold_sessions(cell, people) -> None:
    """As many sessions; one ahead that as many cannot attend, one over that as many attended."""
    ahead = Session.objects.latest("starts_at")
    over = Session.objects.filter(cell=cell, status="held").latest("pk")
    leads = {"chair": ahead.chair, "minute_taker": ahead.minute_taker}
    Session.objects.bulk_create(
        SessionFactory.build(cell=cell, starts_at=moment(2013, 5, 5, 8), status="signed", **leads)
        for _ in people
    )
    AbsenceRequest.objects.bulk_create(
        AbsenceRequest(session=ahead, cell=cell, member=person, reason="mission")
        for person in people
    )
    Attendance.objects.bulk_create(
        Attendance(
            session=over,
            cell=cell,
            member=person,
            category="official",
            state="excused",
            reason="leave",
        )
        for person in people
    )
    SessionTask.objects.bulk_create(
        SessionTask(session=over, cell=cell, owner=person, text="Việc", due_on=ENDS)
        for person in people
    )


def register(numbers: range) -> None:
    """Every third number is missing, and every fourth row replaces the one before."""
    term, kind = TermFactory(), DocumentTypeFactory()
    rows = [
        IssuedDocumentFactory.build(term=term, kind=kind, number=3 * n // 2 + 1, abstract=f"Số {n}")
        for n in numbers
    ]
    for older, newer in zip(rows[::4], rows[1::4], strict=False):
        newer.replaces, newer.replace_reason = older, "sót"
    for row in rows:
        row.save()


def write_papers(cell, people, criterion) -> None:
    sent = {"first_submitted_at": clock.now(), "saved_at": clock.now()}
    pledges = Pledge.objects.bulk_create(
        Pledge(
            member=person,
            cell=cell,
            year=2014,
            due_on=date(2014, 1, 31),
            by_leader=number % 3 == 0,
            status="submitted" if number % 2 else "accepted",
            accepted_at=clock.now(),
            **sent,
        )
        for number, person in enumerate(people)
    )
    items = PledgeItem.objects.bulk_create(
        PledgeItem(pledge=pledge, position=1, criterion=criterion, action="Làm")
        for pledge in pledges
    )
    reports = MonthlyReport.objects.bulk_create(
        MonthlyReport(
            pledge=pledge,
            cell=cell,
            month=date(2014, 1, 1),
            due_on=date(2014, 2, 5),
            status="submitted" if number % 3 else "draft",
            **(sent if number % 3 else {}),
        )
        for number, pledge in enumerate(pledges)
    )
    MonthlyReportLine.objects.bulk_create(
        MonthlyReportLine(report=report, item=item, state="done")
        for report, item in zip(reports, items, strict=True)
    )


def rate(cell, people, numbers: range) -> None:
    """Last year's round: as many people sent, and as many cells besides."""
    found = EvaluationRoundFactory()
    sent = {"status": "submitted", "first_submitted_at": clock.now(), "saved_at": clock.now()}
    MemberEvaluation.objects.bulk_create(
        MemberEvaluation(round=found, member=person, cell=cell, **(sent if number % 2 else {}))
        for number, person in enumerate(people)
    )
    CellEvaluation.objects.bulk_create(
        CellEvaluation(round=found, cell=CellFactory(code=f"XL{number}")) for number in numbers
    )


SHEETS = [name for name in LISTS if f"{name}{SUFFIX}" in get_resolver().reverse_dict]


def sheet_of(client, name: str) -> tuple[int, int]:
    """How many questions the sheet of a list asks, and how many rows it holds."""
    address, why = reverse(f"{name}{SUFFIX}"), {"reason": "đo"}
    client.post(address, why)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(address, why)
    return len(asked), load_workbook(BytesIO(answer.content))["Danh sách"].max_row - 1


def questions(client, address: str) -> int:
    client.get(address)  # content types and the like are remembered after the first page
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def addresses(cast) -> dict[str, tuple[str, str]]:
    review = ReviewFactory(
        first_month=date(2013, 1, 1), last_month=date(2014, 12, 1), title="sơ kết"
    )
    session = SessionFactory(cell=cast.cell)
    month = {"cell": cast.cell, "report_month": date(2014, 1, 1)}
    session = SessionFactory(**month, starts_at=clock.now())
    AgendaItem.objects.create(session=session, position=0, kind="tasks", title="Việc")
    AgendaItem.objects.create(session=session, position=0, kind="reports", title="Báo cáo")
    SessionFactory(cell=cast.cell, held=True)
    here = {
        name: ("secretary", reverse(name, args=[session.pk]))
        for name in ("session-course", "session-conclude", "monthly-report-sweep")
    }
    plain = {name: (who, reverse(name) + query) for name, (who, query) in LISTS.items()}
    rows = {
        f"rows of {figure}": ("staff", reverse("review-rows", args=[review.pk, figure]))
        for figure in ROWS
    }
    directive = DocumentFactory(dated_on=date(2011, 5, 14))
    more = {
        "directive": ("staff", directive.get_absolute_url()),
        "edit a directive": ("staff", reverse("directive-edit", args=[directive.pk])),
        "briefings of a cell": (
            "secretary",
            reverse("directive-briefings-cell", args=[cast.cell.pk]),
        ),
        "home with news": ("secretary", reverse("home")),
        "missing reports of a cell": (
            "staff",
            f"{reverse('monthly-report-list')}?state=missing&cell={cast.cell.pk}",
        ),
        "missing pledges of a cell": (
            "staff",
            f"{reverse('pledge-list')}?state=Quá+hạn&cell={cast.cell.pk}",
        ),
        "reminders of a cell": ("secretary", reverse("reminder-cell", args=[cast.cell.pk])),
        "prints of a cell": ("secretary", reverse("cell-prints", args=[cast.cell.pk])),
        "slips of a cell": (
            "secretary",
            reverse("cell-print-slips", args=[cast.cell.pk, 2014, 3]),
        ),
        "pledges of a cell": (
            "secretary",
            reverse("cell-print-pledges", args=[cast.cell.pk, 2014]),
        ),
        "overview-month": ("staff", reverse("overview-month", args=[2014, 1])),
        "rollup-cells": ("staff", reverse("rollup-cells", args=["party", "2014"])),
        "rollup-cell": ("secretary", reverse("rollup-cell", args=[cast.cell.pk, "2014"])),
        "rollup-mine": ("member", reverse("rollup-mine", args=["2014"])),
        "rollup-cell-rows": (
            "secretary",
            reverse("rollup-cell-rows", args=[cast.cell.pk, "2014", "due"]),
        ),
        "review": ("staff", review.get_absolute_url()),
        "round": ("staff", EvaluationRoundFactory().get_absolute_url()),
        "home of an officer": ("secretary", reverse("home")),
        **study_pages(cast),
    }
    more |= praise_pages(cast)
    people = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    ahead = SessionFactory(cell=cast.cell, starts_at=moment(2014, 4, 3, 14), **people)
    over = SessionFactory(cell=cast.cell, held=True, **people)
    AgendaItemFactory(session=ahead, kind="tasks")
    AgendaItemFactory(session=over)
    more |= {
        "session ahead": ("secretary", ahead.get_absolute_url()),
        "session over": ("secretary", over.get_absolute_url()),
        "session for a member": ("member", ahead.get_absolute_url()),
        "agenda": ("secretary", reverse("session-agenda", args=[ahead.pk])),
        "invitation": ("member", reverse("session-invitation", args=[ahead.pk])),
        "roll": ("secretary", reverse("session-roll", args=[session.pk])),
    }
    return plain | rows | more | here


def praise_pages(cast) -> dict[str, tuple[str, str]]:
    draft = CommendationBatchFactory(title="đợt đông", occasion=None)
    presented = CommendationBatchFactory(title="đợt đông", occasion=None, status="presented")
    row = CommendationFactory(cell=cast.cell)
    return {
        "commendation": ("secretary", row.get_absolute_url()),
        "batch": ("staff", presented.get_absolute_url()),
        "gather": ("staff", reverse("commendation-batch-gather", args=[draft.pk])),
        "award": ("leader", reverse("commendation-batch-award", args=[presented.pk])),
    }


def study_pages(cast) -> dict[str, tuple[str, str]]:
    theme, plan = Theme.objects.get(year=2014), PlanFactory()
    topic = TopicFactory(theme=theme)
    year = [cast.cell.pk, 2014]
    steps = ["theme", "theme-topics", "theme-materials", "theme-publish"]
    return {
        **{name: ("staff", reverse(name, args=[theme.pk])) for name in steps},
        "topic": ("member", topic.get_absolute_url()),
        "topic-materials": ("staff", reverse("topic-materials", args=[topic.pk])),
        "study-plan": ("member", reverse("study-plan", args=year)),
        "study-arrange": ("secretary", reverse("study-arrange", args=year)),
        "plan": ("staff", plan.get_absolute_url()),
        "plan-task-new": ("staff", reverse("plan-task-new", args=[plan.pk])),
    }


def test_every_list_asks_as_much_for_three_rows_as_for_three_hundred(cast, sign_in):
    criterion = CriterionFactory(standard=MoralStandardFactory(cell=None, adopted=True))
    pages = addresses(cast)
    fill(cast, criterion, range(FEW))
    for_few = {name: questions(sign_in(who), address) for name, (who, address) in pages.items()}
    fill(cast, criterion, range(FEW, MANY))
    for_many = {name: questions(sign_in(who), address) for name, (who, address) in pages.items()}
    assert for_many == for_few
    assert {name: asked for name, asked in for_many.items() if asked > LIMIT} == {}


def test_every_sheet_asks_as_much_for_three_rows_as_for_three_hundred(cast, sign_in):
    criterion = CriterionFactory(standard=MoralStandardFactory(cell=None, adopted=True))
    addresses(cast)
    fill(cast, criterion, range(FEW))
    few = {name: sheet_of(sign_in(LISTS[name][0]), name) for name in SHEETS}
    fill(cast, criterion, range(FEW, MANY))
    many = {name: sheet_of(sign_in(LISTS[name][0]), name) for name in SHEETS}
    assert {name: asked for name, (asked, _) in many.items()} == {
        name: asked for name, (asked, _) in few.items()
    }
    assert {name: asked for name, (asked, _) in many.items() if asked > LIMIT} == {}
    grown = {name: (few[name][1], rows) for name, (_, rows) in many.items()}
    assert {name: rows for name, rows in grown.items() if not 0 < rows[0] < rows[1] / 10} == {}
