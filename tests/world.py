"""Papers of the whole cast in one given state, each with words that give away whose it is."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session as SignedIn
from django.db.models import Model

from cells import clock
from cells.models import (
    CalendarFeed,
    Cell,
    Job,
    JobFile,
    Membership,
    MinutesPart,
    Notice,
    SessionPartner,
)
from cells.notice.services import tell
from cells.organisation.models import CellKind
from cells.print.stored import as_stored
from cells.session.score.shipped import ship_score_sheet
from cells.uploads.checks import Upload
from pledges.models import MonthlyReport, Pledge, Reminder
from reports.commendation.content import content_of, rows_of
from reports.commendation.paper import signed_context
from reports.review.services import open_correction
from reports.youth.models import YouthAssessment, YouthScheme
from reports.youth.services import ship_youth_scheme
from tests.commending import batch_with, decide, set_status
from tests.factories import (
    AbsenceRequestFactory,
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
    ThemeFactory,
    TopicFactory,
    TransferFactory,
    UserFactory,
    VoteFactory,
    moment,
)
from tests.minutes import sign_first, sign_second
from tests.signing import sign

SIGNERS = {"cell": "secretary", "elsewhere": "other secretary", "committee": "leader"}
LEADERS = {"secretary", "deputy", "cell committee", "other secretary", "leader", "executive"}
STAND_FOR = {"member": "member", "officer": "deputy", "elsewhere": "stranger"}
ELSEWHERE = ("cell", "elsewhere")
UNSENT = {"draft", "untouched", "excused"}
WITH_FILES = {"draft", "submitted"}


def words_of(role: str) -> str:
    """What only the papers of this role say."""
    return f"lời riêng của {role}".replace("'", "")


def home_of(cast: Any, role: str) -> Any:
    away = {"stranger", "other secretary", "staff", "leader", "executive", "inspector"}
    return cast.other_cell if role in away else cast.cell


class World:
    """The papers of one kind; ``find("own", role)`` answers that role's own."""

    def __init__(self, cast: Any, kind: str):
        self.cast = cast
        self.kind, _, self.state = kind.partition(":")
        self.papers: dict[str, Model] = MAKERS[self.kind](cast, self.state) if kind else {}

    def find(self, target: str, role: str) -> Model | None:
        return self.papers.get(self.owner(target, role))

    def owner(self, target: str, role: str) -> str:
        if target == "own":
            return role
        return target if target in self.papers else STAND_FOR.get(target, target)


def make_pledges(cast: Any, state: str) -> dict[str, Model]:
    state, _, with_reports = state.partition(" ")
    criterion = CriterionFactory(standard=MoralStandardFactory(cell=None, adopted=True))
    pledges = {role: make_pledge(cast, role, state, criterion) for role in cast.members}
    if with_reports:
        for role, pledge in pledges.items():
            make_report(cast, role, "acknowledged", pledge)
    return pledges


def make_pledge(cast: Any, role: str, state: str, criterion: Model) -> Pledge:
    is_draft = state in {"untouched", "draft"}
    pledge = PledgeFactory(
        member=cast.members[role],
        cell=home_of(cast, role),
        by_leader=role in LEADERS,
        status="draft" if is_draft else state,
        version=0 if state == "untouched" else 1,
        saved_at=None if state == "untouched" else clock.now(),
        first_submitted_at=None if is_draft else clock.now(),
        accepted_at=clock.now() if state in {"accepted", "closed"} else None,
        reflection="" if state == "untouched" else words_of(role),
    )
    for position in (1, 2):
        PledgeItemFactory(pledge=pledge, position=position, criterion=criterion)
    return pledge


def make_reports(cast: Any, state: str) -> dict[str, Model]:
    pledges = make_pledges(cast, "accepted")
    return {role: make_report(cast, role, state, pledge) for role, pledge in pledges.items()}


