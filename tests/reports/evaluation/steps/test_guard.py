"""“Thiếu …” beside the level: in the grids, live, on a page; it warns and never stops."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.scheme.shipped import ship_rating_schemes
from reports.evaluation.steps.guard import lack_of
from reports.models import MemberEvaluation, MemberEvaluationPart
from tests.factories import EvaluationRoundFactory, SessionFactory, SessionTaskFactory, moment
from tests.reports.evaluation.steps.conftest import counts, page_of

LATE = "việc xong đúng hạn 1/2 (ít nhất 100%)"


@pytest.fixture
def year_under(cast, request):
    """``year`` under the scheme that is shipped for these years: 2018, or 2025 with 100 points."""

    def make(first_year):
        ship_rating_schemes()
        EvaluationRoundFactory(scheme=RatingScheme.objects.get(first_year=first_year))
        return request.getfixturevalue("year")

    return make


@pytest.fixture
def votes(year_under, cast):
    """A person who has sent 80 points and finished one of two tasks in time, and their cell."""
    year = year_under(2025)
    theirs = year.paper("member", self_general_points=25, self_task_points=55)
    theirs.self_level = year.level("XS")
    theirs.save()
    give_tasks(theirs.member, cast.cell)
    sheet = year.cell_paper()
    url = reverse("cell-evaluation-count", args=[sheet.pk])
    return SimpleNamespace(**vars(year), theirs=theirs, sheet=sheet, url=url)


def give_tasks(member, cell):
    over = SessionFactory(cell=cell, status="held", starts_at=moment(2013, 2, 5, 14))
    for state, finished in (("done", date(2013, 3, 1)), ("open", None)):
        SessionTaskFactory(
            session=over,
            owner=member,
            due_on=date(2013, 3, 28),
            state=state,
            finished_on=finished,
        )


def lack_in(response, paper):
    (row,) = [row for row in response.context["sheet"].rows if row.evaluation == paper]
    return (row.lack.level, row.lack.missing) if row.lack else None


def test_while_proposing_the_grid_says_what_is_lacking_for_the_level_of_the_row(votes, sign_in):
    response = sign_in("secretary").get(votes.url)
    short = "10 điểm (80, mức này từ 90)"
    assert lack_in(response, votes.theirs) == ("Hoàn thành xuất sắc nhiệm vụ", [short, LATE])
    assert f"thiếu cho mức “Hoàn thành xuất sắc nhiệm vụ”: {short}; {LATE}" in (
        response.content.decode()
    )


def test_the_grid_holds_the_conditions_in_the_words_of_the_scheme(votes, sign_in):
    page = sign_in("secretary").get(votes.url).content.decode()
    assert "Hoàn thành xuất sắc nhiệm vụ, từ 90 điểm" in page
    assert "ít nhất 30% nhiệm vụ vượt mức" in page


def test_what_is_lacking_never_stops_a_proposal_an_appraisal_or_a_decision(votes, sign_in):
    client = sign_in("secretary")
    typed = counts(votes.theirs, "XS", points="80", proposal_note="Chi bộ thảo luận kỹ.")
    assert client.post(votes.url, page_of(client, votes.url) | typed).status_code == 302
    xs, here = votes.level("XS").pk, [votes.round.pk]
    for who, step, more in (
        ("staff", "appraisals", {"points": "80"}),
        ("leader", "decisions", {"over_quota_reason": "Được khen bậc cao"}),
    ):
        client, url = sign_in(who), reverse(f"round-evaluation-{step}", args=here)
        boxes = {
            f"r{votes.theirs.pk}-{name}": text for name, text in (more | {"level": xs}).items()
        }
        shown = client.get(url)
        assert LATE in lack_in(shown, votes.theirs)[1]
        assert client.post(url, page_of(client, url) | boxes).status_code == 302
    votes.theirs.refresh_from_db()
    assert (votes.theirs.status, votes.theirs.decided_level_id) == ("decided", xs)


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("XS", "89,5", "0,5 điểm (89,5, mức này từ 90)"),
        ("XS", "không rõ", "điểm (mức này từ 90)"),
        ("HTT", "70", LATE),
        ("HT", "50", "việc xong đúng hạn 1/2 (ít nhất 80%)"),
        ("KHT", "", ""),
    ],
)
def test_live_it_follows_the_level_and_the_points_in_the_boxes(votes, sign_in, code, typed, said):
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    row = f"r{votes.theirs.pk}"
    boxes = {f"{row}-version": "0", f"{row}-level": votes.level(code).pk, f"{row}-points": typed}
    lines = sign_in("secretary").post(url, boxes).json()["lines"]
    assert said in lines[str(votes.theirs.pk)]
    assert ("thiếu" in lines[str(votes.theirs.pk)]) is bool(said)


def test_live_a_leader_decides_on_the_points_of_the_appraisal(votes, sign_in):
    paper = votes.paper("colleague", at="appraised", appraised_points=85)
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    row = f"r{paper.pk}"
    boxes = {f"{row}-version": "0", f"{row}-level": votes.level("XS").pk}
    lines = sign_in("leader").post(url, boxes).json()["lines"]
    assert "5 điểm (85, mức này từ 90)" in lines[str(paper.pk)]


def test_live_nothing_is_told_of_a_draft_or_of_another_cell(votes, sign_in):
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    draft, stranger = votes.paper("colleague", at="draft"), votes.paper("stranger")
    for paper in (draft, stranger):
        row = f"r{paper.pk}"
        typed = {f"{row}-version": "0", f"{row}-level": votes.level("XS").pk}
        lines = sign_in("secretary").post(url, typed).json()["lines"]
        assert not any("thiếu" in line for line in lines.values())


def test_the_page_of_a_paper_warns_beside_the_level_until_it_is_published(votes, sign_in):
    paper = votes.paper("colleague", at="proposed", proposed_level=votes.level("XS"))
    client = sign_in("secretary")
    assert "thiếu cho mức" in client.get(paper.get_absolute_url()).content.decode()
    done = votes.paper("deputy", at="published")
    assert "thiếu cho mức" not in client.get(done.get_absolute_url()).content.decode()


def test_an_officer_learns_nothing_of_a_prepared_level_from_what_it_lacks(votes, sign_in, cast):
    officer, staff = cast.user("secretary"), cast.user("staff")
    paper = votes.paper(
        "colleague",
        at="appraised",
        proposed_level=votes.level("KHT"),
        appraised_level=votes.level("XS"),
    )
    assert lack_of(paper, reader=officer, foresees=False) is None
    assert lack_of(paper, reader=staff, foresees=True).level == "Hoàn thành xuất sắc nhiệm vụ"
    page = sign_in("secretary").get(paper.get_absolute_url()).content.decode()
    assert "thiếu cho mức" not in page
    assert "thiếu cho mức" in sign_in("staff").get(paper.get_absolute_url()).content.decode()


# ---- the scheme of 2018–2024: grades, the employer, the people of a cell


def grade(paper, **grades):
    for key, value in grades.items():
        MemberEvaluationPart.objects.create(evaluation=paper, key=key, text="Đạt.", grade=value)


def test_grades_and_the_employers_level_are_held_against_the_best_level(year_under, cast):
    officer = cast.user("secretary")
    year = year_under(2018)
    best = year.level("XS")
    paper = year.paper(at="proposed", proposed_level=best, employer_rating="good")
    grade(paper, duties="good", conduct="average", remedies="good")
    lack = lack_of(paper, reader=officer, foresees=False)
    assert lack.missing == [
        "cơ quan xếp loại “Hoàn thành xuất sắc nhiệm vụ” (đang là “Hoàn thành tốt nhiệm vụ”)",
        "chức trách, nhiệm vụ tự đánh giá “Xuất sắc” (đang là “Tốt”)",
        "1 tiêu chí tự đánh giá dưới “Tốt”",
    ]
    MemberEvaluation.objects.filter(pk=paper.pk).update(proposed_level=year.level("HTT"))
    paper.refresh_from_db()
    assert lack_of(paper, reader=officer, foresees=False) is None


def test_a_cell_is_measured_by_the_levels_of_its_people(year_under, cast):
    staff = cast.user("staff")
    year = year_under(2018)
    year.others(3, "proposed", "HTT", cell=cast.cell)
    year.others(1, "proposed", "HT", cell=cast.cell)
    year.others(1, "submitted", "HT", cell=cast.cell)
    year.others(5, "proposed", "KHT", cell=cast.other_cell)
    sheet = year.cell_paper(at="proposed", proposed_level=year.level("XS", "cell"))
    (good,) = lack_of(sheet, reader=staff, foresees=False).missing
    assert good == "đảng viên hoàn thành tốt trở lên 3/4 (ít nhất 80%)"
    year.others(1, "proposed", "KHT", cell=cast.cell)
    done = lack_of(sheet, reader=staff, foresees=False).missing[1]
    assert done == "đảng viên hoàn thành nhiệm vụ trở lên 4/5 (ít nhất 100%)"


def test_officers_do_not_find_their_own_level_in_the_share_of_their_cell(year_under, cast):
    year = year_under(2018)
    year.others(2, "proposed", "HTT", cell=cast.cell)
    year.others(1, "proposed", "HT", cell=cast.cell)
    year.paper("secretary", at="decided", proposed_level=year.level("KHT"))
    sheet = year.cell_paper(at="proposed", proposed_level=year.level("XS", "cell"))
    good = {
        role: lack_of(sheet, reader=cast.user(role), foresees=False).missing[0]
        for role in ("secretary", "staff")
    }
    assert good == {
        "secretary": "đảng viên hoàn thành tốt trở lên 2/3, không kể bản của đồng chí "
        "(ít nhất 80%)",
        "staff": "đảng viên hoàn thành tốt trở lên 2/4 (ít nhất 80%)",
    }


@pytest.mark.parametrize("foresees", [False, True])
def test_who_was_put_off_stands_in_no_share_until_it_is_decided(year_under, cast, foresees):
    year, staff = year_under(2018), cast.user("staff")
    year.others(3, "proposed", "HT", cell=cast.cell)
    year.paper("member", at="proposed", case="postponed", proposed_level=year.level("XS"))
    sheet = year.cell_paper(at="proposed", proposed_level=year.level("XS", "cell"))
    good = lack_of(sheet, reader=staff, foresees=foresees).missing[0]
    assert good == "đảng viên hoàn thành tốt trở lên 0/3 (ít nhất 80%)"


def test_a_scheme_that_asks_for_nothing_asks_the_database_nothing(
    year, cast, django_assert_num_queries
):
    staff = cast.user("staff")
    paper = year.paper(at="proposed")
    with django_assert_num_queries(1):  # its levels
        assert lack_of(paper, reader=staff, foresees=True) is None


# ---- as many questions for three rows as for many


@pytest.mark.parametrize("first_year", [2018, 2025])
def test_grids_with_conditions_ask_as_much_for_three_as_for_a_full_page(
    year_under, sign_in, cast, first_year
):
    year = year_under(first_year)
    sheet = year.cell_paper(at="proposed")
    pages = {
        ("secretary", reverse("cell-evaluation-count", args=[sheet.pk])),
        ("staff", reverse("round-evaluation-appraisals", args=[year.round.pk])),
        ("leader", reverse("round-evaluation-decisions", args=[year.round.pk])),
        ("staff", reverse("round-cell-evaluation-appraisals", args=[year.round.pk])),
    }

    def fill(how_many):
        for at in ("submitted", "proposed", "appraised"):
            for paper in year.others(how_many, at, "XS", cell=cast.cell):
                grade(paper, duties="good", conduct="poor")
                give_tasks(paper.member, cast.cell)

    fill(1)
    few = {page: questions(sign_in, *page) for page in pages}
    fill(7)
    assert {page: questions(sign_in, *page) for page in pages} == few
    assert max(few.values()) <= 21, few  # the secretary counts the votes of a cell


def questions(sign_in, who, url):
    client = sign_in(who)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
