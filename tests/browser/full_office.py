"""A small office in the middle of its year: a paper in every state, names long and short."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from cells import clock
from cells.audit import trace
from cells.member.accounts import services as accounts
from cells.member.moves import services as transfers
from cells.member.moves.leaving import leave_cell
from cells.member.moves.stays import begin_stay
from cells.models import Cell, Job, JobFile, SessionPartner, Theme, User
from cells.organisation.models import CellKind
from cells.session.absence import services as absences
from cells.session.briefing.services import brief
from cells.session.minutes.services import save_part
from cells.session.planning import services as preparing
from cells.session.roll.services import add_to_roll, open_roll
from cells.session.score.figures import lines_of, sheet_of
from cells.session.score.services import save_scores
from cells.session.score.shipped import ship_score_sheet
from cells.uploads.checks import Upload
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report import services as reports
from pledges.pledge import services as pledges
from reports.evaluation.scheme.shipped import ship_rating_schemes
from reports.evaluation.yearend.services import print_set
from reports.models import RatingScheme
from reports.review import services as reviews
from reports.youth.models import YouthAssessment, YouthScheme
from reports.youth.services import ship_youth_scheme
from tests.commending import batch_with, decide
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    CellEvaluationFactory,
    CellFactory,
    CollectiveItemFactory,
    CollectiveRegistrationFactory,
    CommendationBatchFactory,
    CommendationFactory,
    CommendationFormFactory,
    CommitteePostFactory,
    CriterionFactory,
    DocumentFactory,
    DocumentFileFactory,
    EvaluationRoundFactory,
    EvidenceFactory,
    HelpRequestFactory,
    IssuedDocumentFactory,
    MaterialFactory,
    MemberEvaluationFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PlanFactory,
    PlanTaskFactory,
    PledgeFactory,
    PledgeItemFactory,
    ReviewFactory,
    SessionFactory,
    SessionTaskFactory,
    SpeechFactory,
    StandingFactory,
    StudySlotFactory,
    TopicFactory,
    VoteFactory,
    moment,
)
from tests.minutes import full_hall, held_session, sign_both, sign_first
from tests.signing import sign

LONG_NAME = "Nguyễn Hoàng Thị Phương Trinh Ngọc Ánh Tuyết"
ONE_WORD = "Y"
LONG_WORD = "kếhoạchhọctậpvàlàmtheo" * 4
MONTHS = {month: date(2014, month, 1) for month in (1, 2, 3)}
CROWD, WITH_PLEDGE = 45, 12
Papers = dict[str, Model]


def fill(cast: Any) -> Papers:
    papers: Papers = {"cell": cast.cell, "empty cell": CellFactory(name="Chi bộ Văn phòng Đảng uỷ")}
    papers |= standards(cast)
    papers |= collectives(cast)
    criterion = papers["standard:adopted"].criteria.first()
    papers |= neighbours(cast, criterion)
    crowd(cast.cell, criterion)
    papers |= written_pledges(cast, criterion)
    papers |= written_reports(cast, criterion)
    papers |= asked_accounts(cast)
    papers |= ending_posts(cast)
    papers |= moved_people(cast, papers)
    papers |= directives(cast)
    papers |= sessions(cast, papers)
    papers |= year_of_study(cast)
    papers |= plans_of_work(cast)
    papers |= running_session(cast)
    papers |= {
        "review": ReviewFactory(),
        "review of a cell": ReviewFactory(cell=cast.cell, title="sơ kết quý I " + LONG_WORD),
    }
    reviews.save_section(papers["review"], "study", text="Đã học hai chuyên đề.", version=0)
    papers |= rolls_and_scores(cast, papers)
    papers |= calls_for_help(cast)
    papers |= young_people()
    papers |= yearly_rating(cast, papers)
    return (
        papers
        | signed_reviews(cast)
        | minutes(cast)
        | long_work(cast, papers)
        | praise(cast, papers)
    )


def calls_for_help(cast: Any) -> Papers:
    """One of the neighbours waits, one of the own cell has its answer."""
    by = {"cell": cast.users["secretary"], "other_cell": cast.users["other secretary"]}
    answered = HelpRequestFactory(cell=cast.cell, asked_by=by["cell"], at="answered")
    open_one = HelpRequestFactory(
        cell=cast.other_cell, asked_by=by["other_cell"], words="Nhờ hướng dẫn " + LONG_WORD
    )
    return {"help:answered": answered, "help:open": open_one}


def young_people() -> Papers:
    """A youth branch that nobody leads yet: staff assess."""
    ship_youth_scheme()
    branch = CellFactory(code="CD", name="Chi đoàn cơ quan", kind=CellKind.YOUTH)
    for name in (LONG_NAME, ONE_WORD):
        member = MemberFactory(full_name=name)
        MembershipFactory(member=member, cell=branch)
        YouthAssessment.objects.create(
            member=member,
            cell=branch,
            year=2014,
            unit="m",
            number=1,
            level=2,
            note=LONG_WORD,
            scheme=YouthScheme.objects.get(),
        )
    return {"branch": branch}


def long_work(cast: Any, papers: Papers) -> Papers:
    """A year-end set twice: one that waits, one that is there to fetch."""
    past = papers["round:published"]
    waiting, done = (
        print_set(past, [cast.cell], merged=False, reason="Lưu", by=cast.users["staff"])
        for _ in range(2)
    )
    file = JobFile.shelved(Upload("bo.zip", "zip", b"PK"), by=cast.users["staff"])
    file.job = done
    file.save()
    Job.objects.filter(pk=done.pk).update(state="done", done=1)
    return {"job:waiting": waiting, "job:done": done}


def yearly_rating(cast: Any, papers: Papers) -> Papers:
    """Last year's round, half way, and the one before, published."""
    ship_rating_schemes()
    scheme = RatingScheme.objects.of_year(2013).get()
    found = EvaluationRoundFactory(year=2013, scheme=scheme)
    past = EvaluationRoundFactory(
        year=2012, scheme=scheme, status="published", published_at=clock.now()
    )
    at = {
        "member": "draft",
        "colleague": "returned",
        "deputy": "submitted",
        "secretary": "proposed",
        "stranger": "decided",
    }
    made: Papers = {"round": found, "round:published": past}
    for role, status in at.items():
        row = MemberEvaluationFactory(
            round=found, member=cast.members[role], cell=cast.cell, at=status, saved_at=clock.now()
        )
        row.parts.create(key="conduct", text="Lời dài " + LONG_WORD, grade="good")
        row.parts.create(key="duties", text="Làm đúng hạn.", grade="good")
        made[f"evaluation:{status}"] = row
    made["evaluation:long name"] = MemberEvaluationFactory(
        round=found, member=papers["long name"], cell=cast.cell
    )
    made["evaluation:published"] = MemberEvaluationFactory(
        round=past, member=cast.members["member"], cell=cast.cell, at="published"
    )
    made["evaluation:late"] = MemberEvaluationFactory(
        round=past, member=cast.members["deputy"], cell=cast.cell, at="decided", case="postponed"
    )
    made["cell-evaluation:late"] = CellEvaluationFactory(
        round=past, cell=cast.cell, at="decided", case="postponed"
    )
    made["cell-evaluation:draft"] = CellEvaluationFactory(round=found, cell=cast.cell)
    made["cell-evaluation:submitted"] = CellEvaluationFactory(
        round=found, cell=cast.other_cell, at="submitted"
    )
    return made


