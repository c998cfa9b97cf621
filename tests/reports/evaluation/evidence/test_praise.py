from datetime import date

import pytest
from django.utils.html import strip_tags

from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.papers.sheet import sheet_html
from reports.evaluation.services import decide_evaluation
from reports.models import Commendation, MemberEvaluation
from tests.reports.evaluation.evidence.conftest import award
from tests.reports.evaluation.evidence.test_services import appraised

OF_MEMBER = ("Giấy khen: tổng kết năm 2013", "Số 02-QĐ/ĐUCQ, ngày 31/01/2014.")
OF_CELL = ("Giấy khen: tổng kết năm 2014", "Số 11-QĐ/ĐUCQ, ngày 31/12/2014.")


def praise_in(evidence):
    """Form and occasion, number and day; the words for what stand behind them."""
    (section,) = [each for each in evidence.sections if each.key == "commendations"]
    return [(line.title, line.words.split(" Hướng dẫn")[0]) for line in section.lines]


def test_a_persons_year_holds_what_they_were_awarded_in_it_and_nothing_that_waits(year):
    assert praise_in(evidence_of(year.evaluation)) == [OF_MEMBER]


def test_a_cells_year_holds_its_own_praise_and_not_that_of_its_people(year):
    assert praise_in(evidence_of(year.of_old_cell)) == [OF_CELL]


def test_without_praise_a_line_says_so_that_can_be_objected_to(year):
    Commendation.objects.all().delete()
    evidence = evidence_of(year.evaluation)
    assert praise_in(evidence) == [("Chưa được khen trong năm.", "")]
    assert "commendations" in evidence.lines


@pytest.mark.parametrize(("paper", "told"), [("evaluation", OF_MEMBER), ("of_old_cell", OF_CELL)])
def test_the_printed_sheet_ends_with_the_praise_of_the_year(year, paper, told):
    words = strip_tags(sheet_html(getattr(year, paper)))
    appendix = words.split("VIỆC LÀM TRONG NĂM 2014")[1]
    assert all(text in appendix for text in told)
    assert "09-QĐ/ĐUCQ" not in appendix


def test_praise_awarded_after_the_decision_is_not_added_to_what_it_rested_on(year, cast):
    level = appraised(year)
    evidence = evidence_of(year.evaluation).as_json()
    decide_evaluation(year.evaluation, level=level, evidence=evidence, by=cast.user("leader"))
    award(date(2014, 12, 19), "12-QĐ/ĐUCQ", occasion=None, member=year.member, cell=year.old)
    decided = MemberEvaluation.objects.get(pk=year.evaluation.pk)
    assert praise_in(evidence_of(decided)) == [OF_MEMBER]
