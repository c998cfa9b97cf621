"""A decided class and its sheet stay as they were, whatever is acknowledged or awarded later."""

from datetime import date, datetime

import pytest

from cells import clock
from pledges.monthly_report.services import acknowledge_monthly_report
from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.papers.sheet import sheet_html
from reports.evaluation.services import publish_all
from reports.evaluation.steps.services import decide
from tests.factories import moment
from tests.reports.evaluation.evidence.conftest import award, report

LATER = datetime(2015, 1, 20, 9)
WORDS = "Tháng bảy làm tốt, cần giữ."


@pytest.fixture(params=["evaluation", "of_old_cell"])
def paper(request, year):
    """Of the person, and of the cell: one step before the decision."""
    found = getattr(year, request.param)
    level = found.round.scheme.levels.get(subject=found.SUBJECT, code="HTT")
    sent = moment(2014, 12, 1)
    said = {"proposed_level": level, "appraised_level": level}
    times = dict.fromkeys(["first_submitted_at", "proposed_at", "appraised_at"], sent)
    type(found).objects.filter(pk=found.pk).update(status="appraised", **said, **times)
    return fresh(found)


def fresh(paper):
    return type(paper).objects.get(pk=paper.pk)


def prepare(paper, cast):
    decide(paper, level=paper.appraised_level, version=paper.version, by=cast.user("leader"))


def go_on(year, cast):
    """January: the cell acknowledges July with words, May comes late, somebody is praised."""
    july = year.pledges["DV"].monthly_reports.get(month__month=7)
    comments = {line.item_id: WORDS for line in july.lines.all()}
    acknowledge_monthly_report(july, by=cast.user("other secretary"), comments=comments)
    report(year.pledges["CSD"], 5, "acknowledged", sent=moment(2015, 1, 10))
    for member in (year.member, None):
        award(date(2014, 12, 30), "20-QĐ/ĐUCQ", occasion=None, cell=year.old, member=member)


def seen(paper, cast):
    """Its row, and the sheet as a leader prints it."""
    row = type(paper).objects.filter(pk=paper.pk).values().get()
    return row, sheet_html(fresh(paper), reader=cast.user("leader"))


@pytest.mark.parametrize("is_published", [False, True])
def test_a_decided_class_and_its_sheet_do_not_follow_what_comes_later(
    year, paper, cast, is_published
):
    prepare(paper, cast)
    if is_published:
        publish_all([paper], by=cast.user("staff"), note="Quyết định số 5")
    before = seen(paper, cast)
    with clock.at(LATER):
        go_on(year, cast)
        assert seen(paper, cast) == before


def test_before_the_decision_the_sheet_follows(year, paper, cast):
    _row, before = seen(paper, cast)
    with clock.at(LATER):
        go_on(year, cast)
        _row, after = seen(paper, cast)
    assert before != after
    assert "20-QĐ/ĐUCQ" in after
    assert (WORDS in after) is (paper == year.evaluation)


def test_the_decision_itself_takes_the_evidence_along(year, paper, cast):
    read = evidence_of(paper)
    prepare(paper, cast)
    assert evidence_of(fresh(paper)) == read
    assert fresh(paper).frozen_evidence["taken_on"] == "20/12/2014"