def rolls_and_scores(cast: Any, papers: Papers) -> Papers:
    """A roll with everything on it, one of two cells, one behind signed minutes; a scored sheet."""
    ship_score_sheet()
    officers = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    taken, joint, signed = (
        SessionFactory(cell=cast.cell, held=True, **officers, title=title)
        for title in (LONG_WORD, "Toạ đàm chung", "Sinh hoạt tháng 2")
    )
    SessionPartner.objects.create(session=joint, cell=cast.other_cell)
    away = papers["long name"].pk
    for each in (taken, signed):
        open_roll(each, cast.cell, excused={away: ("other", LONG_WORD)})
        points = {line.pk: line.most for line in lines_of(sheet_of(each))}
        points[min(points)] = Decimal("4.5")
        save_scores(each, "cell", points, version="", by=cast.users["secretary"])
    add_to_roll(taken, cast.cell, cast.members["stranger"], by=cast.users["secretary"])
    type(signed).objects.filter(pk=signed.pk).update(status="signed")
    return {
        "session:roll": taken,
        "session:joint": joint,
        "session:signed": signed,
        "other cell": cast.other_cell,
    }


def year_of_study(cast: Any) -> Papers:
    """Two quarters with topics, one session held, and last year to copy from."""
    theme = Theme.objects.get(year=2014)
    topic = MaterialFactory(topic__theme=theme, topic__questions="Vì sao? " + LONG_WORD).topic
    later = TopicFactory(theme=theme, quarter=2, form="stories", title="Kể chuyện " + LONG_WORD)
    TopicFactory(theme__year=2013)
    SessionFactory(cell=cast.cell, topic=topic, form="thematic", status="held")
    StudySlotFactory(cell=cast.cell, topic=later, month=date(2014, 8, 1), note=LONG_WORD)
    return {"theme": theme, "topic": topic}