def make_report(cast: Any, role: str, state: str, pledge: Model) -> MonthlyReport:
    is_entered = state == "entered"
    is_sent = is_entered or state not in UNSENT
    entered_by = cast.users["secretary"] if is_entered else None
    report = MonthlyReportFactory(
        pledge=pledge,
        cell=pledge.cell,
        by_leader=pledge.by_leader,
        status={"untouched": "draft", "entered": "submitted"}.get(state, state),
        version=0 if state == "untouched" else 1,
        saved_at=None if state == "untouched" else clock.now(),
        first_submitted_at=clock.now() if is_sent else None,
        entered_by=entered_by,
    )
    for item in pledge.items.all():
        sentence = "" if state == "untouched" else words_of(role)
        line = MonthlyReportLineFactory(report=report, item=item, sentence=sentence)
    if state in WITH_FILES:
        EvidenceFactory(line=line)
    return report


def make_profiles(cast: Any, state: str) -> dict[str, Model]:
    for role, member in cast.members.items():
        type(member).objects.filter(pk=member.pk).update(unit=words_of(role))
        if state == "released":
            StandingFactory(member=member)
        if state == "doubled":
            MemberFactory(full_name=member.full_name, card_number="")
    return cast.members


def make_posts(cast: Any, body: str) -> dict[str, Model]:
    """Posts of people outside the cast, with a last day; and whatever the cast itself holds."""
    own = {
        role: member.posts.get()
        for role, member in cast.members.items()
        if member.posts.count() == 1
    }
    until = date(2014, 12, 31)
    others = {target: CommitteePostFactory(body=body, until=until) for target in ELSEWHERE}
    return own | others


def make_transfers(cast: Any, state: str) -> dict[str, Model]:
    """To a third cell, whose officers nobody of the cast is."""
    there, day = CellFactory(), clock.today() if state == "received" else None
    return {
        role: TransferFactory(
            member=member,
            from_cell=home_of(cast, role),
            to_cell=there,
            status=state,
            received_on=day,
            note=words_of(role),
        )
        for role, member in cast.members.items()
    }


def make_accounts(cast: Any, state: str) -> dict[str, Model]:
    if state == "disabled":  # other people's: the cast must stay signed in
        closed = {"is_active": False, "code_expires_at": clock.now()}
        return {role: UserFactory(member=MemberFactory(), **closed) for role in STAND_FOR.values()}
    return dict(cast.users)


def make_standards(cast: Any, state: str) -> dict[str, Model]:
    made = {}
    for target, cell in bodies_of(cast).items():
        if state == "replaced":
            MoralStandardFactory(cell=cell, adopted=True)
        made[target] = standard = MoralStandardFactory(
            cell=cell,
            motto=words_of(target),
            status=state,
            resolution_number="" if state == "draft" else "01-NQ/CB",
            adopted_on=None if state == "draft" else date(2014, 1, 10),
        )
        for position in (1, 2, 3):
            CriterionFactory(standard=standard, position=position)
    return made


def make_collectives(cast: Any, state: str) -> dict[str, Model]:
    """What two cells registered as a whole; “resumed”: open again, with results."""
    made = {}
    for target, cell in (("cell", cast.cell), ("elsewhere", cast.other_cell)):
        made[target] = registration = CollectiveRegistrationFactory(
            cell=cell,
            status={"resumed": "registered"}.get(state, state),
            registered_on=None if state == "draft" else date(2014, 1, 10),
            closed_on=date(2014, 3, 1) if state == "closed" else None,
        )
        for position in (1, 2):
            CollectiveItemFactory(
                registration=registration,
                position=position,
                action=words_of(target),
                responsible=cast.members["deputy" if target == "cell" else "stranger"],
                state="done" if state in {"closed", "resumed"} else "",
            )
    return made


def make_reviews(cast: Any, state: str) -> dict[str, Model]:
    reviews = {
        target: ReviewFactory(cell=cell, title=words_of(target), last_month=date(2014, 3, 1))
        for target, cell in bodies_of(cast).items()
    }
    for target, review in reviews.items():
        if state in {"presented", "returned"}:
            type(review).objects.filter(pk=review.pk).update(status=state)
        elif state in {"signed", "replaced"}:
            sign(review, by=cast.users[SIGNERS[target]])
        if state == "replaced":
            sign(open_correction(review), by=cast.users[SIGNERS[target]], why="Ghi sót")
    return reviews


