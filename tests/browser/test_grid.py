"""Votes on a cell's people by keyboard alone: moving, copying down, the unsaved marker, caps."""

import pytest
from playwright.sync_api import expect

from reports.evaluation.models import MemberEvaluation
from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.scheme.shipped import ship_rating_schemes
from tests.factories import CellEvaluationFactory, EvaluationRoundFactory, MemberEvaluationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(office):
    """The member's and the colleague's papers wait, the secretary's own beside them."""
    found = EvaluationRoundFactory()
    for role in ("member", "colleague", "secretary"):
        MemberEvaluationFactory(
            round=found, member=office.members[role], cell=office.cell, at="submitted"
        )
    return CellEvaluationFactory(round=found, cell=office.cell, at="submitted")


def box(somebody, paper, name):
    return somebody.page.locator(f'[name="r{paper.pk}-{name}"]')


def test_two_people_are_voted_on_by_keyboard_alone(person, sheet, office):
    first, second = (
        MemberEvaluation.objects.get(member=office.members[role])
        for role in ("colleague", "member")
    )
    if office.members["member"].sort_key < office.members["colleague"].sort_key:
        first, second = second, first
    secretary = person("secretary")
    secretary.opens("cell-evaluation-count", sheet.pk)
    page, keys = secretary.page, secretary.page.keyboard
    count = page.locator("[data-grid-count]")
    expect(count).to_have_text("")
    expect(page.get_by_text("Bản của đồng chí: người khác ghi.")).to_be_visible()
    for name, number in (("entitled", "3"), ("issued", "3"), ("returned", "3")):
        box(secretary, first, name).fill(number)
    box(secretary, first, "valid").focus()
    expect(box(secretary, second, "issued")).to_have_value("3")  # copied downwards
    keys.type("3")
    expect(count).to_have_text("1 dòng chưa lưu")
    keys.press("Enter")
    expect(box(secretary, second, "valid")).to_be_focused()
    keys.type("2")
    expect(count).to_have_text("2 dòng chưa lưu")
    keys.press("ArrowUp")
    expect(box(secretary, first, "valid")).to_be_focused()
    keys.press("ArrowRight")
    keys.type("3")  # for the best level
    level = str(first.round.scheme.levels.get(subject="member", code="XS").pk)
    box(secretary, first, "level").select_option(level)
    expect(page.locator("[data-lights-card]")).to_contain_text("vượt trần 1 suất")
    keys.press("Control+Enter")
    page.wait_for_load_state()
    secretary.reads("Đã lưu 1 dòng.")
    expect(page.get_by_text("Chọn mức.")).to_be_visible()
    expect(box(secretary, second, "valid")).to_have_value("2")
    expect(count).to_have_text("1 dòng chưa lưu")
    first.refresh_from_db()
    assert (first.status, first.ballots_issued, first.votes["XS"]) == ("proposed", 3, 3)


@pytest.fixture
def hundred_points(office):
    """The scheme of 366-QĐ/TW: 90 points for the best level, 70 for the next."""
    ship_rating_schemes()
    found = EvaluationRoundFactory(scheme=RatingScheme.objects.get(has_points=True))
    MemberEvaluationFactory(
        round=found, member=office.members["member"], cell=office.cell, at="submitted"
    )
    return CellEvaluationFactory(round=found, cell=office.cell, at="submitted")


def test_what_somebody_lacks_follows_the_level_and_the_points_while_they_are_typed(
    person, hundred_points
):
    paper = MemberEvaluation.objects.get()
    secretary = person("secretary")
    secretary.opens("cell-evaluation-count", hundred_points.pk)
    lack = secretary.page.locator(f'[data-lights-line="{paper.pk}"]')
    best = str(paper.round.scheme.levels.get(subject="member", code="XS").pk)
    box(secretary, paper, "level").select_option(best)
    expect(lack).to_contain_text("thiếu cho mức “Hoàn thành xuất sắc nhiệm vụ”: điểm")
    box(secretary, paper, "points").fill("87,5")
    expect(lack).to_contain_text("2,5 điểm (87,5, mức này từ 90)")
    box(secretary, paper, "points").fill("90")
    expect(lack).to_have_text("")
    box(secretary, paper, "level").select_option("")
    expect(lack).to_have_text("")