def plans_of_work(cast: Any) -> Papers:
    own = PlanFactory(cell=cast.cell, title="Kế hoạch của chi bộ " + LONG_WORD)
    late = {"due_on": date(2014, 2, 1), "text": "Góp ý chuẩn mực " + LONG_WORD}
    task = PlanTaskFactory(plan=own, owner=cast.members["member"], owner_name="", **late)
    post = CommitteePostFactory(duties="Theo dõi " + LONG_WORD)
    post.cells.add(cast.cell)
    return {
        "plan": PlanTaskFactory(plan__title="Kế hoạch của Đảng uỷ").plan,
        "plan of the cell": own,
        "plan task": task,
        "post:duties": post,
    }


def praise(cast: Any, papers: Papers) -> Papers:
    """One in each state, names and words long and short; batches before and after the decision."""
    own = CommendationFormFactory(
        code="bieu-duong-chi-bo", name="Biểu dương của chi bộ", given_by="cell"
    )
    there = {"cell": cast.cell, "achievement": LONG_WORD}
    rows = {
        "nominated": CommendationFactory(member=cast.members["member"], **there),
        "to grant": CommendationFactory(
            member=cast.members["colleague"], form=own, proposed=True, **there
        ),
        "proposed": CommendationFactory(member=None, proposed=True, **there),
        "gathered": CommendationFactory(member=papers["long name"], proposed=True, **there),
        "awarded": CommendationFactory(
            member=cast.members["member"], occasion=None, proposed=True, **there
        ),
        "own": CommendationFactory(member=cast.members["leader"], proposed=True),
    }
    waiting = batch_with(rows["gathered"], rows["own"], title="khen thưởng " + LONG_WORD)
    decided = batch_with(rows["awarded"])
    decide(decided, by=cast.users["leader"], number=30)
    open_one = CommendationBatchFactory(title="khen thưởng đột xuất")
    return {f"commendation:{key}": row for key, row in rows.items()} | {
        "batch:draft": open_one,
        "batch:presented": waiting,
        "batch:awarded": decided,
    }


