"""Sessions in a review: January to June 2014, counted by hand, looked at on 20 July 2014."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from cells import clock
from cells.issue.types import ship_types
from reports.models import Review
from reports.review.composition import content_of
from reports.review.figures import FIGURES, ReviewScope, review_figures
from reports.review.models import ReviewKind
from reports.review.services import open_review
from tests.factories import (
    AttendanceFactory,
    BriefingFactory,
    CellFactory,
    CommitteePostFactory,
    DocumentFactory,
    MemberFactory,
    MembershipFactory,
    SessionFactory,
    SessionPartnerFactory,
    TermFactory,
    ThemeFactory,
    TopicFactory,
    UserFactory,
    moment,
)
from tests.reports.review.conftest import FIRST, LAST
from tests.signing import sign

BACKEND = "cells.member.passwords.AccountBackend"

# figure: (committee, first cell, second cell, closed cell)
EXPECTED = {
    "sessions": (4, 2, 1, 1),
    "regular": (2, 1, 1, 0),
    "thematic": (1, 1, 0, 0),
    "talk": (0, 0, 0, 0),
    "stories": (1, 0, 0, 1),
    "visit": (0, 0, 0, 0),
    "seminar": (0, 0, 0, 0),
    "joint": (0, 0, 0, 0),
    "joined": (2, 0, 1, 1),
    "to_attend": (9, 5, 3, 1),
    "attended": (6, 3, 2, 1),
    "unexcused": (1, 1, 0, 0),
    "study": (3, 1, 1, 1),
    "study_turns": (6, 2, 2, 2),
    "to_study": (7, 3, 3, 1),
    "studied": (5, 2, 2, 1),
    "cells_studied": (1, 0, 1, 0),
    "cells_behind": (1, 1, 0, 0),
    "briefings": (2, 1, 1, 0),
}


def held(cell, starts_at, form="regular", **fields):
    fields = {"status": "signed", "ends_at": starts_at + timedelta(minutes=95)} | fields
    return SessionFactory(cell=cell, form=form, starts_at=starts_at, **fields)


def roll(session, cell, *lines):
    """Each line “category state”, of somebody new."""
    for line in lines:
        category, state = line.split()
        reason = "mission" if state == "excused" else ""
        AttendanceFactory(
            session=session,
            cell=cell,
            member=MemberFactory(),
            category=category,
            state="" if state == "-" else state,
            reason=reason,
        )


@pytest.fixture
def topics(world):
    last_year = ThemeFactory(year=2013, title="Phong cách quần chúng, dân chủ, nêu gương")
    TopicFactory(theme=last_year, quarter=4)
    theme = ThemeFactory(year=2014)
    return [
        TopicFactory(theme=theme, quarter=quarter, title=f"Q{quarter}") for quarter in range(1, 4)
    ]


@pytest.fixture
def met(world, topics):
    regular(world.first)
    with_a_partner(world, topics[0])
    around_midnight(world, topics[1])
    with_the_youth(world.youth, world.closed)
    for status in ("planned", "cancelled"):
        idle = held(world.first, moment(2014, 4, 8, 14), "visit", status=status, topic=topics[1])
        roll(idle, world.first, "official present", "official unexcused")
        BriefingFactory(session=idle, cell=world.first, document=DocumentFactory())
    return world


def regular(first):
    """The document is read here; who is not counted stands on the roll all the same."""
    session = held(first, moment(2014, 3, 5, 14), status="held")
    roll(session, first, "official present", "probationary excused", "temporary present")
    roll(session, first, "exempt -", "away -", "suspended -")
    BriefingFactory(session=session, cell=first, document=DocumentFactory())


def with_a_partner(world, topic):
    both = held(world.first, moment(2014, 3, 20, 14), "thematic", topic=topic, status="half_signed")
    SessionPartnerFactory(session=both, cell=world.second)
    roll(both, world.first, "official present", "official present", "official unexcused")
    roll(both, world.second, "official present", "probationary excused")
    BriefingFactory(session=both, cell=world.second, document=DocumentFactory())


def around_midnight(world, topic):
    """Half an hour into the span, and half an hour after it, by the clock on the wall in Hà Nội."""
    early = held(world.second, moment(2014, 1, 1, 0, 30), topic=topic)
    roll(early, world.second, "official present")
    late = held(world.first, moment(2014, 7, 1, 0, 30), "seminar", topic=topic)
    roll(late, world.first, "official present")


def with_the_youth(youth, closed):
    """A youth branch is not reviewed here; the cell that joined it is."""
    visit = held(youth, moment(2014, 4, 10, 8), "visit")
    SessionPartnerFactory(session=visit, cell=closed)
    roll(visit, youth, "youth present", "youth unexcused")
    roll(visit, closed, "official present")
    roll(held(closed, moment(2014, 4, 20, 14), "stories"), closed, "exempt present")


@pytest.fixture
def scopes(met):
    cells = [None, met.first.pk, met.second.pk, met.closed.pk]
    return [ReviewScope(FIRST, LAST, cell) for cell in cells]


def test_every_figure_of_sessions_is_the_hand_counted_one(scopes):
    counted = [review_figures(scope).total for scope in scopes]
    assert {name: tuple(each[name] for each in counted) for name in EXPECTED} == EXPECTED


def test_every_figure_of_sessions_opens_as_many_rows_as_it_says(scopes):
    opened = {
        name: tuple(FIGURES[name].rows(scope).count() for scope in scopes) for name in EXPECTED
    }
    assert opened == EXPECTED


def test_cells_add_up_to_the_committee_and_are_what_their_own_review_counts(scopes):
    figures = review_figures(scopes[0])
    for name in EXPECTED:
        assert sum(cell.counts[name] for cell in figures.cells) == figures.total[name]
    assert [row.counts for row in figures.cells] == [
        review_figures(scope).total for scope in scopes[1:]
    ]


def test_forms_add_up_to_the_sessions(scopes):
    total = review_figures(scopes[0]).total
    forms = ("regular", "thematic", "talk", "stories", "visit", "seminar", "joint")
    assert sum(total[form] for form in forms) == total["sessions"]


@pytest.mark.parametrize(
    ("first", "last", "studied", "behind"),
    [
        ((2014, 1), (2014, 2), 0, 0),  # no quarter has ended
        ((2014, 2), (2014, 3), 2, 1),  # quarter I only; the closed cell was there still
        ((2014, 4), (2014, 5), 0, 0),
        ((2014, 4), (2014, 6), 1, 1),  # quarter II only: the first cell is late …
        ((2014, 4), (2014, 7), 2, 0),  # … and has made up for it in July
        ((2013, 12), (2014, 3), 0, 3),  # nobody studied the last topic of 2013
        ((2014, 7), (2014, 9), 0, 0),  # still running in July
    ],
)
def test_part_of_a_year_asks_for_the_quarters_that_end_in_it(met, first, last, studied, behind):
    total = review_figures(ReviewScope(date(*first, 1), date(*last, 1))).total
    assert (total["cells_studied"], total["cells_behind"]) == (studied, behind)


def test_a_quarter_that_still_runs_is_not_behind(met):
    scope = ReviewScope(date(2014, 7, 1), date(2014, 9, 1))
    with clock.at(datetime(2014, 9, 30, 17, 0)):
        assert review_figures(scope).total["cells_behind"] == 0
    with clock.at(datetime(2014, 10, 1, 8, 0)):
        assert review_figures(scope).total["cells_behind"] == 2


def test_a_new_cell_is_not_asked_for_quarters_before_its_founding(met, topics):
    new = CellFactory(code="N", name="Chi bộ mới", founded_on=date(2014, 4, 15))
    scope = ReviewScope(FIRST, LAST, new.pk)
    assert review_figures(scope).total["cells_behind"] == 1
    held(new, moment(2014, 6, 10, 14), "talk", topic=topics[1])
    assert review_figures(scope).total["cells_studied"] == 1


def test_two_topics_in_one_quarter_are_both_asked_for(met, topics):
    TopicFactory(theme=topics[0].theme, quarter=1, title="Chủ đề thứ hai")
    assert review_figures(ReviewScope(FIRST, LAST)).total["cells_studied"] == 0


def composed(cell=None, **span):
    review = Review(cell=cell, **{"first_month": FIRST, "last_month": LAST} | span)
    sections = content_of(review)["sections"]
    return next(" ".join(each["paragraphs"]) for each in sections if each["key"] == "study")


SAID = [
    "đã tổ chức 4 buổi sinh hoạt: 2 buổi thường kỳ, 1 buổi chuyên đề, 1 buổi kể chuyện",
    "có 2 lượt chi bộ dự sinh hoạt do chi bộ khác tổ chức",
    "Tỷ lệ đảng viên dự sinh hoạt đạt 66,67% (6 lượt có mặt trên 9 lượt phải dự)",
    "Trong đó có 3 buổi học tập chuyên đề.",
    "Tại các buổi học tập chuyên đề các chi bộ tổ chức hoặc cùng dự có 6 lượt người tham gia",
    "tỷ lệ đảng viên tham gia đạt 71,43%",
    "1 chi bộ trong tổng số 2 chi bộ đã học đủ chủ đề của các quý đã hết, đạt 50,00%",
]


def test_the_committees_part_on_studying_writes_itself(met):
    said = composed()
    assert [words for words in SAID if words not in said] == []


def test_a_cells_part_names_the_topics_that_are_missing(met):
    assert "còn thiếu: quý II năm 2014 (“Q2”)." in composed(met.first)
    assert "Chi bộ đã học đủ chủ đề của các quý đã hết." in composed(met.second)
    assert "quán triệt 1 lượt văn bản" in composed(met.second)


def test_people_are_not_counted_into_sessions_that_others_held(met):
    said = composed(met.second)
    assert "1 buổi học tập chuyên đề." in said
    assert "Tại các buổi học tập chuyên đề chi bộ tổ chức hoặc cùng dự có 2 lượt người" in said
    whole = "1 buổi học tập chuyên đề với 2 lượt người tham gia; tỷ lệ đảng viên tham gia đạt"
    assert whole in composed(met.first)


def test_a_cell_that_only_joined_others_says_so(met):
    said = composed(met.second, first_month=date(2014, 3, 1), last_month=date(2014, 3, 1))
    assert "chi bộ đã dự 1 lượt sinh hoạt do chi bộ khác tổ chức" in said
    assert "Tại các buổi học tập chuyên đề chi bộ tổ chức hoặc cùng dự có 1 lượt người" in said
    assert "0 buổi" not in said


def test_where_no_session_was_written_down_the_part_stays_empty(world):
    assert (composed(), composed(world.first)) == ("", "")


def test_the_number_of_queries_does_not_depend_on_the_number_of_sessions(
    met, django_assert_num_queries
):
    for day in range(30):
        extra = held(met.first, moment(2014, 2, 1, 8) + timedelta(days=day), "talk")
        roll(extra, met.first, *["official present"] * 5)
    with django_assert_num_queries(8):
        assert review_figures(ReviewScope(FIRST, LAST)).total["talk"] == 30


# Pages


@pytest.fixture
def review(met):
    return open_review(None, kind=ReviewKind.PRELIMINARY, first=FIRST, last=LAST)[0]


def test_each_figure_opens_its_rows_on_the_page(review, met, client):
    client.force_login(met.staff, backend=BACKEND)
    for name, (total, *_cells) in EXPECTED.items():
        page = client.get(reverse("review-rows", args=[review.pk, name]))
        assert len(page.context["table"].rows) == total
        assert f": {total} {FIGURES[name].unit}" in page.content.decode()


def test_the_rows_can_be_searched_and_say_what_they_are(review, met, client):
    client.force_login(met.staff, backend=BACKEND)
    address = reverse("review-rows", args=[review.pk, "unexcused", met.first.pk])
    page = client.get(address).content.decode()
    assert "Vắng không lý do" in page
    assert "20/03/2014" in page
    assert len(client.get(address, {"q": "khongai"}).context["table"].rows) == 0


def test_who_lags_with_the_topics_is_listed_with_how_many(review, met, client):
    client.force_login(met.staff, backend=BACKEND)
    page = client.get(reverse("review-rows", args=[review.pk, "cells_behind"])).content.decode()
    assert "1 chủ đề" in page
    assert "Vụ Cơ sở đảng" in page


# Signed before sessions were counted


def as_before(value):
    """What the page was made of then: nothing of these figures."""
    if isinstance(value, dict):
        return {key: as_before(each) for key, each in value.items() if key not in EXPECTED}
    if isinstance(value, list):
        kept = [each for each in value if not isinstance(each, dict) or is_older(each)]
        return [as_before(each) for each in kept]
    return value


def is_older(row):
    return row.get("figure") not in EXPECTED


@pytest.fixture
def older(met, review):
    leader = MemberFactory(full_name="Vũ Quốc Dũng")
    MembershipFactory(member=leader, cell=met.first)
    CommitteePostFactory(member=leader, body="standing", title="deputy_secretary")
    ship_types()
    TermFactory()
    sign(review, by=UserFactory(member=leader))
    review.signed_content = as_before(review.signed_content) | {"version": 1}
    review.save()
    return review


def test_a_review_signed_before_sessions_were_counted_says_what_it_said(older, met, client):
    client.force_login(met.staff, backend=BACKEND)
    page = client.get(older.get_absolute_url())
    shown = [row["figure"] for row in page.context["content"]["appendix"]]
    assert "members" in shown
    assert not set(shown) & set(EXPECTED)
    assert "buổi sinh hoạt:" not in page.content.decode()
    for name in ("review-pdf", "review-word"):
        assert client.get(reverse(name, args=[older.pk])).status_code == 200


def test_rows_behind_a_figure_that_was_not_signed_claim_no_signed_number(older, met, client):
    client.force_login(met.staff, backend=BACKEND)
    page = client.get(reverse("review-rows", args=[older.pk, "sessions"]))
    assert (page.context["signed"], len(page.context["table"].rows)) == ("", 4)
