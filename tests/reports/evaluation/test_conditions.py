"""What is lacking for a level, against the rule said aloud."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evaluation.choices import Employer, Grade
from reports.evaluation.conditions import Asked, Share, Shown, lacking

points = st.one_of(st.none(), st.integers(0, 200).map(lambda halves: Decimal(halves) / 2))
percents = st.one_of(st.none(), st.integers(1, 100))
grades = st.sampled_from(["", *Grade.values])
employers = st.sampled_from(["", *Employer.values])


@st.composite
def shares(draw):
    whole = draw(st.integers(0, 60))
    return Share(part=draw(st.integers(0, whole)), whole=whole)


asked_of = st.builds(
    Asked,
    points=points,
    task_percent=percents,
    employer=employers,
    duty_grade=grades,
    grade=grades,
    good_percent=percents,
    done_percent=percents,
)
shown_by = st.builds(
    Shown,
    points=points,
    tasks=shares(),
    employer=employers,
    duty_grade=grades,
    grades=st.lists(grades, max_size=6).map(tuple),
    good=shares(),
    done=shares(),
)


def falls_short(share, percent):
    return bool(percent and share.whole) and Fraction(100 * share.part, share.whole) < percent


def is_worse(given, least, scale):
    worst_first = list(reversed(scale.values))
    return "" not in (given, least) and worst_first.index(given) < worst_first.index(least)


@given(asked_of, shown_by)
def test_so_many_things_are_lacking_as_the_rule_names(asked, shown):
    short_of_points = bool(asked.points) and (shown.points is None or shown.points < asked.points)
    broken = [
        short_of_points,
        falls_short(shown.tasks, asked.task_percent),
        is_worse(shown.employer, asked.employer, Employer),
        is_worse(shown.duty_grade, asked.duty_grade, Grade),
        any(is_worse(grade, asked.grade, Grade) for grade in shown.grades),
        falls_short(shown.good, asked.good_percent),
        falls_short(shown.done, asked.done_percent),
    ]
    assert len(lacking(asked, shown)) == sum(broken)


@given(shown_by)
def test_a_level_that_asks_for_nothing_lacks_nothing(shown):
    assert lacking(Asked(), shown) == []


@given(asked_of)
def test_of_who_has_no_row_only_points_can_be_lacking(asked):
    """No task, no employer, no grade: nothing is held against them."""
    assert len(lacking(asked, Shown())) == bool(asked.points)


@pytest.mark.parametrize(
    ("asked", "shown", "words"),
    [
        (
            Asked(points=Decimal(90)),
            Shown(points=Decimal("87.50")),
            "2,5 điểm (87,5, mức này từ 90)",
        ),
        (Asked(points=Decimal(90)), Shown(), "điểm (mức này từ 90)"),
        (
            Asked(task_percent=100),
            Shown(tasks=Share(part=4, whole=5)),
            "việc xong đúng hạn 4/5 (ít nhất 100%)",
        ),
        (
            Asked(employer="excellent"),
            Shown(employer="good"),
            "cơ quan xếp loại “Hoàn thành xuất sắc nhiệm vụ” (đang là “Hoàn thành tốt nhiệm vụ”)",
        ),
        (
            Asked(duty_grade="excellent"),
            Shown(duty_grade="good"),
            "chức trách, nhiệm vụ tự đánh giá “Xuất sắc” (đang là “Tốt”)",
        ),
        (
            Asked(grade="good"),
            Shown(grades=("average", "good", "", "poor")),
            "2 tiêu chí tự đánh giá dưới “Tốt”",
        ),
        (
            Asked(good_percent=80),
            Shown(good=Share(part=7, whole=9)),
            "đảng viên hoàn thành tốt trở lên 7/9 (ít nhất 80%)",
        ),
        (
            Asked(done_percent=100),
            Shown(done=Share(part=8, whole=9)),
            "đảng viên hoàn thành nhiệm vụ trở lên 8/9 (ít nhất 100%)",
        ),
    ],
)
def test_each_thing_is_said_with_its_figure_and_what_is_asked(asked, shown, words):
    assert lacking(asked, shown) == [words]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (Asked(points=Decimal(90)), Shown(points=Decimal(90))),
        (Asked(task_percent=80), Shown(tasks=Share(part=4, whole=5))),
        (Asked(employer="good"), Shown(employer="excellent")),
        (Asked(grade="good"), Shown(grades=("good", "excellent"))),
    ],
)
def test_just_reached_is_reached(asked, shown):
    assert lacking(asked, shown) == []