def signed_reviews(cast: Any) -> Papers:
    """A paper that was replaced by another, one that waits, one sent back, and rows by hand."""
    leader = cast.users["leader"]
    first = ReviewFactory(last_month=date(2014, 2, 1), title="sơ kết hai tháng " + LONG_WORD)
    old = sign(first, by=leader)
    second = reviews.open_correction(first)
    new = sign(second, by=leader, number=4, why="Sót số liệu của một chi bộ")
    MonthlyReport.objects.filter(month=MONTHS[1], status="submitted").update(status="excused")
    waiting = ReviewFactory(first_month=date(2014, 2, 1), status="presented")
    again = ReviewFactory(
        first_month=first.first_month, last_month=first.last_month, status="presented"
    )
    returned = ReviewFactory(first_month=date(2014, 3, 1), status="presented")
    reviews.return_review(returned, by=leader, note="Ghi rõ số chi bộ đã học.")
    by_hand = IssuedDocumentFactory(abstract="triệu tập hội nghị " + LONG_WORD)
    return {
        "review:replaced": first,
        "review:signed": second,
        "review:presented": waiting,
        "review:again": again,
        "review:returned": returned,
        "document:old": old,
        "document:new": new,
        "document:by hand": by_hand,
    }


def directives(cast: Any) -> Papers:
    """One that replaced another and was read by one cell, with files short and long."""
    old = DocumentFactory(kind="Hướng dẫn", dated_on=date(2012, 2, 1), abstract=LONG_WORD)
    new = DocumentFactory(replaces=old, abstract="việc nêu gương " + LONG_WORD)
    file = DocumentFileFactory(document=new)
    DocumentFileFactory(document=new, name=f"{LONG_WORD}.docx", kind="docx")
    session = SessionFactory(cell=cast.cell, held=True)
    AgendaItemFactory(session=session, kind="document", document=new)
    AttendanceFactory(session=session, member=cast.members["member"])
    brief(session)
    return {"directive": new, "directive:old": old, "directive file": file}


def standards(cast: Any) -> Papers:
    of_committee = MoralStandardFactory(cell=None, adopted=True, motto="Trung với Đảng")
    replaced = MoralStandardFactory(
        cell=cast.cell, status="replaced", resolution_number="01-NQ/CB", adopted_on=date(2014, 1, 5)
    )
    adopted = MoralStandardFactory(cell=cast.cell, adopted=True)
    draft = MoralStandardFactory(cell=cast.cell, motto="")
    lonely = MoralStandardFactory(cell=cast.other_cell)
    for standard in (of_committee, replaced, adopted, draft):
        for number in (1, 2, 3):
            CriterionFactory(standard=standard, position=number, behaviour=f"Tiêu chí {number}")
    CriterionFactory(standard=draft, position=4, behaviour=LONG_WORD, measure=LONG_WORD)
    return {
        "standard:committee": of_committee,
        "standard:replaced": replaced,
        "standard:adopted": adopted,
        "standard:draft": draft,
        "standard:blank": lonely,
    }


def collectives(cast: Any) -> Papers:
    closed = {"closed_on": date(2014, 1, 3), "registered_on": date(2013, 1, 10)}
    found = {
        "draft": CollectiveRegistrationFactory(cell=cast.cell, year=2015),
        "registered": CollectiveRegistrationFactory(cell=cast.cell, registered=True),
        "closed": CollectiveRegistrationFactory(
            cell=cast.cell, year=2013, status="closed", **closed
        ),
    }
    for state, registration in found.items():
        for position, action in enumerate(("Tủ sách chung của vụ", LONG_WORD), start=1):
            CollectiveItemFactory(
                registration=registration,
                position=position,
                action=action,
                responsible=cast.members["deputy"],
                state="partly" if state == "closed" else "",
            )
    return {f"collective:{state}": registration for state, registration in found.items()}


def a_pledge(member: Model, cell: Cell, criterion: Model, **values: Any) -> Pledge:
    pledge = PledgeFactory(member=member, cell=cell, reflection="Nói đi đôi với làm.", **values)
    for number in (1, 2):
        PledgeItemFactory(pledge=pledge, position=number, criterion=criterion)
    return pledge


def a_report(pledge: Pledge, month: int, **values: Any) -> Model:
    report = MonthlyReportFactory(pledge=pledge, month=MONTHS[month], **values)
    state = "partly" if report.saved_at else ""
    for item in pledge.items.all():
        MonthlyReportLineFactory(report=report, item=item, state=state, sentence=state and "Xong")
    return report


