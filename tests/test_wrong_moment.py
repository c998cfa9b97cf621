"""The right person at the wrong moment: a page with a sentence, and nothing is changed."""

import pytest

from cells.models import AbsenceRequest, Session, Transfer
from pledges.models import CollectiveRegistration, MonthlyReport, MoralStandard, Pledge
from reports.models import (
    CellEvaluation,
    Commendation,
    CommendationBatch,
    EvaluationRound,
    MemberEvaluation,
    Review,
)
from tests import permissions
from tests.asking import Asker, staged
from tests.permissions import Case
from tests.world import changed_since, digest

PAPERS = {
    "pledge": Pledge,
    "monthly-report": MonthlyReport,
    "standard": MoralStandard,
    "collective": CollectiveRegistration,
    "review": Review,
    "transfer": Transfer,
    "absence": AbsenceRequest,
    "session": Session,
    "round": EvaluationRound,
    "evaluation": MemberEvaluation,
    "cell-evaluation": CellEvaluation,
    "commendation": Commendation,
    "commendation-batch": CommendationBatch,
}
# Have no address: adopting or signing the next one does it, coming back to the cell the last;
# a batch gathers, releases and awards its rows
BY_THE_WAY = {
    ("standard", "replace"),
    ("review", "replace"),
    ("pledge", "resume"),
    ("commendation", "gather"),
    ("commendation", "release"),
    ("commendation", "award"),
}
# Steps of the grids, of many papers at once, and what publishing a round does
BY_THE_WAY |= {
    (noun, verb)
    for noun in ("evaluation", "cell-evaluation")
    for verb in ("propose", "appraise", "decide", "publish")
}
# A draft is its officers' affair: to whoever takes the step it does not exist at that moment
UNSEEN = {("collective", "reopen", "draft"), ("collective", "resume", "draft")}
SENTENCES = (
    "Hồ sơ này vừa được xử lý ở nơi khác",
    "Bản này đã ban hành, không sửa được nữa",
    "Báo cáo này không còn ở trạng thái viết được",
    "Biên bản đã có chữ ký thứ nhất.",
    "Biên bản đã ký đủ hai chữ ký",
    "đã ký lúc",
    "Buổi sinh hoạt đã huỷ",
)
# The first kind of paper that the table asks each step about
STEPS = {case.step: case for case in reversed(permissions.cases())}


def wrong_moments():
    for noun, model in PAPERS.items():
        statuses = [value for value, _ in model._meta.get_field("status").choices]
        for verb, (sources, _target) in model.VERBS.items():
            if (noun, verb) not in BY_THE_WAY:
                case = STEPS[f"{noun}-{verb}"]
                unseen = {each for each in statuses if (noun, verb, each) in UNSEEN}
                for status in set(statuses) - set(sources) - unseen:
                    made_as, _, _ = case.kind.partition(":")
                    moment = Case(case.row, f"{made_as}:{status}", case.who)
                    yield pytest.param(moment, id=f"{verb} {noun}:{status}")


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with staged(django_db_blocker) as shared:
        yield shared


@pytest.fixture
def cast(db, stage):
    return stage.cast


@pytest.fixture
def clients(db, stage):
    return stage.browsers()


@pytest.mark.parametrize("case", sorted(wrong_moments(), key=lambda each: each.id))
def test_a_step_at_the_wrong_moment_is_a_sentence_and_no_change(case, cast, clients):
    asker = Asker(case, cast, clients)
    target, role = asker.somebody()
    before = digest()
    given = case.row.get("data", {})
    data = {} if given == "page" else given  # the page itself is closed at this moment
    response = asker.clients[role].post(asker.url(target, role), data, follow=True)
    assert response.status_code in {200, 409}
    page = response.content.decode()
    assert any(sentence in page for sentence in SENTENCES), page
    assert not changed_since(before)


@pytest.mark.parametrize("noun", PAPERS)
def test_every_step_but_the_silent_ones_has_an_address(noun):
    names = {f"{noun}-{verb}" for verb in PAPERS[noun].VERBS if (noun, verb) not in BY_THE_WAY}
    assert names <= set(STEPS)