def make_documents(cast: Any, state: str) -> dict[str, Model]:
    if state == "by hand":
        return {
            target: IssuedDocumentFactory(term__cell=cell, cell=cell)
            for target, cell in bodies_of(cast).items()
        }
    return {
        target: review.documents.get() for target, review in make_reviews(cast, "signed").items()
    }


def make_directives(_cast: Any, _state: str) -> dict[str, Model]:
    """Of no cell: one paper is as good as another to everybody."""
    return {target: DocumentFileFactory().document for target in ELSEWHERE}


def make_notices(cast: Any, _state: str) -> dict[str, Model]:
    """What each was told about their own report."""
    reports = make_reports(cast, "acknowledged")
    for role, report in reports.items():
        told = {"verb": "acknowledge", "sentence": words_of(role), "by": None}
        tell(cast.members[role].pk, report, **told)
    return {role: Notice.objects.get(member=member) for role, member in cast.members.items()}


def make_jobs(cast: Any, state: str) -> dict[str, Model]:
    """A year-end set of everybody's, whoever may have asked for it."""
    args = {"year": 2013, "cells": [], "papers": [], "merged": False}
    jobs = {}
    for role in cast.members:
        asked = {"requested_by": cast.users[role], "title": words_of(role), "args": args}
        jobs[role] = Job.objects.create(kind="yearend", total=1, state=state, **asked)
        if state == "done":
            file = JobFile.shelved(Upload("bo.zip", "zip", b"PK"), by=cast.users[role])
            file.job = jobs[role]
            file.save()
    return jobs


def make_themes(_cast: Any, _state: str) -> dict[str, Model]:
    """This year's and last year's, each with a topic of its own."""
    themes = {"committee": ThemeFactory(), "elsewhere": ThemeFactory(year=2013)}
    for target, theme in themes.items():
        TopicFactory(theme=theme, title=words_of(target))
    return themes


def make_topics(cast: Any, _state: str) -> dict[str, Model]:
    themes = make_themes(cast, "")
    for theme in themes.values():
        MaterialFactory(topic=theme.topics.get())
    return {target: theme.topics.get() for target, theme in themes.items()}


def make_plans(cast: Any, _state: str) -> dict[str, Model]:
    return {target: PlanFactory(cell=cell) for target, cell in bodies_of(cast).items()}


def make_plan_tasks(cast: Any, _state: str) -> dict[str, Model]:
    return {target: PlanTaskFactory(plan=plan) for target, plan in make_plans(cast, "").items()}


def make_sessions(cast: Any, state: str) -> dict[str, Model]:
    """One in each cell, led by its secretary; the deputy records ours, nobody of the cast the
    other. What is written down in it gives away whose it is."""
    somebody = MemberFactory(full_name="Tô Ngọc Vân")
    MembershipFactory(member=somebody, cell=cast.other_cell)
    takers = {"cell": cast.members["deputy"], "elsewhere": somebody}
    return {
        target: make_session(cast, target, state, takers[target])
        for target in ("cell", "elsewhere")
    }


def make_session(cast: Any, target: str, state: str, minute_taker: Model) -> Model:
    """Ahead or called off: of 3 April; over: of 5 March."""
    is_over = state in {"held", "half_signed", "signed"}
    session = SessionFactory(
        cell={"cell": cast.cell, "elsewhere": cast.other_cell}[target],
        chair=cast.members[SIGNERS[target]],
        minute_taker=minute_taker,
        status="held" if is_over else state,
        starts_at=moment(2014, 3, 5, 14) if is_over else moment(2014, 4, 3, 14),
        ends_at=moment(2014, 3, 5, 15, 40) if is_over else None,
        report_month=date(2014, 2, 1),
    )
    AgendaItemFactory(session=session, position=1, notes=words_of(target) if is_over else "")
    AgendaItemFactory(session=session, position=2)
    if is_over:
        MinutesPart.objects.create(session=session, key="closing", text="Lời sửa.", version=1)
        sign_minutes(cast, target, session, state)
    return session


