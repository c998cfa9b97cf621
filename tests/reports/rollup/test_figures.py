"""Sums that add up in every direction, by the review's own rules."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cells import clock
from cells.models import Member
from reports.review.figures import review_figures
from reports.review.span import ReviewScope
from reports.rollup import figures
from reports.rollup.figures import FIGURES, ITEMS, Extent
from reports.rollup.period import Period
from tests.factories import (
    CellFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
    moment,
)

HALF = Period(2014, "h", 1)
ADDING = [name for name in FIGURES if name not in ITEMS]


def counts(counted, *names):
    return [counted[name] for name in names]


def total(extent):
    return figures.total_of(figures.cell_lines(extent))


def test_the_sums_are_those_of_the_review(world):
    scope = ReviewScope(date(2014, 1, 1), date(2014, 6, 1))
    said = review_figures(scope).total
    names = [name for name in FIGURES if name != "answered"]
    assert counts(total(Extent(period=HALF)), *names) == counts(said, *names)


def test_answered_is_what_no_longer_waits_for_the_cell(world):
    first = Extent(period=HALF, cell_ids=frozenset([world.first.pk]))
    assert counts(total(first), "due", "answered", "missing") == [6, 4, 1]


def test_a_youth_branch_is_summed_alone_and_never_with_the_party(world):
    youth = figures.cell_lines(Extent(period=HALF, kind="youth"))
    assert [each.of for each in youth] == [world.youth]
    assert counts(youth[0].counts, "due", "on_time", "items", "done") == [1, 1, 1, 1]
    assert world.youth not in [each.of for each in figures.cell_lines(Extent(period=HALF))]


def test_a_report_counts_in_the_cell_it_was_due_in_though_its_author_has_moved(world):
    lan = Member.objects.get(full_name="Phan Ngọc Lan")
    by_cell = {
        cell: figures.whole(Extent(period=HALF, cell_ids=frozenset([cell.pk]), member_id=lan.pk))[
            "due"
        ]
        for cell in (world.first, world.second)
    }
    assert by_cell == {world.first: 1, world.second: 0}
    for cell in (world.first, world.second):
        lines = figures.member_lines(Extent(period=HALF, cell_ids=frozenset([cell.pk])))
        assert lan in [each.of for each in lines]


def unreported(cell, period):
    extent = Extent(period=period, cell_ids=frozenset([cell.pk]))
    return counts(total(extent), "items", "unreported")


def accepted_in_january(member, cell):
    at = moment(2014, 1, 20, 8)
    return PledgeFactory(member=member, cell=cell, accepted=True, accepted_at=at)


def test_an_item_is_silent_until_it_ended_and_no_longer_afterwards(cast):
    pledge = accepted_in_january(cast.members["member"], cast.cell)
    ended = PledgeItemFactory(pledge=pledge)
    first, second = Period(2014, "q", 1), Period(2014, "q", 2)
    assert unreported(cast.cell, second) == [1, 1]
    type(ended).objects.filter(pk=ended.pk).update(ended_on=date(2014, 3, 31), end_reason="xong")
    assert unreported(cast.cell, first) == [1, 1]
    assert unreported(cast.cell, second) == [0, 0]


def test_nobody_is_silent_in_a_cell_they_have_left(cast):
    member = MembershipFactory(cell=cast.cell, since=date(2010, 1, 1)).member
    pledge = accepted_in_january(member, cast.cell)
    PledgeItemFactory(pledge=pledge)
    type(pledge).objects.filter(pk=pledge.pk).update(status="closed")
    assert unreported(cast.cell, Period(2014, "m", 5)) == [1, 1]
    member.memberships.update(until=date(2014, 4, 30))
    assert unreported(cast.cell, Period(2014, "m", 4)) == [1, 1]
    assert unreported(cast.cell, Period(2014, "m", 5)) == [0, 0]


def test_people_stand_by_name_and_cells_by_code_whatever_their_figures(world):
    lines = figures.member_lines(Extent(period=HALF, cell_ids=frozenset([world.first.pk])))
    assert [each.of for each in lines] == sorted(
        (each.of for each in lines), key=lambda member: member.sort_key
    )
    assert [each.of.code for each in figures.cell_lines(Extent(period=HALF))] == ["A", "B", "C"]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_as_many_rows(world, name):
    for each in figures.cell_lines(Extent(period=HALF)):
        extent = Extent(period=HALF, cell_ids=frozenset([each.of.pk]))
        assert extent.rows(FIGURES[name]).count() == each.counts[name]


def test_months_to_come_have_no_line(world):
    extent = Extent(period=Period(2014), member_id=1)
    assert [each.of.number for each in figures.month_lines(extent)] == [1, 2, 3, 4, 5, 6, 7]


FATES = ["on_time", "late", "returned", "waiting", "draft", "excused"]
ROW = st.tuples(
    st.integers(0, 2),  # whose
    st.integers(1, 12),  # month
    st.sampled_from(FATES),
    st.sampled_from(["", "done", "partly", "not_yet"]),
)


class Sums(TestCase):
    """Three people in two cells, with any reports at all."""

    def setUp(self):
        self.today = clock.at(datetime(2014, 9, 20, 9, 0))
        self.today.__enter__()
        self.addCleanup(self.today.__exit__, None, None, None)
        self.cells = [CellFactory(), CellFactory()]
        self.pledges = [self.pledge(self.cells[place % 2]) for place in range(3)]

    def pledge(self, cell):
        member = MembershipFactory(cell=cell, since=date(2010, 1, 1)).member
        pledge = PledgeFactory(member=member, cell=cell, accepted=True)
        PledgeItemFactory(pledge=pledge)
        return pledge

    def report(self, whose, month, fate, state):
        pledge = self.pledges[whose]
        due = date(2014, month, 25)
        sent = {"on_time": 20, "late": 28, "returned": 20, "waiting": 24}.get(fate)
        status = {"on_time": "acknowledged", "late": "acknowledged", "waiting": "submitted"}
        found = MonthlyReportFactory(
            pledge=pledge,
            month=date(2014, month, 1),
            due_on=due,
            status=status.get(fate, fate),
            first_submitted_at=moment(2014, month, sent) if sent else None,
        )
        MonthlyReportLineFactory(report=found, item=pledge.items.get(), state=state)

    @settings(max_examples=5)  # a draw asks some hundred questions
    @given(st.lists(ROW, min_size=4, max_size=12, unique_by=lambda row: row[:2]))
    def test_the_year_is_its_months_quarters_and_halves_and_the_committee_its_cells(self, rows):
        for row in rows:
            self.report(*row)
        year = Extent(period=Period(2014))
        whole = total(year)
        for unit in ("m", "q", "h"):
            parts = [total(replace(year, period=part)) for part in year.period.parts(unit)]
            for name in ADDING:
                assert sum(part[name] for part in parts) == whole[name], (unit, name)
        for name in FIGURES:
            cells = [self.cell_sum(cell) for cell in self.cells]
            assert sum(each[name] for each in cells) == whole[name], name
        assert whole["due"] == whole["on_time"] + whole["late"] + whole["missing"]
        assert whole["items"] == sum(whole[name] for name in ITEMS[1:])
        assert sum(whole[name] for name in ("due", "excused", "not_due")) == len(rows)

    def cell_sum(self, cell):
        """Of its people; and those of each person's months."""
        extent = Extent(period=Period(2014), cell_ids=frozenset([cell.pk]))
        lines = figures.member_lines(extent)
        assert figures.total_of(lines)["due"] == total(extent)["due"]
        for each in lines[:1]:
            own = replace(extent, member_id=each.of.pk)
            assert figures.whole(own) == each.counts
            months = figures.summed([figures.by_month(own).items()])
            for name in ADDING:
                assert sum(month[name] for month in months.values()) == each.counts[name], name
        return figures.cell_total(extent, lines)
