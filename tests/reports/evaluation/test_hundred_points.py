"""A round under the shipped scheme of Quy định 366-QĐ/TW, from its opening to its publication."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

from cells import clock
from cells.models import Notice
from reports.evaluation.papers.decision import SigningInput, content_of, sign_decision
from reports.evaluation.papers.figures import cap_figures, cells_figures, members_figures
from reports.evaluation.papers.sheet import sheet_html
from reports.evaluation.round.services import close_round, open_round, publish_round
from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.scheme.shipped import ship_rating_schemes
from reports.evaluation.self_review.services import save_self_review, submit_self_review
from reports.evaluation.services import Ballot
from reports.evaluation.steps.guard import lack_of
from reports.evaluation.steps.services import appraise, decide, propose
from tests.reports.evaluation.conftest import level_of, review_of

DECEMBER = datetime(2025, 12, 2, 9)
HTT = ("HTT", 25, 55)
OTHERS = {"member": ("XS", 28, 67), "colleague": ("HT", 20, 45)}


@pytest.fixture
def found(cast):
    ship_rating_schemes()
    with clock.at(DECEMBER):
        yield open_round(
            2025,
            scheme=RatingScheme.objects.of_year(2025).get(has_points=True),
            self_due_on=date(2025, 12, 10),
            cell_due_on=date(2025, 12, 20),
            note="Hướng dẫn 43-HD/BTCTW",
            by=cast.users["staff"],
        )


@pytest.fixture
def people(cast, found):
    """By role the paper, and what will be said of it: level, general points, points of the task."""
    rows = {row.member_id: row for row in found.member_evaluations.all()}
    papers = {role: rows[member.pk] for role, member in cast.members.items() if member.pk in rows}
    return {role: (paper, *OTHERS.get(role, HTT)) for role, paper in papers.items()}


@pytest.fixture
def cells(found):
    return [(row, "HTT", 24, 56) for row in found.cell_evaluations.all()]


def ballot_for(code):
    return Ballot(entitled=5, issued=5, returned=5, valid=5, votes={code: 5})


def send(paper, code, general, task, by):
    given = review_of(
        paper,
        level=level_of(paper.round, code, paper.SUBJECT),
        general_points=Decimal(general),
        task_points=Decimal(task),
    )
    save_self_review(paper, given, version=paper.version)
    submit_self_review(paper, by=by)


def weigh(paper, code, general, task, cast):
    """As its own writer says: the cell, staff and the leaders agree."""
    given = {
        "level": level_of(paper.round, code, paper.SUBJECT),
        "points": Decimal(general + task),
    }
    ballot = ballot_for(code)
    propose(paper, version=version_of(paper), by=cast.users["secretary"], ballot=ballot, **given)
    appraise(paper, version=version_of(paper), by=cast.users["staff"], **given)


def settle(paper, code, cast, **more):
    level = level_of(paper.round, code, paper.SUBJECT)
    decide(paper, level=level, version=version_of(paper), by=cast.users["leader"], **more)


def version_of(paper):
    return type(paper).objects.get(pk=paper.pk).version


@pytest.fixture
def weighed(cast, found, people, cells):
    for role, (paper, *said) in people.items():
        send(paper, *said, by=cast.users[role])
        weigh(paper, *said, cast)
    for paper, *said in cells:
        send(paper, *said, by=cast.users["secretary"])
        weigh(paper, *said, cast)


def test_the_round_runs_under_the_scale_that_is_shipped(found):
    scheme = found.scheme
    assert (scheme.general_most, scheme.task_most, scheme.explain_from_points) == (30, 70, 5)
    levels = scheme.levels.filter(subject="member").order_by("position")
    assert [(level.code, level.min_points) for level in levels] == [
        ("XS", 90),
        ("HTT", 70),
        ("HT", 50),
        ("KHT", 0),
    ]


def test_a_self_review_without_its_points_is_not_sent(cast, people):
    paper = people["member"][0]
    save_self_review(paper, review_of(paper), version=0)
    with pytest.raises(ValidationError, match="Tự chấm điểm"):
        submit_self_review(paper, by=cast.users["member"])
    paper.refresh_from_db()
    send(paper, *HTT, by=cast.users["member"])
    assert (paper.status, paper.self_points) == ("submitted", 80)


def test_an_appraisal_five_points_away_says_why(cast, people):
    paper = people["colleague"][0]
    send(paper, *HTT, by=cast.users["colleague"])
    level = level_of(paper.round)
    by, ballot = cast.users["secretary"], ballot_for("HTT")
    propose(paper, level=level, points=Decimal(80), ballot=ballot, version=version_of(paper), by=by)
    staff = {"level": level, "by": cast.users["staff"]}
    with pytest.raises(ValidationError, match="Ghi giải trình"):
        appraise(paper, points=Decimal(75), version=version_of(paper), **staff)
    paper.refresh_from_db()
    appraise(paper, points=Decimal("75.5"), version=version_of(paper), **staff)
    assert (paper.status, paper.appraised_points) == ("appraised", Decimal("75.5"))


def test_points_short_of_a_level_warn_and_are_decided_all_the_same(cast, people):
    paper = people["member"][0]
    send(paper, "XS", 25, 60, by=cast.users["member"])
    weigh(paper, "XS", 25, 60, cast)
    lack = lack_of(paper, reader=cast.user("staff"), foresees=True)
    assert lack.missing == ["5 điểm (85, mức này từ 90)"]
    settle(paper, "XS", cast, over_quota_reason="Được khen bậc cao.")
    assert paper.status == "decided"


def test_from_the_opening_to_the_publication(cast, found, people, cells, weighed):
    staff = cast.user("staff")
    assert all(
        lack_of(paper, reader=staff, foresees=True) is None for paper, *_said in people.values()
    )
    for paper, code, *_points in [*people.values(), *cells]:
        settle(paper, code, cast)
    # One stands at the top: a fifth of the nine below allow no more
    [figures] = cap_figures(found, None)
    cap = figures.total.cap
    assert (cap.top, cap.below, cap.most, cap.excess) == (1, 9, 1, 0)
    signing = SigningInput(
        number=5,
        dated_on=clock.today(),
        authority="standing",
        fingerprint=content_of(found).mark,
    )
    sign_decision(found, signing, by=cast.users["leader"])
    publish_round(found, by=cast.users["staff"], note="Quyết định số 05-QĐ/ĐUCQ")
    assert set(found.member_evaluations.values_list("status", flat=True)) == {"published"}
    assert set(found.cell_evaluations.values_list("status", flat=True)) == {"published"}
    assert_summaries(found, people)
    own = people["member"][0]
    own = type(own).objects.get(pk=own.pk)
    assert Notice.objects.filter(member=own.member, verb="publish").count() == 1
    words = " ".join(strip_tags(sheet_html(own)).split())
    assert "Tổng điểm tự chấm" in words
    assert "95" in words.split("Tổng điểm tự chấm")[1][:12]
    close_round(found, by=cast.users["staff"], note="Hết năm")
    assert found.status == "closed"


def assert_summaries(found, people):
    """Biểu 1 and 2 say what was decided, over who was rated."""
    first, second = members_figures(found).total, cells_figures(found).total
    assert (first.total, first.rated) == (len(people), len(people))
    assert first.levels == (1, len(people) - 2, 1, 0)
    assert sum(first.levels) == first.rated
    assert (second.levels, second.rated) == ((0, 2, 0, 0), 2)