def sign_minutes(cast: Any, target: str, session: Model, state: str) -> None:
    """First the minute-taker, or who records it for somebody without an account; then the chair."""
    first = cast.users["deputy" if target == "cell" else SIGNERS[target]]
    if state in {"half_signed", "signed"}:
        sign_first(session, by=first, role="minute_taker")
    if state == "signed":
        sign_second(session, by=cast.users[SIGNERS[target]], role="chair")


def make_joint_sessions(cast: Any, state: str) -> dict[str, Model]:
    """Of a third cell, which cell and neighbour each join as a partner."""
    made = {}
    for target, cell in (("cell", cast.cell), ("elsewhere", cast.other_cell)):
        made[target] = SessionFactory(cell=CellFactory(), form="joint", status=state)
        SessionPartner.objects.create(session=made[target], cell=cell)
    return made


def make_scored_sessions(cast: Any, state: str) -> dict[str, Model]:
    ship_score_sheet()
    return make_sessions(cast, state)


def make_absences(cast: Any, state: str) -> dict[str, Model]:
    """Everybody of the cast asks to be away from their own cell's session."""
    sessions = {session.cell_id: session for session in make_sessions(cast, "planned").values()}
    return {
        role: AbsenceRequestFactory(
            session=sessions[home_of(cast, role).pk],
            member=member,
            status=state,
            note=words_of(role),
        )
        for role, member in cast.members.items()
        if role != "yesterday's secretary"
    }


def make_courses(cast: Any, state: str) -> dict[str, Model]:
    """A session of today in each cell, with all that closing it needs: an ordinary member takes
    the minutes; ``with reports``: those of March were sent."""
    if state == "with reports":
        make_reports(cast, "submitted")
    people = {"cell": ("secretary", "member"), "elsewhere": ("other secretary", "stranger")}
    return {
        target: make_course(cast, target, state, *[cast.members[role] for role in roles])
        for target, roles in people.items()
    }


def make_course(cast: Any, target: str, state: str, chair: Model, minute_taker: Model) -> Model:
    session = SessionFactory(
        cell={"cell": cast.cell, "elsewhere": cast.other_cell}[target],
        chair=chair,
        minute_taker=minute_taker,
        status="planned" if state == "with reports" else state,
        starts_at=moment(2014, 3, 20, 7),
        ends_at=moment(2014, 3, 20, 8, 30),
        report_month=date(2014, 3, 1),
    )
    item = AgendaItemFactory(session=session)
    SpeechFactory(item=item)
    VoteFactory(item=item)
    AttendanceFactory(session=session, member=chair)
    SessionTaskFactory(session=session, owner=chair)
    return session


def make_tasks(cast: Any, state: str) -> dict[str, Model]:
    """Everybody of the cast has one from the last session of their cell."""
    sessions = {
        cell.pk: SessionFactory(cell=cell, held=True) for cell in (cast.cell, cast.other_cell)
    }
    finished = {"finished_on": date(2014, 3, 19)} if state == "done" else {}
    return {
        role: SessionTaskFactory(
            session=sessions[home_of(cast, role).pk], owner=member, state=state, **finished
        )
        for role, member in cast.members.items()
    }


def make_evaluations(cast: Any, state: str) -> dict[str, Model]:
    """Everybody's own of last year, with all that sending it needs."""
    found = round_for(state)
    return {role: make_evaluation(cast, role, state, found) for role in cast.members}


def round_for(state: str) -> Any:
    """“decided late”: after the others were published."""
    past = {"status": "published", "published_at": clock.now()} if state.endswith("late") else {}
    return EvaluationRoundFactory(**past)


