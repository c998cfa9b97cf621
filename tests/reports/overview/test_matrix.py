"""Cells beside months: what is due, what is missing, and the people behind every number."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.urls import reverse

from cells import clock
from reports.overview.figures import squares_of
from tests.factories import (
    CellFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
    moment,
)

JANUARY, MARCH = date(2014, 1, 1), date(2014, 3, 1)
DUE = date(2014, 2, 5)
SENT = {"status": "submitted", "due_on": DUE}


def report(cell, month=JANUARY, **values):
    member = MembershipFactory(cell=cell).member
    leads = values.pop("by_leader", False)
    pledge = PledgeFactory(member=member, cell=cell, accepted=True, by_leader=leads)
    return MonthlyReportFactory(
        pledge=pledge, month=month, by_leader=leads, **{"due_on": DUE, **values}
    )


@pytest.fixture
def january(cast):
    """Two on time (one sent back since), one late, one excused, two missing – a leader is one."""
    on_time = {**SENT, "first_submitted_at": moment(2014, 2, 5, 23)}
    report(cast.cell, **on_time)
    report(cast.cell, **{**on_time, "status": "returned"})
    report(cast.cell, **SENT, first_submitted_at=moment(2014, 2, 6, 1))
    report(cast.cell, status="excused")
    report(cast.cell)
    report(cast.cell, by_leader=True, due_on=date(2014, 2, 3))
    return cast.cell


def square(cell, month=JANUARY):
    [found] = squares_of([cell], [month], clock.today())
    return found


def listed(client, url):
    return len(client.get(url).context["table"].rows)


def test_a_square_counts_by_the_first_sending_and_sets_the_excused_apart(january):
    found = square(january)
    assert (found.on_time, found.late, found.missing, found.excused) == (2, 1, 2, 1)
    assert (found.due, found.waiting, found.css) == (5, 0, "many")
    assert found.said == ("tháng 1: 2 quá hạn chưa gửi, 2 gửi đúng hạn, 1 gửi muộn, 1 được miễn")


@pytest.mark.parametrize("state", ["missing", "on_time", "late", "excused"])
def test_every_number_opens_as_many_rows(sign_in, january, state):
    found = square(january)
    assert listed(sign_in("staff"), found.rows(state)) == getattr(found, state)


def test_a_square_opens_the_names_of_those_who_have_not_sent(sign_in, january):
    url = square(january).url
    assert url.endswith(f"?cell={january.pk}&month=2014-01&state=missing")
    assert listed(sign_in("leader"), url) == 2


def test_the_total_of_a_month_opens_as_many_rows_though_a_branch_lacks_some_too(sign_in, january):
    report(CellFactory(kind="youth"))
    client = sign_in("staff")
    answer = client.get(reverse("overview"), {"year": "2014"})
    [total] = [total for total in answer.context["totals"] if total.month == JANUARY]
    assert (total.missing, listed(client, total.url)) == (2, 2)
    page = client.get(reverse("overview-month", args=[2014, 1])).content.decode()
    [link] = re.findall(r'href="([^"]*state=missing&amp;kind=party)"', page)
    assert listed(client, unescape(link)) == 2


def test_whoever_left_the_cell_without_sending_is_not_missing(january):
    draft = january.monthly_reports.filter(status="draft").first()
    draft.pledge.member.memberships.update(until=date(2014, 2, 28))
    assert square(january).missing == 1


def test_what_is_within_its_time_is_neither_missing_nor_done(cast):
    report(cast.cell, MARCH, due_on=date(2014, 3, 20))
    found = square(cast.cell, MARCH)
    assert (found.missing, found.waiting, found.css, found.number) == (0, 1, "ahead", 1)
    with clock.at(datetime(2014, 3, 21, 8)):
        late = square(cast.cell, MARCH)
    assert (late.missing, late.waiting, late.css) == (1, 0, "many")


def test_a_dashed_square_opens_whoever_has_still_time_and_nobody_else(sign_in, cast):
    due = {"month": MARCH, "due_on": date(2014, 3, 20)}
    report(cast.cell, **due)
    gone = report(cast.cell, **due).pledge.member
    gone.memberships.update(until=date(2014, 3, 10))
    report(cast.cell, **{**due, **SENT, "first_submitted_at": moment(2014, 3, 19, 8)})
    report(cast.cell, **{**due, "status": "excused"})
    found = square(cast.cell, MARCH)
    assert (found.css, found.number) == ("ahead", 1)
    assert listed(sign_in("staff"), found.url) == 1
    assert found.url == found.rows("waiting")


def test_a_few_missing_of_many_look_milder_than_many(cast):
    for _ in range(9):
        report(cast.cell, **SENT, first_submitted_at=moment(2014, 2, 1, 8))
    assert square(cast.cell).css == "full"
    report(cast.cell)
    assert square(cast.cell).css == "some"
    report(cast.cell)
    assert square(cast.cell).css == "many"


def test_the_page_shows_the_number_in_the_square_and_the_words_for_the_ear(sign_in, january):
    page = sign_in("inspector").get(reverse("overview")).content.decode()
    assert f'aria-label="Vụ Cơ sở đảng, {square(january).said}">2</a>' in page
    assert '<td class="mx mx--many">' in page
    assert "đồng chí quá hạn chưa gửi báo cáo tháng 1/2014, ở 1 chi bộ" in page


def test_a_secretary_sees_the_row_of_the_own_cell_and_its_sums_only(sign_in, cast, january):
    report(cast.other_cell)
    own = sign_in("secretary").get(reverse("overview")).context
    assert [line.cell for line in own["lines"]] == [cast.cell]
    assert own["totals"][0].missing == 2
    assert sign_in("staff").get(reverse("overview")).context["totals"][0].missing == 3


def test_a_member_has_no_overview(sign_in, cast):
    assert sign_in("member").get(reverse("overview")).status_code == 404
    assert sign_in("member").get(reverse("overview-month", args=[2014, 1])).status_code == 404


def codes(answer):
    return [line.cell.code for line in answer.context["lines"]]


def test_cells_are_found_by_name_and_by_what_they_lack(sign_in, cast, january):
    client, url = sign_in("staff"), reverse("overview")
    assert codes(client.get(url)) == ["CSD", "DV"]
    assert codes(client.get(url, {"q": "dang vien"})) == ["DV"]
    assert codes(client.get(url, {"lack": "missing"})) == ["CSD"]
    assert codes(client.get(url, {"year": "x", "lack": "y", "page": "-1"})) == ["CSD", "DV"]
    none = client.get(url, {"q": "không có"}).content.decode()
    assert "Không có chi bộ nào khớp bộ lọc" in none


def test_cells_that_were_not_there_in_the_year_have_no_row(sign_in, cast):
    CellFactory(code="A1", founded_on=date(2015, 1, 1))
    CellFactory(code="A2", closed_on=date(2013, 12, 31))
    CellFactory(code="A3", kind="youth")
    assert codes(sign_in("staff").get(reverse("overview"))) == ["CSD", "DV"]


def test_the_month_says_the_same_in_a_table(sign_in, cast, january):
    answer = sign_in("staff").get(reverse("overview-month", args=[2014, 1]))
    assert answer.context["sums"] == {
        "due": 5,
        "on_time": 2,
        "late": 1,
        "missing": 2,
        "waiting": 0,
        "excused": 1,
    }
    rows = {row.record.cell.code: row for row in answer.context["table"].rows}
    assert rows["CSD"].get_cell_value("due") == 5
    assert "state=late" in answer.content.decode()


@pytest.mark.parametrize("month", [(2014, 0), (2014, 13), (99999, 1)])
def test_a_month_that_no_calendar_has_is_no_page(sign_in, cast, month):
    assert sign_in("staff").get(reverse("overview-month", args=month)).status_code == 404


def test_the_matrix_asks_one_question_for_the_squares(cast, january, django_assert_num_queries):
    cells = [CellFactory() for _ in range(5)]
    with django_assert_num_queries(1):
        assert len(squares_of(cells, [JANUARY, MARCH], clock.today())) == 10


def test_somebody_twice_in_a_cell_is_counted_once(cast):
    found = report(cast.cell)
    MembershipFactory(member=found.pledge.member, cell=cast.cell, is_temporary=True)
    assert square(cast.cell).missing == 1
