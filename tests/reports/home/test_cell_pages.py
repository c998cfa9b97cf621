"""The boards of the cells: what is missing, cell by cell."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from cells import clock
from tests.factories import (
    CellFactory,
    EvaluationRoundFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
)


@pytest.fixture
def late_report(cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    late = {"month": date(2014, 1, 1), "due_on": date(2014, 2, 5)}
    return MonthlyReportFactory(pledge=pledge, **late)


def board(page, cell):
    return next(row.record for row in page.context["table"].rows if row.record.pk == cell.pk)


def test_the_list_counts_people_pledges_and_what_is_missing(sign_in, cast, late_report):
    row = board(sign_in("staff").get(reverse("cell-list")), cast.cell)
    assert (row.member_count, row.pledge_count, row.registered_count) == (5, 1, 1)
    assert (row.overdue_count, row.secretary_name) == (1, "Trần Thị Mai")


@pytest.mark.parametrize(
    ("who", "sees"),
    [("staff", True), ("secretary", True), ("member", True), ("stranger", False)],
)
def test_a_cell_is_seen_by_its_people_and_the_bodies(sign_in, cast, who, sees):
    answer = sign_in(who).get(reverse("cell", args=[cast.cell.pk]))
    assert (answer.status_code == 200) is sees
    assert (answer.status_code == 404) is not sees


def test_a_member_sees_officers_and_standard_but_no_figures(sign_in, cast, late_report):
    page = sign_in("member").get(reverse("cell", args=[cast.cell.pk])).content.decode()
    assert "Trần Thị Mai" in page
    assert "Báo cáo còn thiếu" not in page


@pytest.mark.parametrize(("lack", "found"), [("secretary", ["TRONG"]), ("reports", ["CSD"])])
def test_the_filter_leaves_the_cells_that_lack_something(sign_in, cast, late_report, lack, found):
    CellFactory(code="TRONG", name="Chi bộ Văn phòng")
    page = sign_in("staff").get(reverse("cell-list"), {"lack": lack})
    assert [row.record.code for row in page.context["table"].rows] == found


def test_search_needs_no_diacritics(sign_in, cast):
    page = sign_in("staff").get(reverse("cell-list"), {"q": "co so"})
    assert [row.record.code for row in page.context["table"].rows] == ["CSD"]


@pytest.mark.parametrize("how_many", [3, 40])
def test_the_list_asks_no_more_of_the_database_for_more_cells(
    sign_in, cast, how_many, django_assert_max_num_queries
):
    for number in range(how_many):
        MembershipFactory(cell__code=f"Q{number}", office="secretary")
    client = sign_in("staff")
    with django_assert_max_num_queries(10):
        assert client.get(reverse("cell-list")).status_code == 200


@pytest.mark.parametrize("page", ["-1", "abc", "9" * 30])
def test_an_odd_page_number_still_shows_a_page(sign_in, cast, page):
    assert sign_in("staff").get(reverse("cell-list"), {"page": page}).status_code == 200


def test_a_member_is_not_told_by_a_filter_what_is_missing(sign_in, cast, late_report):
    page = sign_in("member").get(reverse("cell-list"), {"lack": "secretary"})
    assert [row.record.code for row in page.context["table"].rows] == ["CSD"]


def test_the_number_of_missing_reports_opens_as_many_rows(sign_in, cast, late_report):
    client = sign_in("staff")
    page = client.get(reverse("cell", args=[cast.cell.pk]))
    address = f"?cell={cast.cell.pk}&since={page.context['since']}&state=missing"
    rows = client.get(reverse("monthly-report-list") + address).context["table"].rows
    assert page.context["cell"].overdue_count == len(rows) == 1


@pytest.mark.parametrize(("closed", "missing"), [(False, 2), (True, 1)])
def test_each_number_of_the_list_opens_as_many_rows(sign_in, cast, late_report, closed, missing):
    """A report of last year is asked for until the round of its year is closed."""
    before = PledgeFactory(member=cast.members["member"], cell=cast.cell, year=2013, accepted=True)
    MonthlyReportFactory(pledge=before, month=date(2013, 5, 1), due_on=date(2013, 6, 5))
    if closed:
        times = {"published_at": clock.now(), "closed_at": clock.now()}
        EvaluationRoundFactory(year=2013, status="closed", **times)
    client = sign_in("staff")
    for page in ("cell-list", "cell"):
        args = [cast.cell.pk] if page == "cell" else []
        shown = client.get(reverse(page, args=args)).content.decode()
        found = re.search(r'href="([^"]*state=missing[^"]*)">(\d+)</a>', shown)
        assert int(found[2]) == missing
        assert len(client.get(unescape(found[1])).context["table"].rows) == missing


def test_nobody_is_told_to_chase_months_that_may_not_be_sent_any_more(sign_in, cast, late_report):
    client, url = sign_in("staff"), reverse("cell", args=[cast.cell.pk])
    closed = {"status": "closed", "published_at": clock.now(), "closed_at": clock.now()}
    EvaluationRoundFactory(year=late_report.month.year - 1, **closed)
    assert client.get(url).context["cell"].overdue_count == 1
    EvaluationRoundFactory(year=late_report.month.year, **closed)
    assert client.get(url).context["cell"].overdue_count == 0