def make_evaluation(cast: Any, role: str, state: str, found: Model) -> Model:
    state, _, more = state.partition(" ")
    is_blank = state == "untouched"
    evaluation = MemberEvaluationFactory(
        round=found,
        member=cast.members[role],
        cell=home_of(cast, role),
        at="draft" if is_blank else state,
        version=0 if is_blank else 1,
        saved_at=None if is_blank else clock.now(),
        self_level=None if is_blank else found.scheme.levels.get(subject="member", code="HTT"),
    )
    if not is_blank:
        for key in ("conduct", "duties"):
            evaluation.parts.create(key=key, text=words_of(role), grade="good")
    if more == "objected":
        object_to(evaluation)
    return evaluation


def object_to(evaluation: Any) -> None:
    evaluation.remarks.create(
        line="reports", about="Báo cáo tháng", text="Nộp bằng giấy", is_objection=True
    )


def make_cell_evaluations(cast: Any, state: str) -> dict[str, Model]:
    found, made = round_for(state), {}
    state, _, more = state.partition(" ")
    level = found.scheme.levels.get(subject="cell", code="HTT")
    for target, cell in (("cell", cast.cell), ("elsewhere", cast.other_cell)):
        made[target] = CellEvaluationFactory(
            round=found, cell=cell, at=state, version=1, saved_at=clock.now(), self_level=level
        )
        made[target].parts.create(key="results", text=words_of(target), grade="good")
        if more == "objected":
            object_to(made[target])
    return made


def make_rounds(_cast: Any, state: str) -> dict[str, Model]:
    """Of the last two years; none has a paper yet, so that staff may publish and close them."""
    past = {
        "published_at": clock.now() if state != "open" else None,
        "closed_at": clock.now() if state == "closed" else None,
    }
    years = {"committee": 2013, "elsewhere": 2012}
    return {
        target: EvaluationRoundFactory(year=year, status=state, **past)
        for target, year in years.items()
    }


def make_commendations(cast: Any, state: str) -> dict[str, Model]:
    """Everybody of the cast is praised; “gathered” waits in a presented batch."""
    return make_praise(cast, state, CommendationFormFactory())


def make_praise_of_cells(cast: Any, state: str) -> dict[str, Model]:
    """Of the form that cells give themselves."""
    return make_praise(cast, state, CommendationFormFactory(code="bieu-duong-chi-bo"))


def make_praise(cast: Any, state: str, form: Model) -> dict[str, Model]:
    voted = {} if state == "nominated" else {"entitled": 18, "present": 16, "in_favour": 15}
    decided = {"decision_number": "01-QĐ/ĐUCQ", "awarded_on": date(2014, 3, 1)}
    batch = CommendationBatchFactory() if state in {"gathered", "refused", "awarded"} else None
    rows = {
        role: CommendationFactory(
            member=member,
            cell=home_of(cast, role),
            form=form,
            achievement=words_of(role),
            batch=batch,
            status=state,
            **voted,
            **(decided if state == "awarded" else {}),
        )
        for role, member in cast.members.items()
    }
    if batch:
        content = content_of(batch, rows_of(batch))
        status = "awarded" if state == "awarded" else "presented"
        kept = content | {"paper": stored_paper(content)} if state == "awarded" else None
        set_status(batch, status, signed_content=kept)
    return rows


def stored_paper(content: dict[str, Any]) -> dict[str, Any]:
    document = IssuedDocumentFactory.build(
        term=None, kind=None, symbol="QĐ/ĐUCQ", dated_on=date(2014, 3, 1)
    )
    return as_stored(signed_context(content, document))


def make_batches(cast: Any, state: str) -> dict[str, Model]:
    """Each with a cell's own row – “empty” without – for no occasion."""
    made = {}
    for target, cell in (("committee", cast.cell), ("elsewhere", cast.other_cell)):
        if state == "empty":
            made[target] = CommendationBatchFactory()
            continue
        row = CommendationFactory(member=None, cell=cell, occasion=None, proposed=True)
        made[target] = batch = batch_with(row, title=words_of(target))
        if state == "draft":
            set_status(batch, "draft")
        elif state == "awarded":
            decide(batch, by=cast.users["leader"])
    return made