def neighbours(cast: Any, criterion: Model) -> Papers:
    """People whose names try the page, each with a report of March in a state of its own."""
    people = {}
    for name, values in {
        LONG_NAME: {"sent": True},
        ONE_WORD: {"due_on": date(2014, 3, 10)},
        "Trương Định": {"sent": True, "entered_by": cast.users["secretary"]},
        "Mai Hắc Đế": {"status": "excused"},
        "Đinh Tiên Hoàng": {"acknowledged": True, "due_on": date(2014, 3, 1)},
    }.items():
        member = MemberFactory(full_name=name, unit=LONG_WORD, email="rat.dai@cosodang.org.vn")
        MembershipFactory(member=member, cell=cast.cell)
        people[name] = a_report(a_pledge(member, cast.cell, criterion, accepted=True), 3, **values)
    exempt = MemberFactory(full_name="Phùng Hưng")
    MembershipFactory(member=exempt, cell=cast.cell)
    StandingFactory(member=exempt)
    return {
        "report:submitted": people[LONG_NAME],
        "report:untouched": people[ONE_WORD],
        "report:entered": people["Trương Định"],
        "report:excused": people["Mai Hắc Đế"],
        "report:acknowledged": people["Đinh Tiên Hoàng"],
        "long name": people[LONG_NAME].pledge.member,
        "exempt": exempt,
    }


def crowd(cell: Cell, criterion: Model) -> None:
    """Enough people for a second page; none of them has sent a report."""
    for number in range(CROWD):
        member = MemberFactory(full_name=f"Lý Thường Kiệt {'abcdeghik'[number % 9]}")
        MembershipFactory(member=member, cell=cell)
        if number >= WITH_PLEDGE:
            continue
        pledge = PledgeFactory(member=member, cell=cell, accepted=number % 2 == 0)
        if number % 2 == 0:
            MonthlyReportFactory(pledge=pledge, month=MONTHS[3])


def written_pledges(cast: Any, criterion: Model) -> Papers:
    secretary = cast.user("secretary")
    returned = a_pledge(cast.members["colleague"], cast.cell, criterion, sent=True, saved_at=None)
    pledges.return_pledge(returned, by=secretary, note="Ghi rõ số lần trong tháng.")
    made = {
        "pledge:returned": returned,
        "pledge:submitted": a_pledge(cast.members["deputy"], cast.cell, criterion, sent=True),
        "pledge:waiting": a_pledge(cast.members["cell committee"], cast.cell, criterion, sent=True),
        "pledge:accepted": a_pledge(cast.members["secretary"], cast.cell, criterion, accepted=True),
        "pledge:blank": PledgeFactory(member=cast.members["stranger"], cell=cast.other_cell),
        "pledge:closed": a_pledge(
            cast.members["member"],
            cast.cell,
            criterion,
            year=2013,
            status="closed",
            first_submitted_at=returned.first_submitted_at,
            accepted_at=returned.first_submitted_at,
        ),
    }
    for paper in made.values():
        trace(paper, secretary, "open", "", paper.status, LONG_WORD)
    return made


