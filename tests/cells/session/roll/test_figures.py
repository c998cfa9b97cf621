"""The ratio: who makes the denominator, how it is rounded; one query for many rolls."""

from decimal import Decimal

import pytest

from cells.session.roll.figures import percent, roll_count, roll_counts
from cells.session.roll.services import open_roll
from tests.factories import AttendanceFactory, SessionFactory

pytestmark = pytest.mark.django_db


def lines(session, *marks):
    for category, state in marks:
        reason = "leave" if state == "excused" else ""
        AttendanceFactory(session=session, category=category, state=state, reason=reason)


def test_only_official_probationary_and_youth_make_the_denominator(session):
    lines(
        session,
        ("official", "present"),
        ("official", "excused"),
        ("probationary", "present"),
        ("youth", "unexcused"),
        ("temporary", "present"),
        ("temporary", "unexcused"),
        ("exempt", "present"),
        ("away", ""),
        ("suspended", ""),
    )
    count = roll_count(session)
    assert (count.total, count.counted, count.present) == (9, 4, 2)
    assert (count.excused, count.unexcused, count.ratio) == (1, 1, Decimal(50))
    assert (count.official, count.probationary, count.youth) == (2, 1, 1)
    assert (count.temporary, count.temporary_present, count.came_unasked) == (2, 1, 1)
    assert (count.exempt, count.away, count.suspended) == (1, 1, 1)


def test_it_says_so_in_the_words_of_the_page(session):
    lines(session, *[("official", "present")] * 17, *[("official", "excused")] * 2)
    lines(session, ("official", "unexcused"))
    said = "17 có mặt · 2 vắng có lý do · 1 không lý do · 85,00%"
    assert roll_count(session).sentence == said
    lines(session, ("temporary", "present"), ("exempt", "present"))
    more = " · sinh hoạt tạm thời 1/1 · thêm 1 đồng chí không tính vào tỷ lệ"
    assert roll_count(session).sentence == said + more


def test_where_nobody_is_counted_there_is_no_ratio(session):
    lines(session, ("temporary", "present"), ("away", ""))
    assert roll_count(session).ratio is None
    assert "%" not in roll_count(session).sentence


@pytest.mark.parametrize(
    ("part", "whole", "wanted"),
    [(2, 3, "66.67"), (1, 3, "33.33"), (1, 800, "0.13"), (0, 7, "0.00"), (7, 7, "100.00")],
)
def test_halves_are_rounded_upwards(part, whole, wanted):
    assert percent(part, whole) == Decimal(wanted)


def test_each_cell_of_a_joint_session_counts_alone_or_all_together(joint, cast):
    open_roll(joint, cast.cell)
    open_roll(joint, cast.other_cell)
    of = [roll_count(joint, cell).counted for cell in (cast.cell, cast.other_cell, None)]
    assert of == [6, 6, 12]


@pytest.mark.parametrize("many", [3, 30])
def test_a_list_of_sessions_asks_once(cast, many, django_assert_num_queries):
    sessions = [SessionFactory(cell=cast.cell) for _ in range(many)]
    lines(sessions[0], ("official", "present"))
    with django_assert_num_queries(1):
        counts = roll_counts(sessions)
    assert [counts[each.pk].total for each in sessions] == [1] + [0] * (many - 1)