def remind_on_paper(*reports: Any, printed_on: date | None) -> None:
    """Ten days ago."""
    Reminder.objects.bulk_create(
        Reminder(
            recipient_id=report.author_id,
            report=report,
            cell=report.cell,
            sent_on=clock.today() - timedelta(days=10),
            way="slip",
            printed_on=printed_on,
        )
        for report in reports
    )


def make_cells(cast: Any, state: str) -> dict[str, Model]:
    if state == "with calendar":
        for cell in (cast.cell, cast.other_cell):
            CalendarFeed.objects.create(cell=cell)
    if state == "with topics":
        for quarter in (1, 2):
            TopicFactory(quarter=quarter)
    if state == "with pledges":
        make_pledges(cast, "accepted")
    if state == "with blank reports":
        make_reports(cast, "untouched")
    if state in {"missing", "slips printed"}:
        printed_on = clock.today() if state == "slips printed" else None
        remind_on_paper(*make_reports(cast, "draft").values(), printed_on=printed_on)
    return {"cell": cast.cell, "elsewhere": cast.other_cell}


def make_branches(cast: Any, state: str) -> dict[str, Model]:
    """The two cells as youth branches; everybody was assessed for January."""
    ship_youth_scheme()
    Membership.objects.update(kind=CellKind.YOUTH)
    Cell.objects.update(kind=CellKind.YOUTH)
    here, elsewhere = (
        Cell.objects.get(pk=cell.pk) for cell in (cast.cell, cast.other_cell)
    )  # the cast is others' too
    scheme = YouthScheme.objects.get()
    for stay in Membership.objects.all():
        YouthAssessment.objects.create(
            member=stay.member,
            cell=stay.cell,
            scheme=scheme,
            year=2014,
            unit="m",
            number=1,
            level=1,
        )
    return {"cell": here, "elsewhere": elsewhere}


def bodies_of(cast: Any) -> dict[str, Any]:
    return {"cell": cast.cell, "elsewhere": cast.other_cell, "committee": None}


def make_help_requests(cast: Any, state: str) -> dict[str, Model]:
    """One of each cell, asked by its secretary."""
    made = {"cell": (cast.cell, "secretary"), "elsewhere": (cast.other_cell, "other secretary")}
    return {
        target: HelpRequestFactory(cell=cell, asked_by=cast.users[role], at=state)
        for target, (cell, role) in made.items()
    }


MAKERS: dict[str, Callable[[Any, str], dict[str, Model]]] = {
    "pledge": make_pledges,
    "monthly-report": make_reports,
    "profile": make_profiles,
    "post": make_posts,
    "transfer": make_transfers,
    "account": make_accounts,
    "standard": make_standards,
    "collective": make_collectives,
    "review": make_reviews,
    "document": make_documents,
    "directive": make_directives,
    "theme": make_themes,
    "topic": make_topics,
    "plan": make_plans,
    "plan-task": make_plan_tasks,
    "cell": make_cells,
    "branch": make_branches,
    "notice": make_notices,
    "job": make_jobs,
    "session": make_sessions,
    "absence": make_absences,
    "course": make_courses,
    "task": make_tasks,
    "joint-session": make_joint_sessions,
    "scored-session": make_scored_sessions,
    "evaluation": make_evaluations,
    "cell-evaluation": make_cell_evaluations,
    "round": make_rounds,
    "help-request": make_help_requests,
    "commendation": make_commendations,
    "own-commendation": make_praise_of_cells,
    "commendation-batch": make_batches,
}


# What stands in the database


def watched() -> list[type[Model]]:
    """Every table but those that a mere visit writes: sessions and sign-in attempts."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model is not SignedIn and model._meta.app_label != "axes" and not model._meta.proxy
    ]


def digest() -> dict[str, str]:
    """One hash a table; two equal answers mean that no row anywhere came, went or changed."""
    return {
        model._meta.label: hashlib.sha256(
            repr(list(model._base_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in watched()
    }


def changed_since(before: dict[str, str]) -> list[str]:
    """Names of the tables that are no longer what they were."""
    return [label for label, hashed in digest().items() if before[label] != hashed]