def written_reports(cast: Any, criterion: Model) -> Papers:
    """The member's year: January answered, February returned, March being written."""
    secretary = cast.user("secretary")
    pledge = a_pledge(cast.members["member"], cast.cell, criterion, accepted=True)
    january, february = a_report(pledge, 1, sent=True), a_report(pledge, 2, sent=True)
    comments = {item.pk: "Việc này cả chi bộ đều thấy." for item in pledge.items.all()}
    reports.acknowledge_monthly_report(january, by=secretary, comments=comments)
    reports.return_monthly_report(
        february,
        by=secretary,
        note="Ghi số hồ sơ đã trả lời.",
        items=[pledge.items.first().pk],
        comments=comments,
    )
    march = a_report(pledge, 3, version=1, saved_at=pledge.accepted_at)
    full = february.lines.first()
    for name in ("Sổ tiếp dân.pdf", f"{LONG_WORD}.pdf", "Ảnh.pdf"):
        EvidenceFactory(line=full, name=name)
    own = a_report(Pledge.objects.get(member=cast.members["secretary"]), 3, sent=True)
    pledges.reopen_pledge(
        reopened := a_pledge(cast.members["staff"], cast.other_cell, criterion, accepted=True),
        by=cast.user("inspector"),
        note="Đổi nhiệm vụ",
    )
    a_report(reopened, 2, acknowledged=True)
    return {
        "report:january": january,
        "report:returned": february,
        "report:draft": march,
        "report line": march.lines.first(),
        "report line:full": full,
        "report:own": own,
        "pledge:mine": pledge,
        "pledge:sent": a_pledge(cast.members["member"], cast.cell, criterion, year=2015, sent=True),
        "pledge:reopened": reopened,
        "item:reported": reopened.items.first(),
    }


def ending_posts(cast: Any) -> Papers:
    """Mandates about to end, one long over, and the member entered a second time."""
    double = MemberFactory(full_name=cast.members["member"].full_name, card_number="")
    MembershipFactory(member=double, cell=cast.cell)
    CommitteePostFactory(member=double, body="executive", until=date(2013, 12, 31))
    holder = MemberFactory(full_name=LONG_NAME)
    MembershipFactory(member=holder, cell=cast.cell, office="committee", until=date(2014, 4, 30))
    MembershipFactory(member=holder, cell=cast.cell, since=date(2014, 5, 1))
    post = CommitteePostFactory(member=holder, body="inspection", until=date(2014, 4, 30))
    post.cells.set([cast.cell, cast.other_cell])
    return {"post:ending": post, "double": double, "deputy": cast.members["deputy"]}


def moved_people(cast: Any, papers: Papers) -> Papers:
    """One on the way, one arrived, one gone, one a guest."""
    staff = cast.user("staff")
    values = {"to_cell": cast.other_cell, "intended_on": clock.today(), "by": staff}
    proposed = transfers.propose_transfer(
        papers["long name"], from_cell=cast.cell, note=LONG_WORD, **values
    )
    arrived, left, guest = (
        MemberFactory(full_name=name) for name in ("Bà Huyện Thanh Quan", "Cao Bá Quát", ONE_WORD)
    )
    for member in (arrived, left, guest):
        MembershipFactory(member=member, cell=cast.cell)
    received = transfers.propose_transfer(arrived, from_cell=cast.cell, **values)
    transfers.receive_transfer(received, first_day=clock.today(), by=staff)
    leave_cell(left, cell=cast.cell, last_day=date(2014, 3, 19), reason="moved_away", by=staff)
    begin_stay(guest, cell=cast.other_cell, since=clock.today(), by=staff)
    return {
        "transfer:proposed": proposed,
        "transfer:received": received,
        "left": left,
        "guest": guest,
    }


def running_session(cast: Any) -> Papers:
    """A session of this morning with words, a vote and a task; others from the one before."""
    people = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    session = SessionFactory(
        cell=cast.cell, report_month=MONTHS[3], starts_at=clock.now(), title=LONG_WORD, **people
    )
    kinds = ["tasks", "reports", "other"]
    items = [AgendaItemFactory(session=session, kind=kind, title=LONG_WORD) for kind in kinds]
    for member in (*people.values(), *cast.cell.memberships.all()[:3]):
        member = getattr(member, "member", member)
        if not session.attendances.filter(member=member).exists():
            AttendanceFactory(session=session, member=member)
    before = SessionFactory(cell=cast.cell, held=True, **people)
    own = {"owner": cast.members["member"], "text": LONG_WORD}
    finished = {"state": "done", "finished_on": before.day, "progress": LONG_WORD}
    return {
        "session": session,
        "session item": items[-1],
        "speech": SpeechFactory(item=items[-1], text=LONG_WORD),
        "vote": VoteFactory(item=items[-1], question=LONG_WORD),
        "session task": SessionTaskFactory(session=session, **own),
        "task": SessionTaskFactory(session=before, due_on=before.day, **own),
        "task:done": SessionTaskFactory(session=before, **own, **finished),
    }


