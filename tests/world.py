"""Papers of the whole cast in one given state, each with words that give away whose it is."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model

from cells import clock
from cells.models import Notice
from cells.notice.services import tell
from pledges.models import MonthlyReport, Pledge
from reports.review.services import open_correction
from tests.factories import (
    CellFactory,
    CommitteePostFactory,
    CriterionFactory,
    IssuedDocumentFactory,
    MemberFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PledgeFactory,
    PledgeItemFactory,
    ReviewFactory,
    StandingFactory,
    TransferFactory,
    UserFactory,
)
from tests.signing import sign

SIGNERS = {"cell": "secretary", "elsewhere": "other secretary", "committee": "leader"}
LEADERS = {"secretary", "deputy", "cell committee", "other secretary", "leader", "executive"}
STAND_FOR = {"member": "member", "officer": "deputy", "elsewhere": "stranger"}
ELSEWHERE = ("cell", "elsewhere")
UNSENT = {"draft", "untouched", "excused"}


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
        MonthlyReportLineFactory(report=report, item=item, sentence=sentence)
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


def make_notices(cast: Any, _state: str) -> dict[str, Model]:
    """What each was told about their own report."""
    reports = make_reports(cast, "acknowledged")
    for role, report in reports.items():
        told = {"verb": "acknowledge", "sentence": words_of(role), "by": None}
        tell(cast.members[role].pk, report, **told)
    return {role: Notice.objects.get(member=member) for role, member in cast.members.items()}


def make_cells(cast: Any, state: str) -> dict[str, Model]:
    if state == "with pledges":
        make_pledges(cast, "accepted")
    return {"cell": cast.cell, "elsewhere": cast.other_cell}


def bodies_of(cast: Any) -> dict[str, Any]:
    return {"cell": cast.cell, "elsewhere": cast.other_cell, "committee": None}


MAKERS: dict[str, Callable[[Any, str], dict[str, Model]]] = {
    "pledge": make_pledges,
    "monthly-report": make_reports,
    "profile": make_profiles,
    "post": make_posts,
    "transfer": make_transfers,
    "account": make_accounts,
    "standard": make_standards,
    "review": make_reviews,
    "document": make_documents,
    "cell": make_cells,
    "notice": make_notices,
}


# What stands in the database


def watched() -> list[type[Model]]:
    """Every table but those that a mere visit writes: sessions and sign-in attempts."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model is not Session and model._meta.app_label != "axes" and not model._meta.proxy
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
