import json
from dataclasses import asdict
from datetime import date

import pytest

from reports.review.figures import (
    FIGURES,
    ReviewScope,
    dotted,
    percent,
    review_figures,
)
from tests.factories import CellFactory, MembershipFactory, StandingFactory
from tests.reports.review.conftest import FIRST, LAST, accepted, person, report

# figure: (committee, first cell, second cell, closed cell), counted by hand from conftest.py
EXPECTED = {
    "cells": (2, 1, 1, 0),
    "cells_with_card": (1, 1, 0, 0),
    "criteria": (3, 3, 0, 0),
    "members": (9, 7, 2, 0),
    "official": (8, 6, 2, 0),
    "probationary": (1, 1, 0, 0),
    "exempt": (1, 1, 0, 0),
    "suspended": (1, 1, 0, 0),
    "obliged": (7, 5, 2, 0),
    "registered": (4, 2, 2, 0),
    "sent": (2, 2, 0, 0),
    "unregistered": (1, 1, 0, 0),
    "outside": (2, 1, 0, 1),
    "due": (8, 6, 1, 1),
    "on_time": (5, 4, 1, 0),
    "late": (2, 1, 0, 1),
    "missing": (1, 1, 0, 0),
    "excused": (2, 1, 1, 0),
    "not_due": (1, 1, 0, 0),
    "items": (8, 5, 2, 1),
    "done": (4, 3, 1, 0),
    "partly": (1, 0, 1, 0),
    "not_yet": (1, 1, 0, 0),
    "unreported": (2, 1, 0, 1),
}
# No session took place in that world; test_meetings.py has one that comes together
OF_SESSIONS = {"cells_studied", "cells_behind"} | {
    name for name, figure in FIGURES.items() if figure.source.__module__.endswith("meetings")
}
EXPECTED |= dict.fromkeys(OF_SESSIONS, (0, 0, 0, 0))


@pytest.fixture
def scopes(world):
    cells = [None, world.first.pk, world.second.pk, world.closed.pk]
    return [ReviewScope(FIRST, LAST, cell) for cell in cells]


def test_every_figure_is_the_hand_counted_one(scopes):
    counted = [review_figures(scope).total.by_name for scope in scopes]
    assert {name: tuple(each[name] for each in counted) for name in FIGURES} == EXPECTED


def test_every_figure_opens_as_many_rows_as_it_says(scopes):
    opened = {
        name: tuple(figure.rows(scope).count() for scope in scopes)
        for name, figure in FIGURES.items()
    }
    assert opened == EXPECTED


def test_the_cells_add_up_to_the_committee(scopes):
    figures = review_figures(scopes[0])
    sums = {name: sum(cell.counts[name] for cell in figures.cells) for name in FIGURES}
    assert sums == figures.total.by_name
    assert [cell.name for cell in figures.cells] == ["Vụ Cơ sở đảng", "Vụ Đảng viên", "Vụ cũ"]


def test_a_cells_row_is_what_its_own_review_counts(scopes):
    rows = review_figures(scopes[0]).cells
    assert [row.counts for row in rows] == [review_figures(scope).total for scope in scopes[1:]]


def test_parts_add_up_to_their_whole(scopes):
    for scope in scopes:
        total = review_figures(scope).total
        assert total["members"] == total["official"] + total["probationary"]
        assert total["obliged"] == total["registered"] + total["sent"] + total["unregistered"]
        assert total["due"] == total["on_time"] + total["late"] + total["missing"]
        states = ["done", "partly", "not_yet", "unreported"]
        assert total["items"] == sum(total[state] for state in states)


def test_an_earlier_span_sees_the_standing_and_the_moves_of_its_own_last_day(world):
    total = review_figures(ReviewScope(FIRST, date(2014, 3, 1))).total
    assert (total["members"], total["suspended"], total["exempt"]) == (10, 0, 1)
    lan_and_anh = review_figures(ReviewScope(FIRST, date(2014, 3, 1), world.first.pk)).total
    assert (lan_and_anh["registered"], lan_and_anh["items"]) == (2, 4)
    assert total["cells"] == 3


def test_a_cell_without_anybody_counts_nothing_and_divides_by_nothing(world):
    empty = CellFactory(code="D", name="Chi bộ mới")
    total = review_figures(ReviewScope(FIRST, LAST, empty.pk)).total
    assert {name for name in FIGURES if total[name]} == {"cells"}
    assert total.rate("registered") == ""


def test_temporary_members_are_counted_at_home(world):
    guest = person("Khách", world.first)
    MembershipFactory(member=guest, cell=world.second, is_temporary=True)
    assert review_figures(ReviewScope(FIRST, LAST, world.second.pk)).total["members"] == 2


def test_the_figures_can_be_stored_as_json(scopes):
    figures = asdict(review_figures(scopes[0]))
    assert json.loads(json.dumps(figures))["total"]["by_name"] == figures["total"]["by_name"]


@pytest.mark.parametrize("how_many", [3, 300])
def test_the_number_of_queries_does_not_depend_on_the_number_of_cells(
    world, django_assert_num_queries, how_many
):
    CellFactory.create_batch(how_many)
    with django_assert_num_queries(8):
        figures = review_figures(ReviewScope(FIRST, LAST))
    assert len(figures.cells) == 3 + how_many


def test_a_report_sent_late_at_night_belongs_to_the_day_in_vietnam(world):
    pledge = accepted(person("Người gửi đêm", world.second), world.second, ["N1"])
    late_night = report(pledge, 3, "done", sent=(4, 5))
    late_night.first_submitted_at = late_night.first_submitted_at.replace(hour=23, minute=59)
    late_night.save()
    assert review_figures(ReviewScope(FIRST, LAST, world.second.pk)).total["on_time"] == 2


def test_someone_exempt_before_and_again_obliged_is_obliged(world):
    back = person("Người trở lại", world.second)
    StandingFactory(member=back, since=date(2014, 1, 1), until=date(2014, 5, 31))
    total = review_figures(ReviewScope(FIRST, LAST, world.second.pk)).total
    assert (total["exempt"], total["obliged"], total["unregistered"]) == (0, 3, 1)


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [(308, 310, "99,35%"), (1, 8, "12,50%"), (2, 3, "66,67%"), (7, 7, "100,00%"), (0, 0, "")],
)
def test_percentages_have_two_decimals_and_a_comma(part, whole, printed):
    assert percent(part, whole) == printed


def test_large_numbers_are_grouped_by_dots():
    assert [dotted(number) for number in (0, 999, 2318, 1234567)] == [
        "0",
        "999",
        "2.318",
        "1.234.567",
    ]


@pytest.mark.parametrize(
    ("last", "day"),
    [(date(2014, 2, 1), 28), (date(2012, 2, 1), 29), (date(2014, 12, 1), 31)],
)
def test_the_last_day_of_the_span_is_the_last_of_its_month(last, day):
    assert ReviewScope(FIRST.replace(year=2012), last).last_day == last.replace(day=day)