def sessions(cast: Any, papers: Papers) -> Papers:
    """One ahead with everything on it, one over, one on paper, one called off."""
    cell, secretary = cast.cell, cast.user("secretary")
    people = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    over = {"cell": cell, **people, "ends_at": moment(2014, 3, 5, 15, 40)}
    held = SessionFactory(status="held", **over)
    SessionTaskFactory(session=held, owner=papers["long name"], text=LONG_WORD)
    AgendaItemFactory(session=held, title=LONG_WORD)
    away = {"state": "excused", "reason": "mission", "reason_note": LONG_WORD}
    AttendanceFactory(session=held, member=papers["long name"], **away)
    signed = SessionFactory(status="signed", title="Nói đi đôi với làm " + LONG_WORD, **over)
    document = DocumentFactory(abstract=LONG_WORD)
    DocumentFactory(abstract="việc chưa quán triệt " + LONG_WORD)
    planned = preparing.schedule_session(
        cell,
        by=secretary,
        form="thematic",
        topic=TopicFactory(title=LONG_WORD, questions="Đã làm gì?\n" + LONG_WORD),
        starts_at=moment(2014, 4, 3, 14),
        place=LONG_WORD,
        guests=f"{LONG_NAME}\n{ONE_WORD}",
        invitation=LONG_WORD,
        partners=[cast.other_cell],
        **people,
    )
    AgendaItemFactory(session=planned, kind="document", document=document, title=LONG_WORD)
    cancelled = SessionFactory(cell=cell, starts_at=moment(2014, 4, 10, 8), **people)
    preparing.cancel_session(cancelled, by=secretary, note=LONG_WORD)
    preparing.renew_calendar(cell, by=secretary)
    asked = {
        role: absences.request_absence(
            planned, member=cast.members[role], reason="other", note=LONG_WORD, by=cast.user(role)
        )
        for role in ("member", "cell committee")
    }
    absences.decline_absence(asked["member"], by=secretary, note=LONG_WORD)
    return {
        "session:planned": planned,
        "session:over": held,
        "session:old": signed,
        "session:cancelled": cancelled,
        "absence:declined": asked["member"],
        "absence:requested": asked["cell committee"],
        "other cell": cast.other_cell,
    }


def minutes(cast: Any) -> Papers:
    """Minutes in every state, with names and words that need room."""
    held = held_session(cast)
    full_hall(held, [LONG_NAME, ONE_WORD, *["Lê Văn Ba"] * 15])
    save_part(held, "closing", text=f"Biên bản được thông qua. {LONG_WORD}", version=0, by=None)
    half, signed = held_session(cast), held_session(cast, title="Sinh hoạt " + LONG_WORD)
    sign_first(half, by=cast.users["deputy"])
    sign_both(signed, cast)
    return {"session:held": held, "session:half_signed": half, "session:signed": signed}


def asked_accounts(cast: Any) -> Papers:
    staff, sysadmin = cast.user("staff"), cast.user("sysadmin")
    asked = MemberFactory(full_name=LONG_NAME)
    MembershipFactory(member=asked, cell=cast.cell)
    account = accounts.request_account(asked, by=staff)
    fresh = MemberFactory(full_name="Ngô Thì Nhậm")
    issued = accounts.request_account(fresh, by=staff)
    accounts.issue_slip(issued, by=sysadmin)
    accounts.disable_account(cast.user("executive"), by=sysadmin, note="Nghỉ hưu")
    return {
        "account:asked": account,
        "account:issued": issued,
        "account:disabled": User.objects.get(pk=cast.users["executive"].pk),
        "account": cast.users["member"],
        "member": cast.members["member"],
    }
